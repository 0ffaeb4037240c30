"""The words of meetings and of the registers are found by those who may read them, and by nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.agenda import actions as agenda_actions
from meetings.meeting.audiences import Restricted
from meetings.models import Action, AgendaItem, Decision
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def found(browser, typed, name="meeting_list"):
    """Returns the keys of what the page shows for these words."""
    page = browser.get(reverse(f"meetings:{name}"), {"q": typed}).context
    return {one.pk for one in [*page.get("ahead", ()), *page["page"]]}


@pytest.mark.parametrize(
    "typed", ["evaluation", "ÉVALUATION d'impact", "impact l’evaluation", "soeurs geneve"]
)
def test_meeting_is_found_however_its_words_are_typed(plan, as_, typed):
    meeting = plan(title="L’Évaluation d’impact", city="Genève", items=["Nos sœurs"], published=True)
    plan(title="Another", day="2007-04-11")
    assert found(as_("member"), typed) == {meeting.pk}


def test_meeting_is_not_found_if_one_word_is_missing(plan, as_):
    plan(title="Évaluation", items=["Quillwort"], published=True)
    assert found(as_("member"), "evaluation nothing") == set()


def test_signs_of_a_pattern_are_plain_characters(plan, as_):
    meeting = plan(title="100% of_them")
    plan(title="100 of them", day="2007-04-11")
    assert found(as_("member"), "0% f_t") == {meeting.pk}


def test_draft_agenda_is_found_by_the_troika_only(plan, as_):
    meeting = plan(items=["Quillwort"])
    assert found(as_("chair"), "quillwort") == {meeting.pk}
    assert found(as_("member"), "quillwort") == set()


def test_restricted_item_is_found_by_its_readers_only(plan, as_, people):
    meeting = plan(items=["Quillwort"], published=True)
    item = AgendaItem.objects.get(meeting=meeting, title="Quillwort")
    item.restricted = Restricted.PRINCIPALS
    item.save()
    for register, model in (("decision_list", Decision), ("action_list", Action)):
        row = model.objects.create(item=item, position=0, text="Sœurs")
        for word in ("quillwort", "soeurs"):
            assert found(as_("chair"), word, register) == {row.pk}
            assert found(as_("member"), word, register) == set()
    assert found(as_("chair"), "quillwort") == {meeting.pk}
    assert found(as_("member"), "quillwort") == set()


def test_planned_meeting_is_not_found_by_a_member(plan, as_):
    meeting = plan(title="Quillwort", called=False)
    assert found(as_("chair"), "quillwort") == {meeting.pk}
    assert found(as_("member"), "quillwort") == set()


def test_item_is_found_by_its_new_title_after_a_change(plan, as_, people):
    meeting = plan(items=["Before"], published=True)
    item = meeting.agenda.get(title="Before")
    agenda_actions.change_item(item, changes={"title": "Après"}, revision=item.revision, by=people["chair"])
    assert found(as_("member"), "apres") == {meeting.pk}
    assert found(as_("member"), "before") == set()


def test_search_asks_as_often_among_many_as_among_few(plan, as_):
    browser = as_("member")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            browser.get(reverse("meetings:meeting_list"), {"q": "quillwort"})
        return len(asked), sum("LIKE" in one["sql"] for one in asked)

    plan(title="Quillwort", day="2007-04-10")
    factories.meeting("2006-01-10", title="Quillwort")
    few = queries()
    for day in range(1, 29):
        factories.meeting(f"2006-02-{day:02}", title="Quillwort")
    assert queries() == few
    assert few[1] == 2  # once among those ahead, once among the past ones
