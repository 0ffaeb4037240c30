"""Adopted minutes change only by a corrigendum, which is circulated: every other way is closed."""

import datetime as dt
import io
import zipfile
from contextlib import nullcontext

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.text import rich
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.attendance import actions as attendance_actions
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.meeting.audiences import Audience
from meetings.minutes import actions as minutes_actions
from meetings.models import Action, Decision, Meeting
from meetings.prints import exports
from tests import factories

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 minutes"


@pytest.fixture
def group(settings, tmp_path):
    """UNICEF in the chair, UNDP and ILO members; a meeting of yesterday with adopted minutes."""
    settings.MEDIA_ROOT = tmp_path
    with clock.moved_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)):
        for acronym in ("UNICEF", "UNDP", "ILO"):
            factories.membership(acronym, "2006")
        factories.term("UNICEF", "2026-07-01", "2026-12-31")

        class Group:
            chair = factories.person_of("UNICEF", name="Carla Chair")
            focal = factories.person_of("UNDP", name="Fina Focal")
            meeting = factories.meeting(
                "2026-11-19", called_at=clock.now() - dt.timedelta(days=9), city="Geneva", title="On data"
            )
            item = meeting.agenda.create(position=0, title="Fair recruitment")

        by = Group.chair
        text = rich.clean("The seminar is on 3 May.")
        minutes_actions.write_minutes(Group.item, text=text, revision=Group.item.revision, by=by)
        Group.decision = followup_actions.record_decision(Group.item, text="To meet in May", by=by)
        due = PartialDate.parse("2027-05")
        Group.action = followup_actions.record_action(
            Group.item, text="Send the survey", agency=Group.focal.appointments.get().agency, due=due, by=by
        )
        attendance_actions.mark(
            Group.meeting, agency=Group.focal.appointments.get().agency, how="present", by=by
        )
        Group.came = Group.meeting.attendance.get()
        minutes_actions.adopt_minutes(Group.meeting, by=by)
        Group.meeting = Meeting.objects.get(pk=Group.meeting.pk)
        Group.item.refresh_from_db()
        yield Group


# Each with what would change the text of the minutes, were they not adopted.
WAYS = {
    "text": lambda g: minutes_actions.write_minutes(g.item, text="New", revision=g.item.revision, by=g.chair),
    "item put back": lambda g: minutes_actions.put_back(
        g.meeting, title="New", text="New", restricted="", by=g.chair
    ),
    "item": lambda g: agenda_actions.add_item(g.meeting, title="New", by=g.chair),
    "title": lambda g: agenda_actions.change_item(
        g.item, changes={"title": "New"}, revision=g.item.revision, by=g.chair
    ),
    "item removed": lambda g: agenda_actions.remove_item(g.item, by=g.chair),
    "order": lambda g: agenda_actions.move_item(g.item, to=0, by=g.chair),
    "decision": lambda g: followup_actions.record_decision(g.item, text="New", by=g.chair),
    "wording": lambda g: followup_actions.change_line(g.decision, changes={"text": "New"}, by=g.chair),
    "decision removed": lambda g: followup_actions.remove_line(g.decision, by=g.chair),
    "action point": lambda g: followup_actions.change_line(g.action, changes={"due": None}, by=g.chair),
    "participant": lambda g: attendance_actions.mark(
        g.meeting, agency=g.chair.appointments.get().agency, how="present", by=g.chair
    ),
    "name": lambda g: attendance_actions.change(g.came, changes={"name": "Somebody"}, by=g.chair),
    "participant removed": lambda g: attendance_actions.take_out(g.came, by=g.chair),
    "guest": lambda g: attendance_actions.add_guest(
        g.meeting, organization="New", name="", capacity="", by=g.chair
    ),
    "file": lambda g: minutes_actions.attach_minutes(
        g.meeting, file=SimpleUploadedFile("new.pdf", PDF), stand=True, by=g.chair
    ),
    "circulated again": lambda g: minutes_actions.circulate_minutes(
        g.meeting, until=clock.now() + dt.timedelta(days=9), by=g.chair
    ),
    "made a draft": lambda g: minutes_actions.take_back_minutes(g.meeting, by=g.chair),
    "cancelled": lambda g: convening_actions.cancel_meeting(g.meeting, by=g.chair),
    "the place": lambda g: change_meeting(g, city="Vienna"),
    "the day": lambda g: change_meeting(g, date=PartialDate.parse("2026-11-18")),
}


def change_meeting(group, **changes):
    meeting = Meeting.objects.get(pk=group.meeting.pk)
    return convening_actions.change_meeting(
        meeting, changes=changes, revision=meeting.revision, by=group.chair
    )


def of_record(group):
    """Returns what the print of the minutes says."""
    meeting = Meeting.objects.get(pk=group.meeting.pk)
    made = exports.minutes(meeting, exports.items_of(meeting, meeting.agenda.all(), Audience.PRINCIPALS))
    return [made.facts, made.blocks]


@pytest.mark.parametrize("way", WAYS)
def test_adopted_minutes_change_by_no_other_way(group, way):
    before = of_record(group)
    with pytest.raises(Refused):
        WAYS[way](group)
    assert of_record(group) == before


def test_what_was_not_known_of_the_meeting_is_still_added(group):
    change_meeting(group, venue="Room XI", presides="Ms Chair")
    assert change_meeting(group, room_contact="The desk").venue == "Room XI"


def test_form_of_the_meeting_leads_to_a_corrigendum(client, group):
    client.force_login(group.chair)
    meeting = Meeting.objects.get(pk=group.meeting.pk)
    answer = client.post(
        reverse("meetings:meeting_change", args=[meeting.pk]),
        {"level": meeting.level, "date": "19 November 2026", "city": "Vienna", "revision": meeting.revision},
    )
    page = answer.content.decode()
    assert "city and title. Issue a corrigendum to the minutes as a whole instead." in page
    assert 'value="Vienna"' in page


def test_minutes_of_old_get_their_file_once(group):
    old = factories.meeting("2007-01-22", minutes="adopted")
    for refused in (False, True):
        with pytest.raises(Refused) if refused else nullcontext():
            minutes_actions.attach_minutes(
                old, file=SimpleUploadedFile("m.pdf", PDF), stand=True, by=group.chair
            )


# Corrigenda ------------------------------------------------------------------------------------------


def press(client, group, name, *args, **data):
    """Opens the corrigendum that the meeting page links to, and sends it with its own fields and the data."""
    client.force_login(group.chair)
    address = reverse(name, args=[group.meeting.pk, *args])
    assert f'href="{address}"' in client.get(group.meeting.get_absolute_url()).content.decode()
    form = client.get(address).context["form"]
    shown = {field.html_name: field.value() for field in form if field.value() is not None}
    return client.post(address, shown | data)


def mails(group, outbox):
    return [one for one in outbox if "Corrigendum" in one.subject and one.to == [group.focal.email]]


def test_wording_of_a_decision_is_corrected_with_both_texts(client, group, mailoutbox):
    press(
        client, group, "meetings:decision_correct", group.decision.pk, text="To meet in June", reason="Month."
    )
    assert Decision.objects.get().text == "To meet in June"
    client.force_login(group.focal)
    page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert "Corrigendum 1 of 20 November 2026: Month." in page
    assert "Removed: </span>May" in page
    assert "Added: </span>June" in page
    (mail,) = mails(group, mailoutbox)
    assert "on a decision under “Fair recruitment”" in mail.body
    assert "    To meet in May\n" in mail.body
    assert "    To meet in June\n" in mail.body


def test_action_point_is_corrected_with_its_date(client, group):
    press(client, group, "meetings:action_correct", group.action.pk, due="4 June 2027", reason="The day.")
    assert str(Action.objects.get().due) == "4 June 2027"
    made = group.meeting.corrections.get()
    assert made.passages == [
        ("UNDP, by May 2027: Send the survey", "UNDP, by 4 June 2027: Send the survey"),
    ]


def test_corrigendum_to_the_whole_is_shown_in_page_pdf_and_word(client, group, mailoutbox):
    press(
        client, group, "meetings:correct_whole",
        reason="ILO took part.", before="Participants: UNDP", after="Participants: ILO and UNDP",
        file=SimpleUploadedFile("corrected.pdf", PDF),
    )  # fmt: skip
    client.force_login(group.focal)
    page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert "Corrigenda to the minutes as a whole" in page
    assert "ILO took part." in page
    assert page.count("corrected.pdf") == 2  # with the corrigendum, and among the files
    (mail,) = mails(group, mailoutbox)
    assert "Participants: ILO and UNDP" in mail.body
    meeting = group.meeting
    made = exports.minutes(meeting, exports.items_of(meeting, meeting.agenda.all()))
    html = exports.as_html(made)
    with zipfile.ZipFile(io.BytesIO(exports.as_docx(made))) as paper:
        word = paper.read("word/document.xml").decode()
    for words in ("on the minutes as a whole: ILO took part.", "Participants: ILO and UNDP"):
        assert words in html
        assert words in word


def test_corrigendum_needs_a_reason_and_a_change(client, group, mailoutbox):
    answer = press(client, group, "meetings:decision_correct", group.decision.pk, reason="Why")
    assert "You have not changed the text" in answer.content.decode()
    answer = press(client, group, "meetings:correct_whole", after="New")
    assert "Please fill this in." in answer.content.decode()
    assert not mails(group, mailoutbox)


def test_status_of_decisions_and_action_points_still_changes(group):
    followup_actions.settle_decision(group.decision, state="done", by=group.chair)
    followup_actions.report_action(group.action, done=True, by=group.focal)
    assert Action.objects.get().done
    assert Decision.objects.get().state == "done"
