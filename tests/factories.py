"""Small builders for the tests. Everything that is not given gets a plain value."""

import datetime as dt
import io
import itertools
import zipfile

from agencies.models import (
    Agency,
    Application,
    Appointment,
    Criterion,
    Dossier,
    Edition,
    Mailbox,
    Membership,
    Question,
    Received,
    SecretariatRole,
    User,
)
from chairmanship.models import Chairmanship, Circular, Event, Forum, Occasion, TroikaNote, WorkplanActivity
from foundation.dates.partial import PartialDate
from foundation.text import rich
from meetings.models import Meeting

# The questions to an agency that wants to join, in the first edition.
QUESTIONS = (
    "Who are you, and what is your mandate?",
    "What do you do on migration?",
    "In which countries and regions do you do it?",
    "What would you bring to the Group: knowledge, data, people, programmes?",
    "Where does your work overlap with that of the members, and how would you divide it?",
    "Are you ready to take the chair when your turn comes, and to share the work until then?",
)

PASSWORD = "a-long-password"  # everybody's
_number = itertools.count(1)


def user(**fields):
    fields.setdefault("email", f"person{next(_number)}@example.org")
    return User.objects.create_user(password=PASSWORD, **fields)


def admin(**fields):
    return user(is_staff=True, is_superuser=True, **fields)


def agency(acronym=None, **fields):
    acronym = acronym or f"AG{next(_number)}"
    return Agency.objects.get_or_create(acronym=acronym, defaults={"name": f"Agency {acronym}", **fields})[0]


def membership(acronym, starts, ends=None, **fields):
    return Membership.objects.create(
        agency=agency(acronym), starts=date(starts), ends=ends and date(ends), **fields
    )


def term(acronym="IOM", starts="2007-01-01", ends="2007-06-30", **fields):
    return Chairmanship.objects.create(
        agency=agency(acronym),
        starts=dt.date.fromisoformat(starts),
        ends=dt.date.fromisoformat(ends),
        **fields,
    )


def meeting(day="2007-01-22", level="working", **fields):
    return Meeting.objects.create(level=level, date=date(day), **fields)


def date(text):
    return PartialDate.parse(text)


def appointment(person, acronym, role="focal_point", starts="2000-01-01", ends=None):
    return Appointment.objects.create(
        person=person,
        agency=agency(acronym),
        role=role,
        starts=dt.date.fromisoformat(starts),
        ends=ends and dt.date.fromisoformat(ends),
    )


def person_of(acronym, **fields):
    """Returns a person who has acted for that agency for a long time."""
    person = user(**fields)
    appointment(person, acronym)
    return person


def secretariat(role=SecretariatRole.Role.FULL, **fields):
    """Returns a person of the secretariat."""
    person = user(**fields)
    SecretariatRole.objects.create(person=person, role=role)
    return person


def reader(**fields):
    """Returns a person who only reads for the secretariat."""
    return secretariat(SecretariatRole.Role.READING, **fields)


def application(applicant="IFAD", received="2007-03-01", outcome="received", **fields):
    return Application.objects.create(
        applicant=applicant, received=received and date(received), outcome=outcome, **fields
    )


def first_edition():
    """Makes the edition that migrations make, as a test with transactions empties all tables."""
    edition, is_new = Edition.objects.get_or_create(number=1)
    if is_new:
        for number, text in enumerate(QUESTIONS, 1):
            Question.objects.create(edition=edition, number=number, text=text)
        for number in range(1, 7):
            Criterion.objects.create(
                edition=edition, number=number, title=f"Criterion {number}", text="What it means."
            )
    return edition


def dossier(applicant="IFAD", email="writer@example.org", **fields):
    """Returns an application that an applicant has begun to write."""
    return Dossier.objects.create(applicant=applicant, email=email, **fields)


def circular(subject="The year ahead", text="Dear all.", **fields):
    plain = {"to_members": "all", "to_organizations": "none", "people": 0, "sent_by": user()}
    return Circular.objects.create(subject=subject, text=rich.clean(text), words=text, **plain | fields)


def activity(title="A common note", *, lead=None, starts=None, ends=None, **fields):
    return WorkplanActivity.objects.create(
        title=title,
        lead=lead and agency(lead),
        starts=starts and date(starts),
        ends=ends and date(ends),
        **fields,
    )


def office_file(*parts, **contents):
    """Returns the bytes of an office file of these parts, by default only "word/document.xml"."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts or ["word/document.xml"]:
            archive.writestr(part, contents.get(part, "<x/>"))
    return file.getvalue()


def occasion(forum="Global Forum", starts="2007-07-09", ends=None, **fields):
    return Occasion.objects.create(
        forum=Forum.objects.get_or_create(name=forum)[0],
        starts=dt.date.fromisoformat(starts),
        ends=ends and dt.date.fromisoformat(ends),
        **fields,
    )


def event(forum="Global Forum", day="2007-02-01", kind="statement", **fields):
    return Event.objects.create(forum=forum, date=date(day), kind=kind, **fields)


def troika_note(person, title="Between us", **fields):
    return TroikaNote.objects.create(title=title, written_by=person, **fields)


def received(**fields):
    """Returns a message that came by e-mail."""
    mailbox, _made = Mailbox.objects.get_or_create(name="portal")
    number = next(_number)
    plain = {"kind": "other", "sender": "ana@example.org", "subject": "Hi", "words": "Hello", "text": "Hello"}
    return Received.objects.create(
        mailbox=mailbox, validity=1, uid=number, digest=str(number), **plain | fields
    )
