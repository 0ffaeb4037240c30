"""The workplan as agreed, what became of it, and what passes on at the end of a term."""

import datetime as dt

import pytest
from django.urls import reverse

from chairmanship.models import AgreedPlan, PassingNote, WorkplanActivity
from chairmanship.workplan import actions as workplan_actions
from chairmanship.workplan import agreement, handover, tasks
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories
from tests.awaiting import awaiting_in
from tests.chairmanship.handover.reading import plain, rows_of

awaiting = awaiting_in("agencies", "chairmanship")

pytestmark = pytest.mark.django_db

LIST, AGREE = reverse("workplan:plan_list"), reverse("workplan:plan_agree")


@pytest.fixture(autouse=True)
def _today():
    with clock.moved_to(dt.date(2007, 1, 20)):
        yield


@pytest.fixture
def world():
    for acronym in ("UNHCR", "IOM", "ILO", "UNDESA"):
        factories.membership(acronym, "2003")
    found = {
        "before": factories.term("UNHCR", "2006-07-01", "2006-12-31"),
        "term": factories.term("IOM"),
        "after": factories.term("UNDESA", "2007-07-01", "2007-12-31"),
        "note": factories.activity(lead="ILO", status="planned", starts="2007-02", ends="2007-05"),
        "left": factories.activity("Left over", status="under_way", ends="2006-11"),
        "ahead": factories.activity("Ahead", status="planned", starts="2008"),
        "years": factories.activity("Of years", status="under_way", starts="2007", ends="2009"),
    }
    factories.activity("Long done", status="done", ends="2006-11")
    return found | {acronym: factories.person_of(acronym) for acronym in ("UNHCR", "IOM", "ILO", "UNDESA")}


def agree_plan(world):
    return agreement.agree_plan(world["term"], by=world["IOM"])


def outcomes(plan) -> dict[str, str]:
    return {row.facts["title"]: row.words for row in agreement.compare(plan)}


# Agreed ------------------------------------------------------------------------------------------


def test_chair_says_with_one_press_that_the_workplan_is_agreed(client, world):
    client.force_login(world["IOM"])
    assert "Record workplan as agreed" in client.get(LIST).content.decode()
    answer = client.post(AGREE, {"seen": 0})
    plan = AgreedPlan.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert (plan.term, plan.agreed_by) == (world["term"], world["IOM"])
    # What is of the term, what earlier ones left unfinished, and what is still to come.
    assert {facts["title"] for facts in plan.activities} == {
        "A common note",
        "Left over",
        "Of years",
        "Ahead",
    }


def test_agreed_plan_stays_as_it_was_whatever_becomes_of_its_activities(client, world):
    plan = agree_plan(world)
    before = plan.activities
    workplan_actions.report_on(world["note"], status="done", seen="planned", by=world["ILO"])
    WorkplanActivity.objects.filter(pk=world["left"].pk).update(title="Renamed", ends=None)
    factories.activity("New", status="planned", starts="2007-03")
    plan.refresh_from_db()
    assert plan.activities == before
    assert outcomes(plan) == {
        "A common note": "done", "Renamed": "still under way", "Of years": "still under way",
        "Ahead": "still planned",
        "New": "added later",
    }  # fmt: skip
    renamed = next(row for row in agreement.compare(plan) if row.facts["title"] == "Renamed")
    assert renamed.differences == [
        "Title: Left over, now Renamed",
        "Period: until November 2006, now none",
    ]
    client.force_login(world["UNDESA"])
    shown = client.get(plan.get_absolute_url()).content.decode()
    for words in ("1 of 4 done · 1 added later", "Renamed", "Left over", "added later", "as agreed"):
        assert words in shown


def test_activity_that_is_gone_is_said_to_be_no_longer_in_the_workplan(world):
    plan = agree_plan(world)
    world["left"].delete()
    assert outcomes(plan)["Left over"] == "no longer in the workplan"


def test_what_was_agreed_anew_stands_beside_the_first(client, world):
    first = agree_plan(world)
    client.force_login(world["IOM"])
    assert client.post(AGREE, {"seen": 0}).url == LIST  # the page was opened before the first
    assert AgreedPlan.objects.count() == 1
    client.post(AGREE, {"seen": 1})
    second, again = agreement.plans_for(world["term"])
    assert again == first
    assert second.number == 2
    assert client.get(LIST).content.decode().count("IOM, January to June 2007") == 2


def test_empty_workplan_is_not_agreed(world):
    WorkplanActivity.objects.all().delete()
    with pytest.raises(Refused, match="Add one first"):
        agree_plan(world)


def test_nobody_but_the_chair_of_today_says_what_is_agreed(client, world):
    for acronym in ("UNHCR", "UNDESA", "ILO"):
        client.force_login(world[acronym])
        assert client.post(AGREE, {"seen": 0}).status_code == 403
        assert "as agreed</button>" not in client.get(LIST).content.decode()
    assert not AgreedPlan.objects.exists()


@pytest.mark.parametrize(
    ("day", "count"), [("2007-01-30", 0), ("2007-01-31", 1), ("2007-06-30", 1), ("2007-07-01", 0)]
)
def test_portal_keeps_it_by_itself_a_month_into_the_term_and_not_after_it(world, day, count):
    with clock.moved_to(dt.date.fromisoformat(day)):
        assert tasks.keep_what_was_agreed() == count
        assert tasks.keep_what_was_agreed() == 0  # and does nothing twice
    assert AgreedPlan.objects.filter(term=world["term"], agreed_by=None).count() == count


def test_portal_keeps_nothing_where_the_chair_did_or_where_there_is_nothing(world):
    with clock.moved_to(dt.date(2007, 3, 1)):
        agree_plan(world)
        assert agreement.keep_agreed_plans() == 0
        AgreedPlan.objects.all().delete()
        WorkplanActivity.objects.all().delete()
        assert agreement.keep_agreed_plans() == 0


def test_co_chairs_have_one_plan(world):
    one = factories.term("ILO", "2008-01-01", "2008-12-31", capacity="co_chair")
    other = factories.term("UNDESA", "2008-01-01", "2008-12-31", capacity="co_chair")
    with clock.moved_to(dt.date(2008, 3, 1)):
        assert agreement.keep_agreed_plans() == 1
    [plan] = AgreedPlan.objects.all()
    assert agreement.plans_for(one) == agreement.plans_for(other) == [plan]


# What passes on ----------------------------------------------------------------------------------


def pass_on_form(client, world, **typed):
    client.force_login(world["IOM"])
    address = reverse("workplan:pass_on", args=["iom-2007-01"])
    page = client.get(address)
    data = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    return address, data | typed


def test_outgoing_chair_says_to_the_next_what_there_is_to_know(client, world):
    name = f"note-{world['years'].pk}"
    address, data = pass_on_form(client, world, **{name: "The figures\r\ncome in May."})
    assert client.post(address, data).status_code == 302
    note = PassingNote.objects.get()
    assert (note.activity, note.term, note.text) == (
        world["years"],
        world["term"],
        "The figures\ncome in May.",
    )
    address, data = pass_on_form(client, world)
    client.post(address, data)
    assert PassingNote.objects.get().at == note.at  # what was left as it was is not written again
    client.force_login(world["UNDESA"])
    for page in (world["years"].get_absolute_url(), world["term"].get_absolute_url()):
        assert "come in May." in client.get(page).content.decode()
    address, data = pass_on_form(client, world, **{name: ""})
    client.post(address, data)
    assert not PassingNote.objects.exists()


def test_only_what_is_unfinished_passes_on(client, world):
    workplan_actions.report_on(world["note"], status="dropped", seen="planned", by=world["IOM"])
    client.force_login(world["IOM"])
    shown = client.get(reverse("workplan:pass_on", args=["iom-2007-01"])).content.decode()
    assert [words in shown for words in ("Left over", "Of years", "A common note", "Long done")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_note_that_somebody_wrote_meanwhile_is_shown_and_the_others_are_kept(client, world):
    mine, others = f"note-{world['years'].pk}", f"note-{world['left'].pk}"
    address, data = pass_on_form(client, world, **{mine: "Mine.", others: "Also mine."})
    workplan_actions.pass_on(world["term"], world["years"], text="Theirs.", seen="", by=world["IOM"])
    answer = client.post(address, data)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "wrote in the meantime: “Theirs.”" in shown
    assert "Mine." in shown
    assert set(PassingNote.objects.values_list("text", flat=True)) == {"Theirs.", "Also mine."}
    form = answer.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, again).status_code == 302
    assert set(PassingNote.objects.values_list("text", flat=True)) == {"Mine.", "Also mine."}


def test_unfinished_of_earlier_terms_is_in_hand_and_what_is_done_is_not(world):
    named = factories.activity("By its name", status="planned", term=world["before"])
    factories.activity("Done by its name", status="done", term=world["before"])
    in_hand = WorkplanActivity.objects.in_hand(world["term"])
    assert set(in_hand) == {world["note"], world["left"], world["years"], named}
    assert named not in WorkplanActivity.objects.of_term(world["term"])


# In the report -----------------------------------------------------------------------------------


def test_report_says_what_is_other_than_agreed_and_what_passes_on(world):
    term, today = world["term"], clock.today()
    assert "The workplan of" not in "".join(one.text for one in handover.workplan(term, today))
    agree_plan(world)
    WorkplanActivity.objects.filter(pk=world["note"].pk).update(ends="2007-06", status="done")
    factories.activity("New", status="planned", starts="2007-03")
    workplan_actions.pass_on(world["term"], world["years"], text="Ask ILO.", seen="", by=world["IOM"])
    said = list(handover.workplan(term, today))
    assert "The workplan of 20 January 2007 has four activities." in "".join(plain(one.text) for one in said)
    told = [" ".join(row) for row in rows_of(said[-1].table)]
    assert told[0].startswith("Of years")
    assert told[1].startswith("A common note Period: February to May 2007, now February to June 2007")
    assert told[2].startswith("New added later")
    passes = {one.key: one for one in handover.unfinished(term, today)}
    assert "Three activities of the workplan are not finished." in plain(passes["openplan"].text)
    rows = [" ".join(row) for row in rows_of(passes["openplanned"].table)]
    assert any(row.startswith("Of years Ask ILO.") for row in rows)
    assert not any(row.startswith(("A common note", "Ahead")) for row in rows)


# What awaits a lead ------------------------------------------------------------------------------


def home_lines(person):
    person = type(person).objects.get(pk=person.pk)  # as a request has it
    return [one.sentence for one in awaiting(person) if "late" in one.sentence or "was due" in one.sentence]


def test_lead_is_asked_once_its_period_is_over_until_it_says_how_it_stands(world):
    assert home_lines(world["ILO"]) == []
    with clock.moved_to(dt.date(2007, 6, 1)):
        assert home_lines(world["ILO"]) == [
            "“A common note” was due to end by May 2007. Please report its progress."
        ]
        assert home_lines(world["UNDESA"]) == []
        workplan_actions.report_on(world["note"], text="It waits for a text.", by=world["IOM"])
        assert home_lines(world["ILO"])  # the chair's note is not the lead's
        workplan_actions.report_on(world["note"], text="In June.", by=world["ILO"])
        assert home_lines(world["ILO"]) == []


def test_lead_of_several_is_asked_in_one_sentence(world):
    factories.activity("Another", lead="ILO", status="planned", ends="2007-04")
    with clock.moved_to(dt.date(2007, 6, 1)):
        assert home_lines(world["ILO"]) == ["2 activities led by ILO are late."]


def test_what_ended_long_ago_is_asked_of_nobody(world):
    with clock.moved_to(dt.date(2007, 12, 1)):
        assert home_lines(world["ILO"])
    factories.term("WHO", "2008-01-01", "2008-06-30")
    with clock.moved_to(dt.date(2008, 2, 1)):
        assert home_lines(world["ILO"]) == []
