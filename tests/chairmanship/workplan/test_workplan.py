"""The workplan: who keeps it, who says how it goes, what is late, and how it is found again."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Purpose
from chairmanship.models import ActivityNote, WorkplanActivity
from chairmanship.workplan import actions as workplan_actions
from chairmanship.workplan.forms import key_of
from foundation.dates import clock
from foundation.verbs import Refused, Stale
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 15)
BOARD, TIMELINE = reverse("workplan:board"), reverse("workplan:timeline")


@pytest.fixture(autouse=True)
def _today():
    with clock.moved_to(TODAY):
        yield


@pytest.fixture
def people():
    for acronym in ("IOM", "ILO", "UNHCR", "UNDESA"):
        factories.membership(acronym, "2003")
    factories.term("IOM")
    return {acronym: factories.person_of(acronym) for acronym in ("IOM", "ILO", "UNHCR", "UNDESA")}


@pytest.fixture
def activity(people):
    found = factories.activity(lead="ILO", status="planned", starts="2007-02", ends="2008")
    found.partners.add(factories.agency("UNHCR"))
    return found


def page(client, person, address=BOARD, **query):
    client.force_login(person)
    return client.get(address, query).content.decode()


def report(client, person, activity, **data):
    client.force_login(person)
    return client.post(reverse("workplan:activity_report", args=[activity.pk]), data)


# What is late ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "starts", "ends", "late"),
    [
        ("under_way", "2006", "2007-02", "was due to end by February 2007"),
        ("planned", "2006", "2007-03-14", "was due to end by 14 March 2007"),
        ("planned", "2007-02", "2008", "was due to begin by February 2007"),
        ("planned", "2007-03-14", None, "was due to begin by 14 March 2007"),
        ("planned", "2007-03", "2008", ""),  # the month may still bring it
        ("planned", "2007", None, ""),
        ("under_way", "2007-02", "2007-03-15", ""),  # its last day
        ("done", "2006", "2006", ""),
        ("dropped", "2006", "2006", ""),
        ("", "2006", "2006", ""),  # of which nobody knows how it stands
        ("planned", None, None, ""),
    ],
)
def test_late_is_what_is_over_and_not_done_or_should_have_begun(status, starts, ends, late):
    activity = factories.activity(status=status, starts=starts, ends=ends)
    assert activity.late == late
    assert WorkplanActivity.objects.late(TODAY).exists() is bool(late)


@pytest.mark.parametrize(
    ("starts", "ends", "period"),
    [
        ("2007-01", "2007-06", "January to June 2007"),
        ("2007-01-10", "2007-06-30", "10 January to 30 June 2007"),
        ("2006-12", "2007-06", "December 2006 to June 2007"),
        ("2007", "2007-06", "2007 to June 2007"),
        ("2007", "2007", "2007"),
        ("2007-02", None, "from February 2007"),
        (None, "2008", "until 2008"),
        (None, None, ""),
    ],
)
def test_period_is_said_as_far_as_it_is_known(starts, ends, period):
    assert factories.activity(starts=starts, ends=ends).period == period


# The pages ---------------------------------------------------------------------------------------


def test_board_has_a_column_for_each_status_and_says_what_is_late(client, people, activity):
    factories.activity("Training", status="done", starts="2007-01", ends="2007-02")
    shown = page(client, people["UNDESA"])
    assert (
        shown.index("Planned") < shown.index("A common note") < shown.index("Done") < shown.index("Training")
    )
    assert "late: was due to begin by February 2007" in shown
    assert "ILO with UNHCR · February 2007 to 2008" in shown
    assert "Status not known" not in shown
    factories.activity("Old matter", starts="2007-01")
    assert "Status not known" in page(client, people["UNDESA"])


def test_timeline_draws_each_activity_with_a_time_and_lists_all(client, people, activity):
    factories.activity("Some day", objective="Reach them all")
    shown = page(client, people["UNDESA"], TIMELINE)
    assert shown.count('<rect class="bar"') == 1 + len(WorkplanActivity.Status)  # and those of the legend
    assert shown.index("Reach them all") < shown.index("Some day") < shown.rindex("No objective")
    assert "style=" not in shown


def test_timeline_without_any_time_is_the_table(client, people):
    factories.activity("Some day")
    shown = page(client, people["ILO"], TIMELINE)
    assert "<svg" not in shown
    assert "Some day" in shown


@pytest.mark.parametrize("address", [BOARD, TIMELINE])
def test_empty_workplan_says_how_it_begins(client, people, address):
    assert "Add the first one" in page(client, people["IOM"], address)
    shown = page(client, people["ILO"], address)
    assert "The chair adds them here" in shown
    assert "Add the first one" not in shown


def test_workplan_shows_what_is_now_and_ahead_unless_asked_for_more(client, people):
    for title, fields in {
        "over": {"status": "done", "ends": "2006-12"},
        "this year": {"status": "done", "starts": "2007-01", "ends": "2007-01"},
        "left over": {"status": "under_way", "ends": "2005"},
        "ahead": {"status": "planned", "starts": "2009"},
        "no time": {},
    }.items():
        factories.activity(f"It is {title}.", **fields)
    ahead = page(client, people["ILO"])
    found = [
        words for words in ("over", "this year", "left over", "ahead", "no time") if f"is {words}." in ahead
    ]
    assert found == ["this year", "left over", "ahead", "no time"]
    assert "It is over." in page(client, people["ILO"], when="all")
    in_2009 = page(client, people["ILO"], when="2009")
    assert "It is ahead." in in_2009
    assert "It is left over." not in in_2009


def test_filter_narrows_by_objective_lead_purpose_and_status(client, people):
    purpose = Purpose.objects.order_by("number").first()
    one = factories.activity("The one.", objective="Know\nmore", lead="ILO", status="under_way")
    one.purposes.add(purpose)
    factories.activity("The other.", objective="Do more", lead="UNHCR", status="planned", starts="2007-01")
    for query in (
        {"objective": key_of("Know\nmore")},
        {"lead": one.lead.pk},
        {"purpose": purpose.pk},
        {"status": "under_way"},
    ):
        shown = page(client, people["IOM"], **query)
        assert "The one." in shown, query
        assert "The other." not in shown, query
    late = page(client, people["IOM"], status="late")
    assert "The other." in late
    assert "The one." not in late
    assert "No activities match your filters" in page(client, people["IOM"], status="dropped")
    nonsense = page(client, people["IOM"], objective="x", lead="x", purpose="99999", status="x", when="x")
    assert "The one." in nonsense
    assert "The other." in nonsense


def test_workplan_of_300_asks_the_database_as_often_as_of_three(client, people):
    def add(count):
        for number in range(count):
            made = factories.activity(
                f"Activity {number} of {count}",
                objective=f"Objective {number % 5}",
                lead=("ILO", "UNHCR")[number % 2],
                starts=f"{2006 + number % 4}-0{1 + number % 9}",
                ends="2009",
                status=("planned", "under_way", "done", "dropped")[number % 4],
            )
            made.partners.add(factories.agency("IOM"), factories.agency("UNDESA"))
            made.outputs.create(position=0, text="A note")

    def asked(address):
        client.force_login(people["ILO"])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    add(3)
    few = [asked(BOARD), asked(TIMELINE)]
    add(300)
    assert [asked(BOARD), asked(TIMELINE)] == few
    assert max(few) < 32


def test_workplan_goes_to_a_spreadsheet_as_it_is_narrowed(client, people, activity):
    activity.outputs.create(position=0, text="=A note")
    factories.activity("Other", status="done", starts="2007-01")
    client.force_login(people["ILO"])
    answer = client.get(BOARD, {"as": "csv", "status": "planned"})
    [heads, row] = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(heads, row, strict=True)) == {
        "Activity": "A common note", "Objective": "", "Lead agency": "ILO", "Partners": "UNHCR",
        "From": "February 2007", "To": "2008", "Status": "planned",
        "Late": "was due to begin by February 2007",
        "Purposes": "", "Outputs": "'=A note",
    }  # fmt: skip
    assert client.get(BOARD, {"as": "xlsx"}).content[:2] == b"PK"


def test_visitor_finds_nothing_of_the_workplan(client, people, activity):
    term = factories.term("ILO", "2007-07-01", "2007-12-31")
    assert activity.title not in client.get(term.get_absolute_url()).content.decode()
    client.force_login(people["ILO"])
    assert activity.title in client.get(term.get_absolute_url()).content.decode()


# The chair keeps it ------------------------------------------------------------------------------


def test_chair_adds_an_activity_with_no_more_than_its_title(client, people):
    client.force_login(people["IOM"])
    answer = client.post(reverse("workplan:activity_add"), {"title": "A survey", "status": "planned"})
    made = WorkplanActivity.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.title, made.status, made.lead, made.starts) == ("A survey", "planned", None, None)
    assert made.term.slug == "iom-2007-01"  # without a time it is of the term in which it was entered


def test_activity_with_a_time_is_of_every_term_that_its_time_touches(client, people):
    client.force_login(people["IOM"])
    client.post(reverse("workplan:activity_add"), {"title": "A survey", "starts": "2007", "ends": "2009"})
    assert WorkplanActivity.objects.get().term is None


def test_activity_keeps_all_that_the_form_holds(client, people, activity):
    purpose = Purpose.objects.first()
    client.force_login(people["IOM"])
    address = reverse("workplan:activity_change", args=[activity.pk])
    form = client.get(address).context["form"]
    assert form.initial["outputs"] == ""
    data = {
        "title": "A handbook", "another": "To plan with migration in mind", "lead": activity.lead.pk,
        "starts": "March 2007", "ends": "2009", "status": "under_way", "outputs": "A draft\r\nA handbook",
        "partners": [factories.agency("UNDESA").pk, activity.lead.pk], "purposes": [purpose.pk],
        "revision": 0,
    }  # fmt: skip
    assert client.post(address, data).url == activity.get_absolute_url()
    activity.refresh_from_db()
    assert activity.objective == "To plan with migration in mind"
    assert activity.period == "March 2007 to 2009"
    assert [output.text for output in activity.outputs.all()] == ["A draft", "A handbook"]
    assert [agency.acronym for agency in activity.partners.all()] == ["UNDESA"]  # the lead is no partner
    assert list(activity.purposes.all()) == [purpose]
    assert activity.notes.get().status == "under_way"
    chosen = client.get(address).context["form"].initial["objective"]
    kept = data | {"another": "", "objective": chosen, "outputs": "A handbook", "revision": 1}
    client.post(address, kept)
    activity = WorkplanActivity.objects.get()
    assert activity.objective == "To plan with migration in mind"
    assert [output.text for output in activity.outputs.all()] == ["A handbook"]


def test_output_of_several_lines_stays_whole_when_only_the_title_is_changed(client, people, activity):
    activity.outputs.create(position=4, text="A note\nof two lines")
    client.force_login(people["IOM"])
    address = reverse("workplan:activity_change", args=[activity.pk])
    form = client.get(address).context["form"]
    data = {name: form[name].value() or [] for name in form.fields}
    data |= {"title": "Renamed", "partners": [agency.pk for agency in activity.partners.all()]}
    assert client.post(address, data).status_code == 302
    assert activity.outputs.get().text == "A note\nof two lines"


def test_objective_is_renamed_for_all_its_activities_in_one_step(client, people):
    for title in ("Figures", "A note"):
        factories.activity(title, objective="Know more")
    factories.activity("A seminar", objective="Protect")
    address = reverse("workplan:objective_rename", args=[key_of("Know more")])
    assert address in page(client, people["IOM"], TIMELINE)
    assert address not in page(client, people["ILO"], TIMELINE)
    assert "the objective of 2 activities" in page(client, people["IOM"], address)
    assert "Enter the objective." in client.post(address, {"words": " "}).content.decode()
    answer = client.post(address, {"words": "Know more about children"}, follow=True)
    assert "Objective renamed in 2 activities." in answer.content.decode()
    rows = WorkplanActivity.objects.order_by("title").values_list("title", "objective", "revision")
    assert list(rows) == [
        ("A note", "Know more about children", 1),
        ("A seminar", "Protect", 0),
        ("Figures", "Know more about children", 1),
    ]
    assert client.post(address, {"words": "Again"}).status_code == 404


def test_objective_that_was_renamed_meanwhile_is_not_renamed(people):
    factories.activity(objective="")
    for words in ("Know more", ""):
        with pytest.raises(Refused, match="Somebody else has renamed"):
            workplan_actions.rename_objective(words, words="Other", by=people["IOM"])


def test_statement_shows_the_activities_that_led_to_it(client, people, activity):
    event = factories.event()
    activity.events.add(event)
    title = f'<a class="entry" href="{activity.get_absolute_url()}"'
    assert title in page(client, people["UNDESA"], event.get_absolute_url())
    client.logout()
    assert activity.title not in client.get(event.get_absolute_url()).content.decode()


def test_activity_that_ends_before_it_begins_is_refused_beside_the_field(client, people):
    client.force_login(people["IOM"])
    data = {"title": "A survey", "starts": "2008", "ends": "2007-12"}
    answer = client.post(reverse("workplan:activity_add"), data)
    assert answer.context["form"].errors == {"ends": ["An activity cannot end before it begins."]}
    assert not WorkplanActivity.objects.exists()


def test_activity_of_the_same_title_start_and_lead_is_refused(client, people, activity):
    client.force_login(people["IOM"])
    data = {"title": activity.title, "lead": activity.lead.pk, "starts": "February 2007"}
    answer = client.post(reverse("workplan:activity_add"), data)
    assert "There is already an activity with this title" in str(answer.context["form"].errors["title"])


def test_who_changes_what_somebody_changed_meanwhile_sees_both_versions(client, people, activity):
    client.force_login(people["IOM"])
    address = reverse("workplan:activity_change", args=[activity.pk])
    data = {"title": "Mine", "status": "planned", "lead": activity.lead.pk, "revision": 0}
    client.post(address, data | {"title": "Theirs"})
    answer = client.post(address, data)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Theirs" in shown
    assert "Mine" in shown
    assert WorkplanActivity.objects.get().title == "Theirs"
    again = data | {"revision": answer.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    assert WorkplanActivity.objects.get().title == "Mine"


# How it goes -------------------------------------------------------------------------------------


def test_lead_notes_and_sets_the_status(client, people, activity):
    answer = report(
        client, people["ILO"], activity, text="It begins now.", status="under_way", seen="planned"
    )
    assert answer.url == activity.get_absolute_url()
    activity.refresh_from_db()
    assert activity.status == "under_way"
    shown = page(client, people["UNDESA"], activity.get_absolute_url())
    for words in ("It begins now.", "now under way", f"ILO, {people['ILO'].shown}, 15 March 2007"):
        assert words in shown


def test_partner_notes_and_sets_no_status(client, people, activity):
    report(client, people["UNHCR"], activity, text="We send ours.", status="done", seen="planned")
    activity.refresh_from_db()
    assert activity.status == "planned"
    assert activity.notes.get().agency.acronym == "UNHCR"


def test_who_is_not_in_it_reads_and_writes_nothing(client, people, activity):
    assert report(client, people["UNDESA"], activity, text="And us?").status_code == 403
    assert "Save update" not in page(client, people["UNDESA"], activity.get_absolute_url())
    assert not ActivityNote.objects.exists()


def test_note_of_the_chair_stands_as_the_chairs(client, people, activity):
    report(client, people["IOM"], activity, text="Please send it.", status="planned", seen="planned")
    note = activity.notes.get()
    assert (note.agency, note.status) == (None, "")
    assert "Chair, " in page(client, people["ILO"], activity.get_absolute_url())


def test_nothing_said_is_refused_with_what_to_do(client, people, activity):
    answer = report(client, people["ILO"], activity, text=" ", status="planned", seen="planned")
    assert "Write a note or choose another status." in answer.content.decode()
    with pytest.raises(Refused):
        workplan_actions.report_on(activity, text="", by=people["ILO"])


def test_status_that_somebody_else_set_meanwhile_is_shown_beside_what_was_chosen(client, people, activity):
    workplan_actions.report_on(activity, status="dropped", seen="planned", by=people["IOM"])
    answer = report(client, people["ILO"], activity, text="All done.", status="done", seen="planned")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Somebody else has set the status to “dropped”; you chose “done”." in shown
    assert "All done." in shown
    assert ActivityNote.objects.count() == 1
    seen = answer.context["form"]["seen"].value()
    assert (
        report(client, people["ILO"], activity, text="All done.", status="done", seen=seen).status_code == 302
    )
    activity.refresh_from_db()
    assert activity.status == "done"


def test_change_meanwhile_of_the_status_stops_a_change_of_the_whole(people, activity):
    workplan_actions.report_on(activity, status="done", seen="planned", by=people["ILO"])
    with pytest.raises(Stale):
        workplan_actions.change_activity(activity, revision=0, by=people["IOM"], title="x")


def test_many_activities_come_in_pages_with_their_filters(client):
    client.force_login(factories.secretariat())
    for number in range(60):
        factories.activity(f"Task {number:02}", starts="2007", ends="2007", status="done")
    factories.activity("Late", starts="2007", ends="2007", status="under_way")
    first, second = (client.get(f"/workplan/?when=2007&page={page}") for page in (1, 2))
    assert "61 activities" in first.text
    assert "?when=2007&amp;page=2" in first.text
    assert [len(page.context["activities"]) for page in (first, second)] == [50, 11]
    counts = {column["status"]: column["count"] for column in second.context["columns"]}
    assert (counts["done"], counts["under_way"], counts["planned"]) == (60, 1, 0)
    assert len(client.get("/workplan/timeline/?when=2007&page=2").context["activities"]) == 11
    assert len(client.get("/workplan/?when=2007&as=csv").content.splitlines()) == 62


def test_years_of_the_workplan_are_those_of_its_activities(client):
    client.force_login(factories.secretariat())
    factories.activity("First", starts="2005-04", ends="2006-01-31", status="done")
    factories.activity("Second", starts="2009", status="done")
    years = [key for key, _ in client.get("/workplan/").context["form"].fields["when"].choices]
    assert years == ["", "2009", "2006", "2005", "all"]
