"""Earlier texts of a contribution: what is kept, who sees it, and how one is restored."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.contributions import actions as contribution_actions
from documents.models import ContributionRevision
from foundation.dates import clock
from foundation.text import rich
from tests import factories
from tests.documents.contributions.calls import entry, of, opened, page_of, saves

pytestmark = pytest.mark.django_db

LONG = "Our agency advises 14 governments on fair recruitment and trains their labour inspectors."


@pytest.fixture
def call(group):
    return opened(group, kind="text")


def kept(call, acronym="ILO") -> list:
    return [(one.by, rich.plain(one.text)) for one in of(call, acronym).revisions.all()]


def address(call, *earlier) -> str:
    name = "contribution_restore" if earlier else "contribution_revisions"
    found = of(call, "ILO")
    return reverse(f"documents:{name}", args=[call.document_id, call.pk, found.pk, *earlier])


def restores(client, call, number):
    answer = client.post(address(call, number), {"revision": of(call, "ILO").revision}, follow=True)
    return [str(one) for one in answer.context["messages"]]


def test_text_that_is_deleted_by_mistake_is_restored(group, call, client):
    saves(call, "ILO", text=LONG, by=group.ilo)
    saves(call, "ILO", text="", by=group.ilo)
    assert kept(call) == [(group.ilo, LONG), (group.ilo, "")]
    client.force_login(group.ilo)
    [said] = restores(client, call, 1)
    assert said.startswith("The text of ")
    assert said.endswith(" is restored.")
    assert rich.plain(of(call, "ILO").text) == LONG
    assert kept(call)[-1] == (group.ilo, LONG)


def test_text_of_one_person_stays_when_another_one_replaces_it(group, call, client):
    other = factories.person_of("ILO", name="Otto")
    saves(call, "ILO", text="Draft", by=group.ilo)
    found = of(call, "ILO")
    opened_with = {"revision": found.revision, "text-base": found.text}
    saves(call, "ILO", text=found.text.replace("Draft", "Otto's"), by=other)
    client.force_login(group.ilo)
    answer = client.post(page_of(call, "ILO"), opened_with | {"text": found.text.replace("Draft", "Mine")})
    [clash] = answer.context["clashes"]
    field = answer.context["writing"]["text"]
    fresh = {
        "revision": answer.context["revision"],
        "text": field.value(),
        "text-base": field.field.widget.base,
    }
    client.post(page_of(call, "ILO"), fresh | {f"text-keep-{clash.id}": "mine"})
    assert rich.plain(of(call, "ILO").text) == "Mine"
    assert kept(call)[-2:] == [(other, "Otto's"), (group.ilo, "Mine")]


def test_what_was_written_before_revisions_were_kept_becomes_the_first(group, call):
    found = of(call, "ILO")
    found.text = rich.clean("From before")
    found.save()
    saves(call, "ILO", text="Written on", by=group.ilo)
    assert kept(call) == [(None, "From before"), (group.ilo, "Written on")]


def test_save_that_changes_nothing_keeps_no_revision(group, call):
    saves(call, "ILO", text="A text.", by=group.ilo)
    saves(call, "ILO", text=of(call, "ILO").text, by=factories.person_of("ILO", name="Otto"))
    assert kept(call) == [(group.ilo, "A text.")]


def test_earlier_texts_are_compared(group, call, client):
    for text in ("The seminar is on 3 May.", "The seminar is on 4 May."):
        saves(call, "ILO", text=text, by=group.ilo)
        group.ilo = factories.person_of("ILO", name="Otto")
    client.force_login(group.ilo)
    assert f'href="{address(call)}"' in client.get(page_of(call, "ILO")).text
    page = client.get(address(call)).text
    assert "Removed: </span>3 " in page
    assert "Added: </span>4 " in page
    assert f'action="{address(call, 1)}"' in page
    assert client.get(address(call), {"old": "x", "new": "99"}).status_code == 200


def test_restoring_from_an_old_page_overwrites_nobody(group, call, client):
    other = factories.person_of("ILO", name="Otto")
    saves(call, "ILO", text="First", by=group.ilo)
    saves(call, "ILO", text="Second", by=other)
    opened_with = of(call, "ILO").revision
    saves(call, "ILO", text="Third", by=group.ilo)
    client.force_login(other)
    answer = client.post(address(call, 2), {"revision": opened_with}, follow=True)
    assert [one.level_tag for one in answer.context["messages"]] == ["error"]
    assert rich.plain(of(call, "ILO").text) == "Third"


def test_nothing_is_restored_once_it_is_submitted(group, call, client):
    saves(call, "ILO", text=LONG, by=group.ilo)
    saves(call, "ILO", text="Short.", by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    client.force_login(group.ilo)
    page = client.get(address(call)).text
    assert "Restore this text" not in page
    assert LONG in page
    assert restores(client, call, 1) == ["This has been submitted. Reopen it to restore an earlier text."]
    assert rich.plain(of(call, "ILO").text) == "Short."
    contribution_actions.take_back(of(call, "ILO"), by=group.ilo)
    assert "Restore this text" in client.get(address(call)).text


def test_nothing_is_restored_in_a_call_that_was_withdrawn(group, call, client):
    saves(call, "ILO", text=LONG, by=group.ilo)
    saves(call, "ILO", text="Short.", by=group.ilo)
    contribution_actions.withdraw(call, by=group.lead)
    client.force_login(group.ilo)
    assert "Restore this text" not in client.get(address(call)).text
    assert restores(client, call, 1) == ["This call was withdrawn, so nothing more can be saved."]


def test_only_those_who_may_write_the_contribution_see_its_earlier_texts(group, call, client):
    saves(call, "ILO", text=LONG, by=group.ilo)
    saves(call, "ILO", text="Short.", by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    for person in (group.lead, group.who):
        client.force_login(person)
        assert client.get(address(call)).status_code == 403
        assert client.post(address(call, 1), {"revision": 2}).status_code == 403


def test_revision_of_another_contribution_is_not_found(group, call, client):
    saves(call, "ILO", text="Ours.", by=group.ilo)
    saves(call, "UNHCR", text="Theirs.", by=group.unhcr)
    saves(call, "UNHCR", text="Theirs, which are longer now.", by=factories.person_of("UNHCR"))
    client.force_login(group.ilo)
    assert of(call, "UNHCR").revisions.last().number == 2
    assert client.post(address(call, 2), {"revision": 1}).status_code == 404
    assert "Theirs" not in client.get(address(call)).text


def test_entries_have_no_earlier_texts(group, client):
    call = opened(group)
    saves(call, "ILO", entry("A project"), by=group.ilo)
    client.force_login(group.ilo)
    assert not ContributionRevision.objects.exists()
    assert address(call) not in client.get(page_of(call, "ILO")).text
    assert client.get(address(call)).status_code == 404
    assert client.post(address(call, 1), {"revision": 1}).status_code == 404


def test_page_needs_as_many_queries_for_many_texts_as_for_two(group, call, client):
    client.force_login(group.ilo)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(call)).status_code == 200
        return len(asked)

    for text in ("One", "Two"):
        saves(call, "ILO", text=text, by=factories.person_of("ILO", name=text))
    queries()  # what is kept from page to page is kept now
    few = queries()
    for number in range(20):
        with clock.moved_to(clock.now() + dt.timedelta(minutes=2 * number)):
            by = factories.person_of("ILO", name=f"Person {number}")
            saves(call, "ILO", text=f"{LONG} {number}", by=by)
    assert of(call, "ILO").revisions.count() > 15
    assert queries() == few
