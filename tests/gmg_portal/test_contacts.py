"""What is typed as a name, a telephone or an e-mail, on each form: kept, cleaned, or refused."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from agencies.models import Application, Contact, Organization, User
from foundation.dates import clock
from meetings.models import Attendance, GuestInvitation
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = {
    "Ana Li": "Ana Li",
    "\u200b Ana\u00a0Li ": "Ana Li",
    "李": "李",
    "123": None,
    "\u200b\x07 ": None,
    "Ana <b>": None,
}
PHONES = {
    "+41 22 717 91 11 ext. 12": "+41 22 717 91 11 ext. 12", "022/717 91 11": "022/717 91 11", "call me": None,
}  # fmt: skip
EMAILS = {
    "Ana Li <ana@example.org>": "ana@example.org", "ana@example.org.": "ana@example.org",
    "a@example.org, b@example.org": None, "ana@example": None, "ana li@example.org": None,
}  # fmt: skip
TYPED = {"name": NAMES, "phone": PHONES, "email": EMAILS}


@pytest.fixture
def world(client):
    """The secretariat, signed in, with somebody and something of each kind to change."""
    with clock.moved_to(dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)):
        factories.membership("ILO", "2003")
        person = factories.secretariat(name="Me")
        client.force_login(person)
        organization = Organization.objects.create(name="Partner")

        class World:
            me = person
            other = factories.user(name="Other", email="other@example.org")
            partner = organization
            contact = Contact.objects.create(organization=organization, name="Old", email="old@example.org")
            held = factories.meeting("2027-03-01", called_at=clock.now(), agenda_state="provisional")
            coming = factories.meeting("2027-04-01", called_at=clock.now(), agenda_state="provisional")

        factories.term("IOM", "2027-01-01", "2027-06-30")
        yield World


def guest(world):
    return GuestInvitation.objects.last()


# Each form: its address, what is sent beside the typed, the names of its fields, and what was kept.
FORMS = {
    "person": (
        lambda w: reverse("people:person_add"), {"name": "New"},
        {"name": "name", "phone": "phone", "email": "email"}, lambda w: User.objects.latest("pk"),
    ),
    "another person": (
        lambda w: reverse("people:person_change", args=[w.other.pk]), {"name": "Other"},
        {"name": "name", "phone": "phone", "email": "email"}, lambda w: User.objects.get(pk=w.other.pk),
    ),
    "own details": (
        lambda w: reverse("me_change"), {"name": "Me", "email": "me@example.org"},
        {"name": "name", "phone": "phone"}, lambda w: User.objects.get(pk=w.me.pk),
    ),
    "contact": (
        lambda w: reverse("organizations:contact_add", args=[w.partner.pk]), {"name": "New"},
        {"name": "name", "phone": "phone", "email": "email"}, lambda w: Contact.objects.latest("pk"),
    ),
    "another contact": (
        lambda w: reverse("organizations:contact_change", args=[w.partner.pk, w.contact.pk]), {"name": "Old"},
        {"name": "name", "phone": "phone", "email": "email"}, lambda w: Contact.objects.get(pk=w.contact.pk),
    ),
    "invited participant": (
        lambda w: reverse("meetings:guest_add", args=[w.coming.pk]),
        {"organization": "European Commission", "agency": "ILO"},
        {"name": "name", "email": "email"}, guest,
    ),
    "application": (
        lambda w: reverse("applications:application_add"),
        {"applicant": "Rivers", "received": "1 March 2027", "outcome": "received"},
        {"name": "head_name", "email": "head_email"},
        lambda w: Application.objects.latest("pk").candidates.get(),
    ),
    "participant": (
        lambda w: reverse("meetings:attendance_add", args=[w.held.pk]),
        {"came-agency": "ILO", "came-how": "present"}, {"name": "came-name"},
        lambda w: Attendance.objects.latest("pk"),
    ),
}  # fmt: skip
CASES = [
    (form, part, typed)
    for form, (_address, _rest, names, _kept) in FORMS.items()
    for part in names
    for typed in TYPED[part]
]


@pytest.mark.parametrize(("form", "part", "typed"), CASES)
def test_what_is_typed_is_kept_or_refused_and_never_lost(client, world, form, part, typed):
    address, rest, names, kept = FORMS[form]
    if form == "participant":
        world.me.is_superuser = True
        world.me.save()
    data = {
        name: factories.agency(value).pk if name.endswith("agency") else value for name, value in rest.items()
    }
    answer = client.post(address(world), data | {names[part]: typed})
    wanted = TYPED[part][typed]
    required = part == "name" and form in ("contact", "another contact", "another person", "own details")
    if wanted is None and (typed.strip("\u200b\x07 ") or required):
        assert answer.status_code == 200, "it was refused"
        assert "invalid-feedback" in answer.text, "with words beside the field"
    elif wanted is not None:
        assert answer.status_code == 302, getattr(answer, "context", None) and answer.context["form"].errors
        field = {"head_name": "name", "head_email": "email"}.get(names[part], part)
        assert getattr(kept(world), field) == wanted


def test_address_of_another_person_is_refused_by_name(client, world):
    for address in (reverse("people:person_add"), reverse("me_change")):
        answer = client.post(address, {"name": "New", "email": "Other <OTHER@example.org>"})
        assert "Other already has this address." in answer.content.decode()


def test_own_address_is_not_removed_with_the_word_saved(client, world):
    answer = client.post(reverse("me_change"), {"name": "Me", "email": "", "phone": ""})
    assert "so you cannot remove it" in answer.content.decode()
    own = world.me.email
    client.post(reverse("me_change"), {"name": "Me", "email": own.upper(), "phone": ""})
    world.me.refresh_from_db()
    assert world.me.email.split("@")[0] == own.upper().split("@")[0]


def test_address_that_may_not_be_changed_is_not_said_to_be_saved(client, world):
    colleague = factories.person_of("ILO", name="Colleague")
    colleague.set_password("secret words")
    colleague.save()
    client.force_login(factories.person_of("ILO", name="Focal"))
    address = reverse("people:person_change", args=[colleague.pk])
    assert 'name="email"' in client.get(address).content.decode()
    answer = client.post(address, {"name": "Colleague", "email": "new@example.org"})
    assert "The e-mail address was not changed, and nothing else is saved yet." in answer.content.decode()
    sent = {"name": "Renamed", "email": colleague.email}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, {"name": "Renamed"}).status_code == 302  # as a browser leaves out the field


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("123;ana@example.org;", "Enter a name with letters."),
        ("Ana;ana@example;", "Enter a complete e-mail address"),
        ("Ana;ana@example.org;call me", "Enter a telephone number in figures"),
    ],
)
def test_import_refuses_the_same(client, world, row, said):
    head = "Person;E-mail;Telephone;Agency;Role;Post;From\n"
    text = f"{head}{row};ILO;focal point;;2026-01-01\n"
    upload = SimpleUploadedFile("people.csv", text.encode())
    page = client.post(reverse("agencies:import"), {"upload": upload}).content.decode()
    assert said in page
    good = f"{head}\u200bAna\u00a0Li;Ana <ana@example.org>;022/717 91 11;ILO;focal point;;2026-01-01\n"
    page = client.post(
        reverse("agencies:import"), {"upload": SimpleUploadedFile("people.csv", good.encode())}
    ).content.decode()
    assert "Enter a" not in page
