"""Every change is recorded, what is history cannot vanish, and contact details are kept out of the record."""

import json

import pytest
from auditlog.context import set_actor
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.db.models import ProtectedError

from agencies.models import Agency, User
from chairmanship.models import Chairmanship
from documents.models import Document
from foundation.files.storage import MadeFile
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db

OURS = ("agencies", "chairmanship", "documents", "meetings")


def test_history_has_who_when_before_and_after():
    person = factories.user(name="Ana")
    membership = factories.membership("ILO", "2003")
    with set_actor(person):
        membership.starts = factories.date("2003-04")
        membership.save()
    entry = LogEntry.objects.get_for_object(membership).first()
    assert entry.actor == person
    assert entry.changes_dict["starts"] == ["2003", "April 2003"]
    assert entry.timestamp


def test_history_is_silent_when_nothing_changed():
    membership = factories.membership("ILO", "2003")
    before = LogEntry.objects.count()
    membership.save()
    assert LogEntry.objects.count() == before


def test_history_covers_every_model_of_the_four_apps():
    # The rows between two things are recorded with the one that owns them.
    through = {"Partner", "ActivityPurpose", "Contributor", "ItemPurpose", "ProposalPurpose", "GuestItem"}
    through |= {"ActivityEvent", "DocumentPurpose", "EventPurpose", "Issuer"}
    made_anew = {one.__name__ for one in MadeFile.__subclasses__()} | {"LinkAsked", "Guesses", "Counted"}
    made_anew |= {"SignIn", "SignInLink", "Mailbox"}
    histories = {"ContributionRevision", "MinutesVersion", "NarrativeVersion"}
    # An image never changes, and an imported text is gone once its uploader has saved it as a version.
    histories |= {"ImportedText", "ReportImage", "TextImage"}
    kept_elsewhere = through | made_anew | histories | {"User_groups", "User_user_permissions"}
    missing = [
        model.__name__
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if not (model._meta.proxy or auditlog.contains(model)) and model.__name__ not in kept_elsewhere
    ]
    assert missing == []


def test_history_records_who_contributed_to_a_document():
    document = Document.objects.create(title="Brochure", kind="brochure")
    document.contributors.add(factories.agency("ILO"))
    changes = [entry.changes_dict for entry in LogEntry.objects.get_for_object(document)]
    assert any("contributors" in change for change in changes)


def test_history_has_no_contact_details_of_a_person():
    person = factories.user(email="ana@example.org", name="Ana Secret")
    person.email = "ana.new@example.org"
    person.set_password("another-long-password")
    person.save()
    entries = LogEntry.objects.filter(content_type__app_label="agencies", content_type__model="user")
    text = json.dumps(list(entries.values("changes", "additional_data", "object_repr", "serialized_data")))
    assert entries.exists()
    for secret in ("example.org", "Ana Secret", "md5$", "pbkdf2"):
        assert secret not in text


@pytest.mark.parametrize(
    ("model", "build"),
    [
        (Agency, lambda: factories.membership("ILO", "2003").agency),
        (Chairmanship, lambda: factories.term().events.create(kind="briefing", date="2007", forum="UN").term),
        (Meeting, lambda: factories.meeting().agenda.create(position=0, title="Item").meeting),
        (Agency, lambda: _contributor()),
    ],
)
def test_what_is_history_cannot_be_deleted(model, build):
    thing = build()
    with pytest.raises(ProtectedError):
        thing.delete()
    with pytest.raises(ProtectedError):
        model.objects.filter(pk=thing.pk).delete()


def _contributor():
    agency = factories.agency("ILO")
    Document.objects.create(title="Brochure", kind="brochure").contributors.add(agency)
    return agency


def test_user_address_is_one_whatever_its_case():
    factories.user(email="ana@example.org")
    assert User.objects.get_by_natural_key("ANA@example.org")
    with pytest.raises(Exception, match=r"(?i)unique"):
        factories.user(email="Ana@example.org")
