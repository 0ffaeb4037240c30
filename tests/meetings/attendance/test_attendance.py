"""The attendance: who is expected, what one tap writes down, and two people who take it at once."""

import datetime as dt
import re
from io import BytesIO

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from agencies.models import Agency
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.text import rich
from meetings.attendance import actions as attendance_actions
from meetings.attendance import handover as attendance_handover
from meetings.attendance import participants
from meetings.attendance import queries as attendance_queries
from meetings.models import Attendance, Guest, GuestInvitation, Invitation
from meetings.prints import exports as prints_exports
from tests import factories
from tests.awaiting import awaiting_in
from tests.together import at_once

awaiting = awaiting_in("meetings")
pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client):
    """UNICEF in the chair, UNDP and ILO members, on the day of a meeting that is called."""
    with clock.moved_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)):
        for acronym in ("UNICEF", "UNDP", "ILO"):
            factories.membership(acronym, "2006")
        factories.term("UNICEF", "2026-07-01", "2026-12-31")

        class Room:
            chair = factories.person_of("UNICEF", name="Carla Chair")
            focal = factories.person_of("UNDP", name="Fina Focal")
            undp = Agency.objects.get(acronym="UNDP")
            meeting = factories.meeting("2026-11-20", called_at=clock.now(), agenda_state="provisional")

            def page(self):
                return client.get(self.address("attendance")).content.decode()

            def address(self, name, *more):
                return reverse(f"meetings:{name}", args=[self.meeting.pk, *more])

            def tap(self, who, how, **more):
                return client.post(self.address("attendance_mark"), {"who": who, "how": how, "at": 1, **more})

            def taken(self):
                rows = self.meeting.attendance.select_related("agency")
                return {str(row.agency): (row.how, row.present, row.represented_by) for row in rows}

            def invited(self, person, reply="", **fields):
                agency = person.appointments.get().agency
                return Invitation.objects.create(
                    meeting=self.meeting, person=person, agency=agency, reply=reply, **fields
                )

        client.force_login(Room.chair)
        yield Room()


def keys(meeting):
    return [(str(line.agency), line.name, line.said) for line in attendance_queries.lines(meeting)]


def test_all_members_of_the_day_have_a_line(room):
    factories.membership("Gone", "2003", "2010")
    assert keys(room.meeting) == [("ILO", "", ""), ("UNDP", "", ""), ("UNICEF", "", "")]
    assert '<span class="counts-main">Nobody present yet</span>' in room.page()


@pytest.mark.parametrize(
    ("how", "present"), [("present", True), ("remote", True), ("represented", True), ("apologies", False)]
)
def test_one_tap_is_saved_at_once(room, how, present):
    room.tap(f"agency-{room.undp.pk}", how)
    assert room.taken() == {"UNDP": (how, present, "")}


def test_same_button_takes_it_back(room):
    room.tap(f"agency-{room.undp.pk}", "apologies")
    room.tap(f"row-{Attendance.objects.get().pk}", "none")
    assert room.taken() == {}


def test_two_phones_that_mark_the_same_agency_write_one_line(room):
    who = f"agency-{room.undp.pk}"  # as both pages show it, before either has pressed
    room.tap(who, "present")
    room.tap(who, "present")
    assert room.taken() == {"UNDP": ("present", True, "")}
    assert Attendance.objects.count() == 1


def test_line_that_another_took_out_is_said_to_be_gone(room, client):
    row = attendance_actions.mark(room.meeting, agency=room.undp, how="present", by=room.chair)
    attendance_actions.take_out(row, by=room.chair)
    answer = client.post(
        room.address("attendance_mark"),
        {"who": f"row-{row.pk}", "how": "remote"},
        headers={"HX-Request": "true"},
    )
    assert answer.headers["HX-Refresh"] == "true"
    assert "Somebody has removed this entry in the meantime." in room.page()
    assert room.taken() == {}


def test_represented_needs_no_name_and_takes_one(room):
    room.tap(f"agency-{room.undp.pk}", "represented")
    key = f"row-{Attendance.objects.get().pk}"
    room.tap(key, "represented", represented_by="Ana Rossi")
    assert room.taken() == {"UNDP": ("represented", True, "Ana Rossi")}
    room.tap(key, "remote", represented_by="Ana Rossi")
    assert room.taken() == {"UNDP": ("remote", True, "")}


def test_tap_answers_with_the_line_and_the_counts(room, client):
    answer = client.post(
        room.address("attendance_mark"),
        {"who": f"agency-{room.undp.pk}", "how": "remote", "at": "2"},
        headers={"HX-Request": "true"},
    ).content.decode()
    assert 'id="line-2-remote" type="submit" name="how" value="none" aria-pressed="true"' in answer
    assert 'hx-swap-oob="true"' in answer
    for count in ("Nobody present yet", "1 remotely", "2 not recorded yet"):
        assert count in answer


def test_what_was_replied_beforehand_is_a_hint(room):
    room.invited(room.focal, "coming")
    room.invited(factories.person_of("UNDP", name="Bea Second"), "not_coming")
    room.invited(factories.person_of("ILO", name="Ivo"), "represented", represented_by="Ada")
    assert keys(room.meeting) == [
        ("ILO", "Ivo", "represented by Ada"),
        ("UNDP", "Fina Focal", "attending"),
        ("UNICEF", "", ""),
    ]
    page = room.page()
    assert "Reply: attending" in page
    assert room.taken() == {}  # a hint, not a fact


def test_apologies_by_reply_stand_beside_an_agency_of_which_nobody_comes(room):
    room.invited(room.focal, "not_coming")
    assert ("UNDP", "", "not attending") in keys(room.meeting)


def test_tap_on_who_replied_keeps_their_name(room):
    invitation = room.invited(room.focal, "coming")
    room.tap(f"invited-{invitation.pk}", "present")
    assert Attendance.objects.get().name == "Fina Focal"
    assert keys(room.meeting)[1] == ("UNDP", "Fina Focal", "attending")


def test_two_of_one_agency_have_a_line_each(room):
    room.tap(f"agency-{room.undp.pk}", "present")
    room.invited(room.focal, "coming")
    room.invited(factories.person_of("UNDP", name="Bea Second"), "remotely")
    lines = [line for line in keys(room.meeting) if line[0] == "UNDP"]
    assert sorted(line[2] for line in lines) == ["attending", "attending remotely"]


def test_reply_that_was_withdrawn_or_is_of_another_meeting_is_not_shown(room):
    room.invited(room.focal, "coming", withdrawn_at=clock.now())
    other = factories.meeting("2026-12-11")
    Invitation.objects.create(meeting=other, person=room.focal, agency=room.undp, reply="coming")
    assert ("UNDP", "", "") in keys(room.meeting)


def test_somebody_who_came_unexpectedly_is_added_and_put_right(room, client):
    other = factories.agency("OECD")
    came = {"came-agency": other.pk, "came-name": "Otto", "came-capacity": "Adviser", "came-how": "present"}
    client.post(room.address("attendance_add"), came)
    client.post(room.address("attendance_add"), came)  # pressed twice
    row = Attendance.objects.get()
    assert (str(row.agency), row.name, row.capacity, row.how) == ("OECD", "Otto", "Adviser", "present")
    client.post(room.address("attendance_change", row.pk), {"name": "Otto O.", "capacity": ""})
    assert Attendance.objects.get().name == "Otto O."
    client.post(room.address("attendance_change", row.pk), {"remove": "yes"})
    assert not Attendance.objects.exists()


def test_name_is_added_to_the_line_of_an_agency_that_was_pressed_before(room, client):
    room.tap(f"agency-{room.undp.pk}", "present")
    client.post(
        room.address("attendance_add"),
        {"came-agency": room.undp.pk, "came-name": "Fina Focal", "came-how": "remote"},
    )
    assert [(row.name, row.how) for row in Attendance.objects.all()] == [("Fina Focal", "remote")]


def test_form_that_lacks_the_agency_keeps_what_was_typed(room, client):
    answer = client.post(room.address("attendance_add"), {"came-name": "Otto", "came-how": "present"})
    assert 'value="Otto"' in answer.content.decode()
    assert not Attendance.objects.exists()


def test_guest_who_was_heard_is_added_changed_and_taken_out(room, client):
    client.post(
        room.address("guest_heard"), {"heard-organization": "European Commission", "heard-name": "E. C."}
    )
    guest = Guest.objects.get()
    assert guest.named == "E. C., European Commission"
    client.post(
        room.address("heard_change", guest.pk),
        {"organization": "European Commission", "name": "E. Com", "capacity": "Head of unit"},
    )
    assert Guest.objects.get().named == "E. Com, European Commission (Head of unit)"
    client.post(room.address("heard_change", guest.pk), {"remove": "yes"})
    assert not Guest.objects.exists()


def test_attendance_is_closed_once_the_minutes_stand(room, client):
    room.meeting.minutes = "adopted"
    room.meeting.save()
    assert client.get(room.address("attendance")).status_code == 302
    room.tap(f"agency-{room.undp.pk}", "present")
    assert room.taken() == {}


@pytest.mark.parametrize(("how", "present"), [("apologies", True), ("remote", False), ("present", None)])
def test_how_and_present_cannot_contradict_each_other(room, how, present):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(
            meeting=room.meeting, agency=room.undp, position=0, how=how, present=present
        )


def test_attendance_awaits_the_chairs_people_on_the_day(room):
    room.meeting.time, room.meeting.timezone = dt.time(15), "Europe/Zurich"  # in two hours
    room.meeting.save()

    def awaits(person):
        return [one.verb for one in awaiting(person)]

    assert awaits(room.chair) == ["Record attendance"]
    assert "Record attendance" not in awaits(room.focal)
    room.tap(f"agency-{room.undp.pk}", "present")
    assert awaits(room.chair) == []
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        assert awaits(room.chair) == ["Continue writing"]


def test_minutes_page_toggles_the_same_lines(room, client):
    page = client.get(room.address("minutes")).content.decode()
    assert f'value="present agency-{room.undp.pk}"' in page
    client.post(room.address("minutes"), {"present": f"present agency-{room.undp.pk}"})
    assert room.taken() == {"UNDP": ("present", True, "")}
    client.post(room.address("minutes"), {"present": f"none row-{Attendance.objects.get().pk}"})
    assert room.taken() == {}


def test_meeting_page_and_minutes_say_how_they_were_there(room, client):
    for acronym, how, by in (
        ("UNDP", "represented", "Ana"),
        ("ILO", "remote", ""),
        ("UNICEF", "present", ""),
    ):
        agency = Agency.objects.get(acronym=acronym)
        attendance_actions.mark(room.meeting, agency=agency, how=how, represented_by=by, by=room.chair)
    page = client.get(room.meeting.get_absolute_url()).content.decode()
    for said in ("UNDP (represented by Ana)", "ILO (remotely)", "UNICEF"):
        assert said in page
    made = prints_exports.minutes(room.meeting, [])
    assert "ILO (remotely)" in made.blocks[1].text


def test_names_stay_out_of_the_history(room, client):
    client.post(room.address("guest_heard"), {"heard-organization": "EC", "heard-name": "Erased Later"})
    room.tap(f"invited-{room.invited(room.focal, 'coming').pk}", "represented", represented_by="Erased Too")
    kept = " ".join(f"{entry.object_repr} {entry.changes}" for entry in LogEntry.objects.all())
    assert "Attendance" in " ".join(str(entry.content_type.model_class()) for entry in LogEntry.objects.all())
    for name in ("Erased Later", "Erased Too", "Fina Focal"):
        assert name not in kept


def test_page_asks_as_often_for_many_as_for_few(room):
    def fill(numbers):
        for number in numbers:
            factories.membership(f"M{number:02}", "2006")
            person = factories.person_of(f"M{number:02}", name=f"P{number}")
            room.invited(person, "coming")
            attendance_actions.mark(
                room.meeting, agency=person.appointments.get().agency, how="remote", by=room.chair
            )

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = room.page()
        assert len(page.encode()) < 100_000
        return len(queries)

    fill(range(3))
    few = asked()
    fill(range(3, 40))
    assert asked() == few


# The list of participants ---------------------------------------------------------------------------


def shown_participants(meeting):
    found = participants.participants_of(meeting)
    return found.title, [one[:4] for one in found.rows], found.silent


def test_before_it_the_list_tells_who_is_expected(room):
    room.meeting.time, room.meeting.timezone = dt.time(15), "Europe/Zurich"  # in two hours
    room.meeting.save()
    room.invited(room.focal, "coming", role="focal_point")
    room.invited(factories.person_of("UNDP", name="Bea Second"), "not_coming")
    room.invited(factories.person_of("ILO", name="Ivo"), "represented", represented_by="Ada Deputy")
    for organization, state, reply in (
        ("EC", "invited", "remotely"), ("Forum", "invited", "not_coming"), ("Asked", "asked", ""),
    ):  # fmt: skip
        GuestInvitation.objects.create(
            meeting=room.meeting, organization=organization, name="G", state=state, reply=reply
        )
    assert shown_participants(room.meeting) == (
        "Expected participants",
        [
            ("ILO", "Ada Deputy", "for Ivo", "represented"),
            ("UNDP", "Fina Focal", "focal point", "attending"),
            ("EC", "G", "", "attending remotely"),
        ],
        ["UNICEF"],
    )
    room.tap(f"agency-{room.undp.pk}", "apologies")  # rang up
    assert "UNDP" not in [one[0] for one in shown_participants(room.meeting)[1]]
    made = prints_exports.participants(room.meeting)
    assert made.title == "Expected participants"
    assert not any("UNICEF" in str(block) for block in made.blocks)  # who said nothing is in no list


def test_afterwards_the_list_tells_who_came_and_how(room):
    room.invited(room.focal, "coming")
    ilo = Agency.objects.get(acronym="ILO")
    attendance_actions.mark(
        room.meeting, agency=ilo, how="represented", represented_by="Ada Deputy", by=room.chair
    )
    attendance_actions.add(
        room.meeting, agency=room.undp, name="Bea", capacity="Adviser", how="remote", by=room.chair
    )
    attendance_actions.add_guest(room.meeting, organization="EC", name="G", capacity="", by=room.chair)
    assert shown_participants(room.meeting) == (
        "List of participants",
        [
            ("ILO", "Ada Deputy", "", "represented"),
            ("UNDP", "Bea", "Adviser", "remotely"),
            ("EC", "G", "", "present"),
        ],
        [],
    )


@pytest.mark.parametrize(
    ("present", "apologies", "guests", "said"),
    [
        (0, 0, 1, "1 invited participant"),
        (1, 0, 0, "1 from an agency"),
        (0, 1, 0, "No participants recorded · 1 with apologies"),
        (1, 1, 1, "1 from an agency · 1 invited participant · 1 with apologies"),
        (2, 1, 2, "2 from agencies · 2 invited participants · 1 with apologies"),
        (1, 2, 0, "1 from an agency · 2 with apologies"),
    ],
)
def test_list_counts_who_took_part_apart_from_apologies(room, client, present, apologies, guests, said):
    for number in range(present + apologies):
        attendance_actions.mark(
            room.meeting,
            agency=factories.agency(f"M{number}"),
            how="present" if number < present else "apologies",
            by=room.chair,
        )
    for number in range(guests):
        attendance_actions.add_guest(
            room.meeting, organization=f"O{number}", name="", capacity="", by=room.chair
        )
    assert participants.participants_of(room.meeting).counts == said
    assert f"<caption>{said}</caption>" in client.get(room.address("participant_list")).text


@pytest.fixture
def recorded(room):
    """UNDP and UNICEF took part, an archive gives IOM as `false`, and nothing of ILO."""
    attendance_actions.add(
        room.meeting, agency=room.undp, name="Fina Focal", capacity="Director", how="remote", by=room.chair
    )
    unicef, iom = Agency.objects.get(acronym="UNICEF"), factories.agency("IOM")
    attendance_actions.mark(
        room.meeting, agency=unicef, how="represented", represented_by="Ana Rossi", by=room.chair
    )
    Attendance.objects.create(meeting=room.meeting, agency=iom, position=6, present=False)
    Attendance.objects.create(
        meeting=room.meeting, agency=factories.agency("ILO"), name="Ivo", position=7, present=None
    )
    return room


CAME = "UNDP (Fina Focal, Director, remotely) and UNICEF (represented by Ana Rossi)"


def test_page_print_and_report_say_the_same_and_nothing_of_those_without_a_record(recorded, client):
    meeting = recorded.meeting
    meeting.minutes, meeting.agenda_state = "adopted", "adopted"
    meeting.save()
    [told] = attendance_handover.participants(Chairmanship.objects.get(), clock.today())
    _head, row = rich.plain(told.table).splitlines()
    _meeting, present, apologies = row.split(" | ")
    client.force_login(recorded.focal)
    said = {
        "page": client.get(meeting.get_absolute_url()).text,
        "minutes": "".join(
            f"{getattr(block, 'lead', '')}: {block.text}"
            for block in prints_exports.minutes(meeting, []).blocks
        ),
        "report": f"{present} Apologies: {apologies}",
    }
    for place, text in said.items():
        assert CAME in text, place
        assert "Apologies: IOM" in text, place
        for word in ("Ivo", "absent", "not present", "Expected:", "not recorded"):
            assert word not in text.replace(str(meeting), ""), (place, word)


def test_report_leaves_out_a_meeting_of_which_nothing_is_recorded(room):
    Attendance.objects.create(meeting=room.meeting, agency=factories.agency("ILO"), position=7, present=None)
    assert list(attendance_handover.participants(Chairmanship.objects.get(), clock.today())) == []


def test_list_of_participants_has_nobody_without_a_record(recorded, client):
    assert participants.participants_of(recorded.meeting).counts == "2 from agencies · 1 with apologies"
    page = client.get(recorded.address("participant_list")).text
    sheet = client.get(recorded.address("participant_list") + "?as=csv").content.decode()
    made = prints_exports.as_docx(prints_exports.participants(recorded.meeting))
    word = "\n".join(
        cell.text for table in Document(BytesIO(made)).tables for row in table.rows for cell in row.cells
    )
    for text in (page, sheet, word):
        assert "IOM" in text
        assert "Ivo" not in text


@pytest.mark.parametrize(
    ("present", "remote", "apologies", "said"),
    [
        (0, 0, 0, ["Nobody present yet", "3 not recorded yet"]),
        (1, 1, 1, ["1 present", "1 remotely", "1 with apologies"]),
        (2, 0, 1, ["2 present", "1 with apologies"]),
        (0, 1, 2, ["Nobody present yet", "1 remotely", "2 with apologies"]),
    ],
)
def test_counts_of_the_attendance_say_none_one_and_many(room, present, remote, apologies, said):
    agencies = list(Agency.objects.filter(acronym__in=("ILO", "UNDP", "UNICEF")))
    for how, count in (("present", present), ("remote", remote), ("apologies", apologies)):
        for _ in range(count):
            attendance_actions.mark(room.meeting, agency=agencies.pop(), how=how, by=room.chair)
    counts = room.page().partition('id="counts"')[2].partition("</p>")[0]
    assert re.sub(r"<[^>]*>", "", counts.partition(">")[2]) == " · ".join(said)


def test_list_of_participants_comes_as_a_page_and_as_tables(room, client):
    room.invited(room.focal, "coming")
    attendance_actions.add(
        room.meeting, agency=room.undp, name="=Fina", capacity="", how="present", by=room.chair
    )
    page = client.get(room.address("participant_list")).content.decode()
    assert "List of participants" in page
    assert "=Fina" in page
    table = client.get(room.address("participant_list") + "?as=csv").content.decode("utf-8-sig")
    assert table.splitlines()[1] == "UNDP,'=Fina,,present,"
    assert client.get(room.address("participant_list") + "?as=xlsx").content.startswith(b"PK")


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_the_same_moment_lose_nothing(room):
    agencies = [factories.agency(f"M{number}") for number in range(6)]

    def press(agency):
        return lambda: attendance_actions.mark(room.meeting, agency=agency, how="present", by=room.chair)

    came = at_once(*[press(agency) for agency in agencies for _ in range(2)])  # each on two phones
    assert not [one for one in came if isinstance(one, Exception)]
    assert sorted(str(row.agency) for row in room.meeting.attendance.all()) == [f"M{n}" for n in range(6)]
