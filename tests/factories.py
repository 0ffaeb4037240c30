"""Small builders for the tests: what is not said gets something plain."""

import datetime as dt
import itertools

from django.contrib.auth.models import Group

from agencies.models import Agency, Application, Appointment, Membership, User
from agencies.rules import SECRETARIAT
from chairmanship.models import Chairmanship
from foundation.dates import PartialDate
from meetings.models import Meeting

_number = itertools.count(1)


def user(**fields):
    fields.setdefault("email", f"person{next(_number)}@example.org")
    return User.objects.create_user(password="a-long-password", **fields)


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


def appointment(person, acronym, role="focal point", starts="2000-01-01", ends=None):
    return Appointment.objects.create(
        person=person,
        agency=agency(acronym),
        role=role,
        starts=dt.date.fromisoformat(starts),
        ends=ends and dt.date.fromisoformat(ends),
    )


def person_of(acronym, **fields):
    """Somebody who acts for that agency from long ago on."""
    person = user(**fields)
    appointment(person, acronym)
    return person


def secretariat(**fields):
    """Somebody of the secretariat."""
    person = user(**fields)
    person.groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])
    return person


def application(applicant="IFAD", received="2007-03-01", outcome="received", **fields):
    return Application.objects.create(
        applicant=applicant, received=received and date(received), outcome=outcome, **fields
    )
