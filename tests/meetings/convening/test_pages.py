"""The pages around a meeting: what they take, what they keep, and how often they ask the database."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.text import rich
from meetings.agenda import actions as agenda_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Action, AgendaItem, Decision, Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def text(answer):
    return answer.content.decode()


def test_level_and_date_are_enough_for_a_meeting(as_):
    answer = as_("chair").post(reverse("meetings:meeting_plan"), {"level": "working", "date": "May 2007"})
    meeting = Meeting.objects.get(stage="planned")
    assert answer.url == meeting.get_absolute_url()
    assert str(meeting.date) == "May 2007"


@pytest.mark.parametrize(
    ("typed", "date"),
    [("2007-05-14", "14 May 2007"), ("14 May 2007", "14 May 2007"), ("14.05.2007", "14 May 2007"),
     ("14 Sep 2007", "14 September 2007")],
)  # fmt: skip
def test_date_is_taken_as_people_write_it_and_the_zone_is_the_citys(as_, typed, date):
    fields = {"level": "principals", "date": typed, "time": "10:00", "city": "New York"}
    as_("chair").post(reverse("meetings:meeting_plan"), fields)
    meeting = Meeting.objects.get(stage="planned")
    assert (str(meeting.date), meeting.timezone) == (date, "America/New_York")


@pytest.mark.parametrize(
    ("field", "typed"),
    [("date", ""), ("date", "31 June 2007"), ("date", "soon" * 20), ("level", "summit"),
     ("timezone", "Nowhere"), ("video_address", "javascript:alert(1)"), ("length", "-1"),
     ("title", "x" * 600)],
)  # fmt: skip
def test_refused_form_keeps_what_was_typed(as_, field, typed):
    fields = {"level": "working", "date": "14 May 2007", "city": "Geneva", field: typed}
    answer = as_("chair").post(reverse("meetings:meeting_plan"), fields)
    assert answer.status_code == 200
    assert 'value="Geneva"' in text(answer)
    assert "invalid-feedback" in text(answer)
    assert not Meeting.objects.filter(stage="planned").exists()


def test_who_changes_a_meeting_second_sees_both_versions(as_, plan):
    meeting, address = plan(city="Geneva"), None
    address = reverse("meetings:meeting_change", args=[meeting.pk])
    fields = {"level": "working", "date": "10 April 2007", "revision": meeting.revision}
    assert as_("chair").post(address, {**fields, "city": "Vienna"}).status_code == 302
    answer = as_("chair").post(address, {**fields, "city": "Rome"})
    assert answer.status_code == 409
    assert '<td dir="auto">Vienna</td><td dir="auto">Rome</td>' in text(answer)
    assert 'value="Rome"' in text(answer)
    again = {**fields, "city": "Rome", "revision": meeting.revision + 1}
    assert as_("chair").post(address, again).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).city == "Rome"


def test_who_changes_an_item_second_sees_both_versions(as_, plan):
    item = plan(items=["Old"]).agenda.get()
    address = reverse("meetings:item_change", args=[item.meeting_id, item.pk])
    as_("chair").post(address, {"title": "New", "revision": 0})
    answer = as_("chair").post(address, {"title": "Newer", "revision": 0})
    assert answer.status_code == 409
    assert '<td dir="auto">New</td><td dir="auto">Newer</td>' in text(answer)


def test_minutes_form_saves_all_that_was_typed_and_what_was_pressed(as_, plan, people):
    meeting = plan(items=["A", "B"])
    a, b = meeting.agenda.all()
    address, browser = reverse("meetings:minutes", args=[meeting.pk]), as_("chair")
    forms = browser.get(address).context["forms"]
    fields = {
        f"item{form.item.pk}-{name}": form[name].value() for form in forms for name in ("revision", "opened")
    }
    fields |= {
        f"item{a.pk}-text": "Said.", f"item{a.pk}-decision": "Agreed.",
        f"item{b.pk}-text": "Heard.", f"item{b.pk}-action": "Send", f"item{b.pk}-owner": "chair",
        "present": f"present agency-{factories.agency('ILO').pk}",
    }  # fmt: skip
    assert browser.post(address, fields).status_code == 302
    assert [rich.plain(item.minutes) for item in meeting.agenda.all()] == ["Said.", "Heard."]
    assert Decision.objects.get(item=a).text == "Agreed."
    assert Action.objects.get(item=b).office == "chair"
    assert [str(row.agency) for row in meeting.attendance.filter(present=True)] == ["ILO"]


def test_only_the_text_that_somebody_else_wrote_is_put_side_by_side(as_, plan, people):
    meeting = plan(items=["A", "B"])
    a, b = meeting.agenda.all()
    address, browser = reverse("meetings:minutes", args=[meeting.pk]), as_("chair")
    forms = browser.get(address).context["forms"]
    fields = {
        f"item{form.item.pk}-{name}": form[name].value() for form in forms for name in ("revision", "opened")
    }
    minutes_actions.write_minutes(a, text="Theirs on A.", revision=0, by=people["chair"])
    minutes_actions.write_minutes(b, text="Theirs on B.", revision=0, by=people["chair"])
    answer = browser.post(address, {**fields, f"item{a.pk}-text": "Mine on A.", f"item{b.pk}-text": ""})
    assert answer.status_code == 409
    first, second = answer.context["forms"]
    assert [first.fields["text"].widget.base, second.fields["text"].widget.base] == [
        rich.clean("Theirs on A."),
        None,
    ]
    assert first.clashes
    assert not second.clashes
    assert "Mine on A." in text(answer)
    assert rich.plain(AgendaItem.objects.get(pk=b.pk).minutes) == "Theirs on B."


@pytest.mark.parametrize("script", [True, False], ids=["with the editor", "without JavaScript"])
def test_rich_minutes_that_nobody_touched_stay_what_somebody_else_made_of_them(as_, plan, people, script):
    item = plan(items=["A"]).agenda.get()
    typed = "<p>It was <strong>read</strong>.</p><ul><li>Twice.</li></ul>"
    item = minutes_actions.write_minutes(item, text=typed, revision=0, by=people["chair"])
    address, browser = reverse("meetings:minutes", args=[item.meeting_id]), as_("chair")
    page = browser.get(address)
    [field] = re.findall(rf'<textarea hidden name="item{item.pk}-text"[^>]*>([^<]*)</textarea>', page.text)
    sent = unescape(field)
    assert sent == item.minutes
    [form] = page.context["forms"]
    fields = {f"item{item.pk}-{name}": form[name].value() for name in ("revision", "opened")}
    fields |= {} if script else {f"item{item.pk}-text-added": ""}
    minutes_actions.write_minutes(item, text="<p>Theirs.</p>", revision=item.revision, by=people["chair"])
    assert browser.post(address, {**fields, f"item{item.pk}-text": sent}).status_code == 302
    assert AgendaItem.objects.get(pk=item.pk).minutes == rich.clean("<p>Theirs.</p>")
    # Only its looks were changed: that is a change too.
    bold = sent.replace("Twice.", "<strong>Twice.</strong>")
    if script:  # without it nobody can change the looks
        assert browser.post(address, {**fields, f"item{item.pk}-text": bold}).status_code == 409


def test_rich_minutes_are_read_as_they_were_written(as_, plan, people):
    item = plan(items=["A"], published=True).agenda.get()
    minutes_actions.write_minutes(
        item, text="<p>It was <strong>read</strong>.</p>", revision=0, by=people["chair"]
    )
    page = as_("chair").get(item.meeting.get_absolute_url()).text
    assert "It was <strong>read</strong>.</p>" in page
    AgendaItem.objects.filter(pk=item.pk).update(minutes="<p>From an archive<img src=x onerror=y()></p>")
    page = as_("chair").get(item.meeting.get_absolute_url()).text
    assert "From an archive" in page
    assert "onerror" not in page


def test_typed_text_is_saved_and_tells_the_revision(as_, plan):
    item = plan(items=["A"]).agenda.get()
    address = reverse("meetings:item_minutes", args=[item.meeting_id, item.pk])
    browser, name = as_("chair"), f"item{item.pk}"
    first = browser.post(address, {f"{name}-text": "Said.", f"{name}-revision": 0})
    assert first.json() | {"opened": ""} == {"saved": "10:30", "revision": 1, "opened": ""}
    assert browser.post(address, {f"{name}-text": "Other.", f"{name}-revision": 0}).status_code == 409
    assert browser.post(address, {f"{name}-text": "Other."}).status_code == 400


@pytest.mark.parametrize("to", ["", "x", "-1", "99999999999", "up", "²"])
def test_move_that_leads_nowhere_changes_nothing(as_, plan, to):
    meeting = plan(items=["A", "B"])
    item = meeting.agenda.first()
    address = reverse("meetings:item_move", args=[meeting.pk, item.pk])
    assert as_("chair").post(address, {"to": to}).status_code == 302
    order = [one.title for one in meeting.agenda.all()]
    assert order == (["B", "A"] if to == "99999999999" else ["A", "B"])


def test_registers_are_narrowed(as_, plan, people):
    meeting = plan(items=["A"], published=True)
    item = meeting.agenda.get()
    for number in range(30):
        followup_actions.record_decision(item, text=f"Decided {number} things.", by=people["chair"])
    late = followup_actions.record_action(
        item,
        text="Overdue thing",
        agency=factories.agency("ILO"),
        due=factories.date("2007-02"),
        by=people["chair"],
    )
    followup_actions.record_action(item, text="Other thing", office="chair", by=people["chair"])
    browser = as_("chair")
    first = browser.get(reverse("meetings:decision_list"), {"q": "decided"})
    assert (first.context["page"].paginator.count, len(first.context["page"])) == (30, 25)
    assert "q=decided&amp;page=2" in text(first)

    def found(**asked):
        return [action.text for action in browser.get(reverse("meetings:action_list"), asked).context["page"]]

    assert found(state="overdue") == ["Overdue thing"]
    assert found(agency="ilo") == ["Overdue thing"]
    assert found(agency="chair") == ["Other thing"]
    assert found(state="done") == []
    browser.post(reverse("meetings:action_report", args=[late.pk]), {"done": "yes"})
    assert found(state="done") == ["Overdue thing"]
    assert found(q="thing") == ["Other thing"]


def test_report_of_an_action_leads_to_no_other_site(as_, plan, people):
    item = plan(items=["A"], published=True).agenda.get()
    action = followup_actions.record_action(item, text="Send", office="chair", by=people["chair"])
    for back, to in (("https://evil.example/", "/meetings/actions/"), ("/meetings/", "/meetings/")):
        answer = as_("chair").post(
            reverse("meetings:action_report", args=[action.pk]), {"done": "yes", "next": back}
        )
        assert answer.url == to


def queries(browser, address):
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_many_rows_ask_as_often_as_three(as_, plan, people):
    chair, browser = people["chair"], as_("chair")
    meeting = plan(items=["One", "Two", "Three"], published=True)
    names = ("meeting_detail", "agenda", "minutes", "circulate")
    addresses = [reverse(f"meetings:{name}", args=[meeting.pk]) for name in names]
    addresses += [reverse(f"meetings:{name}") for name in ("meeting_list", "decision_list", "action_list")]

    def fill(items):
        for item in items:
            followup_actions.record_decision(item, text="Agreed.", by=chair)
            followup_actions.record_action(item, text="Send", agency=factories.agency("ILO"), by=chair)
            minutes_actions.comment(
                meeting, text="Well.", item=item, agency=factories.agency("ILO"), by=chair
            )

    fill(meeting.agenda.all())
    for address in addresses:
        browser.get(address)
    few = {address: queries(browser, address) for address in addresses}
    fill([agenda_actions.add_item(meeting, title=f"Item {n}", by=chair) for n in range(20)])
    for number in range(20):
        factories.meeting(f"2007-0{1 + number % 3}-0{1 + number % 9}", time=dt.time(1, number), city="Rome")
    assert {address: queries(browser, address) for address in addresses} == few


# The narrative ------------------------------------------------------------------------------------


def section(browser, name) -> tuple[str, dict]:
    """Opens a section of the report for writing. Returns where to save it, and what its form has."""
    address = f"{reverse('chairmanship:narrative', args=['iom-2007-01'])}?edit={name}"
    [field] = browser.get(address).context["fields"]
    return address, {name: field["field"].value(), f"{name}-revision": field["seen"]}


def test_narrative_is_kept_as_it_was_where_nothing_was_changed(as_):
    term, browser = Chairmanship.objects.by_slug("iom-2007-01"), as_("chair")
    before = list(term.paragraphs.exclude(section="ideas").values_list("section", "position", "text"))
    address, said = section(browser, "ideas")
    assert browser.post(address, said | {"ideas": "First.\n\nSecond."}).status_code == 302
    ideas = term.paragraphs.filter(section="ideas", key="")
    assert [rich.plain(line.text) for line in ideas] == ["First.", "Second."]
    assert before == list(term.paragraphs.exclude(section="ideas").values_list("section", "position", "text"))


def test_who_writes_the_narrative_second_sees_both(as_):
    term, browser = Chairmanship.objects.by_slug("iom-2007-01"), as_("chair")
    address, said = section(browser, "global")
    browser.post(address, said | {"global": "Theirs.\n\nIn two."})
    answer = browser.post(address, said | {"global": "Mine."})
    assert answer.status_code == 409
    both = [str(row["label"]) for row in answer.context["fields"] if row["clashes"]]
    assert both == ["Global level"]
    achieved = [rich.plain(line.text) for line in term.paragraphs.filter(section="global")]
    assert achieved == ["Theirs.", "In two."]


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("chair", 200),
        ("secretariat", 200),
        ("incoming", 200),  # to read and comment
        ("outgoing", 200),
        ("member", 403),
        ("visitor", 302),
    ],
)
def test_narrative_is_the_chairs(as_, who, code):
    assert as_(who).get(reverse("chairmanship:narrative", args=["iom-2007-01"])).status_code == code


def test_outgoing_write_their_narrative_for_good_and_the_incoming_not_before(as_):
    address = reverse("chairmanship:narrative", args=["iom-2007-01"])
    following = reverse("chairmanship:narrative", args=["undesa-2007-07"])
    assert as_("incoming").post(f"{following}?edit=global").status_code == 403
    with clock.moved_to(dt.date(2012, 8, 31)):
        assert as_("chair").get(address).status_code == 200
        assert as_("incoming").get(following).status_code == 200
