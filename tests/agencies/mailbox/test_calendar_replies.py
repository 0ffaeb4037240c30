"""A calendar's answer to an invitation is recorded once the secretariat confirms it."""

import datetime as dt

import pytest

from agencies.mailbox import reading
from agencies.models import Received
from foundation.dates import clock
from meetings.meeting import calendar_entries
from meetings.models import Invitation
from tests import factories
from tests.agencies.mailbox.test_reading import box  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation():
    day = clock.today() + dt.timedelta(days=20)
    meeting = factories.meeting(f"{day:%Y-%m-%d}", stage="called")
    person = factories.person_of("UNDP", email="ana@example.org", name="Ana")
    return Invitation.objects.create(meeting=meeting, person=person, agency=factories.agency("UNDP"))


def answer(invitation, partstat="ACCEPTED", sender="ana@example.org"):
    return "\r\n".join([
        f"From: {sender}", "Subject: Accepted", "Auto-Submitted: auto-generated",
        "Content-Type: text/calendar; method=REPLY; charset=UTF-8", "",
        "BEGIN:VCALENDAR", "PRODID:-//X//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT",
        f"UID:meeting-{invitation.meeting_id}@portal.example.org", "SEQUENCE:0", "DTSTAMP:20261201T000000Z",
        f"ATTENDEE;PARTSTAT={partstat};CN=Ana:mailto:ANA@example.org", "END:VEVENT", "END:VCALENDAR", "",
    ]).encode()  # fmt: skip


def test_confirmed_answer_is_recorded_once(box, client, invitation):  # noqa: F811
    box.add(answer(invitation))
    reading.read_new()
    row, sam = Received.objects.get(), factories.secretariat()
    assert (row.kind, row.state) == ("calendar", "waits")
    client.force_login(sam)
    page = f"/mail/received/{row.pk}/"
    assert "Ana (UNDP) replies by calendar: attending" in client.get(page).text
    invitation.refresh_from_db()
    assert not invitation.reply  # nothing before somebody confirms it
    for _ in range(2):
        client.post(page, {"reply": "coming"})
    invitation.refresh_from_db()
    assert (invitation.reply, invitation.replied_by) == ("coming", sam)
    row.refresh_from_db()
    assert row.state == "recorded"
    assert "attending" in row.recorded


def test_answer_from_another_address_says_so(box, client, invitation):  # noqa: F811
    box.add(answer(invitation, "TENTATIVE", sender="x@evil.example"))
    reading.read_new()
    client.force_login(factories.secretariat())
    text = client.get(f"/mail/received/{Received.objects.get().pk}/").text
    assert "another address" in text
    assert "not sure yet" in text


@pytest.mark.parametrize("url", ["", "imap+ssl://portal%40example.org:x@localhost/INBOX"])
def test_calendars_are_asked_for_an_answer_only_if_the_mailbox_is_read(settings, invitation, url):
    settings.MAILBOX_URL = url
    entry = calendar_entries.request(invitation.meeting, "ana@example.org").replace("\r\n ", "")
    assert f"RSVP={'TRUE' if url else 'FALSE'}" in entry
    assert ("mailto:portal@example.org" in entry) is bool(url)
