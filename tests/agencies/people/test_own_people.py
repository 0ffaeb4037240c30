"""What the people of an agency keep themselves: its texts, its logo, its people."""

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from agencies.models import Agency, Appointment, Logo, SecretariatRole, User
from foundation.dates import clock
from tests import factories
from tests.agencies.members.test_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def focal_point(client):
    factories.membership("ILO", "2003")
    person = factories.person_of("ILO", name="Fay")
    client.force_login(person)
    return person


def picture(kind="PNG"):
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(content, kind)
    return content.getvalue()


def test_own_people_change_the_texts_and_not_the_name_that_addresses_hang_on(client, focal_point):
    address = reverse("agencies:agency_change", args=["ilo"])
    assert "acronym" not in client.get(address).context["form"].fields
    client.post(
        address,
        {
            "name": "International Labour Organization",
            "work": "Labour migration.",
            "acronym": "XXX",
            "part_of": "",
        },
    )
    agency = Agency.objects.get(slug="ilo")
    assert (agency.acronym, agency.name, agency.work) == (
        "ILO",
        "International Labour Organization",
        "Labour migration.",
    )
    assert "Labour migration." in words(client.get(agency_page("ilo")))


def agency_page(slug, **asked):
    return reverse("agencies:agency_detail", args=[slug], query=asked or None)


def test_staff_do_not_keep_their_agency(client):
    person = factories.user()
    factories.appointment(person, "ILO", role="staff")
    client.force_login(person)
    assert client.get(reverse("agencies:agency_change", args=["ilo"])).status_code == 403
    assert client.get(reverse("people:person_add")).status_code == 403


def test_power_over_an_agency_ends_with_the_appointment(client):
    person = factories.user()
    factories.appointment(person, "ILO", ends="2007-06-30")
    client.force_login(person)
    address = reverse("agencies:agency_change", args=["ilo"])
    with clock.moved_to(dt.date(2007, 6, 30)):
        assert client.get(address).status_code == 200
    with clock.moved_to(dt.date(2007, 7, 1)):
        assert client.get(address).status_code == 403


def test_former_names_stand_on_the_page_for_anybody(client):
    factories.agency("UNDP", former_names="United Nations Special Fund, until 1965")
    assert "United Nations Special Fund, until 1965" in words(client.get(agency_page("undp")))


def test_logo_is_brought_shown_and_replaced(client, focal_point):
    change = reverse("agencies:logo_change", args=["ilo"])
    client.post(change, {"upload": SimpleUploadedFile("a.png", picture())})
    assert reverse("agencies:logo", args=["ilo"]) in client.get(agency_page("ilo")).text
    client.post(change, {"upload": SimpleUploadedFile("b.jpg", picture("JPEG"))})
    assert Logo.objects.count() == 1
    answer = client.get(reverse("agencies:logo", args=["ilo"]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer) == picture("JPEG")
    client.post(reverse("agencies:logo_remove", args=["ilo"]))
    assert client.get(reverse("agencies:logo", args=["ilo"])).status_code == 404


def test_logo_is_missed_in_words_while_the_storage_is_away(client, focal_point, settings, tmp_path):
    client.post(
        reverse("agencies:logo_change", args=["ilo"]), {"upload": SimpleUploadedFile("a.png", picture())}
    )
    (tmp_path / "nothing").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "nothing"
    answer = client.get(reverse("agencies:logo", args=["ilo"]))
    assert answer.status_code == 503
    assert "public" not in answer.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.svg", b"<svg/>", "is not a PNG or JPEG image"),
        ("a.png", b"<script>", "do not match its file name"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99, "cannot be read as an image"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(1024**2), "larger than 1 MB"),
    ],
)
def test_what_is_no_picture_is_refused_and_writes_nothing(client, focal_point, name, content, says):
    answer = client.post(
        reverse("agencies:logo_change", args=["ilo"]), {"upload": SimpleUploadedFile(name, content)}
    )
    assert says in " ".join(answer.context["form"].errors["upload"])
    assert not Logo.objects.exists()


def test_small_logo_with_too_many_pixels_is_refused(client, focal_point):
    file = io.BytesIO()
    Image.new("1", (6_400, 6_400)).save(file, "PNG")
    answer = client.post(
        reverse("agencies:logo_change", args=["ilo"]),
        {"upload": SimpleUploadedFile("a.png", file.getvalue())},
    )
    assert "has too many pixels" in " ".join(answer.context["form"].errors["upload"])


def test_own_people_add_a_colleague_and_invite_them(client, focal_point, mailoutbox):
    answer = client.post(
        reverse("people:person_add"),
        {"name": "Ali", "email": "ali@ilo.example", "agency": Agency.objects.get().pk, "role": "staff"},
    )
    ali = User.objects.get(name="Ali")
    assert answer.url == reverse("people:person_detail", args=[ali.pk])
    assert "Invite to the portal" in client.get(answer.url).text
    client.post(reverse("invitations:send", args=[ali.pk]))
    assert [mail.to for mail in mailoutbox] == [["ali@ilo.example"]]


def test_own_people_appoint_to_their_own_agency_only(client, focal_point):
    other = factories.agency("UNDP")
    answer = client.post(
        reverse("people:person_add"), {"name": "Ali", "agency": other.pk, "role": "focal_point"}
    )
    assert "agency" in answer.context["form"].errors
    answer = client.post(
        reverse("people:appointment_add", args=[focal_point.pk]),
        {"agency": other.pk, "role": "focal_point", "starts": "2007-01-01"},
    )
    assert "agency" in answer.context["form"].errors
    assert not Appointment.objects.filter(agency=other).exists()


def test_nobody_gets_at_the_login_of_a_colleague(client, focal_point):
    """Neither by another address for who has a password, nor for whose login opens more than one's own."""
    colleague = factories.person_of("ILO", name="Cal")
    address = colleague.email
    page = reverse("people:person_change", args=[colleague.pk])
    refused = client.post(page, {"name": "Cal B.", "email": "evil@example.org"})
    assert "The e-mail address was not changed" in refused.content.decode()
    client.post(page, {"name": "Cal B."})  # as a browser leaves out a field that is locked
    colleague.refresh_from_db()
    assert (colleague.name, colleague.email) == ("Cal B.", address)
    for more in (lambda one: factories.appointment(one, "UNDP"), become_secretariat):
        other = User.objects.create_user(f"{more.__name__}@example.org".replace("<lambda>", "x"))
        factories.appointment(other, "ILO")
        more(other)
        assert client.get(reverse("people:person_change", args=[other.pk])).status_code == 403
        assert client.post(reverse("invitations:send", args=[other.pk])).status_code == 403


def test_focal_point_makes_nobody_principal_and_asks_who_does(client, focal_point):
    ilo, own = Agency.objects.get(), focal_point.appointments.get()
    add = reverse("people:appointment_add", args=[focal_point.pk])
    page = client.get(add)
    offered = [value for value, _ in page.context["form"].fields["role"].choices]
    assert offered == ["", "focal_point", "assistant", "staff"]
    assert "Only the secretariat, or a principal" in page.text
    as_head = {"agency": ilo.pk, "role": "principal", "starts": "2007-01-01"}
    client.post(add, as_head)
    client.post(reverse("people:appointment_change", args=[focal_point.pk, own.pk]), as_head)
    client.post(reverse("people:person_add"), {"name": "Ali", **as_head})
    assert not ilo.appointments.filter(role="principal").exists()
    # Nor is the appointment, or the address that opens the login, of the principal theirs to change.
    head = User.objects.create_user(None, name="Head")
    theirs = factories.appointment(head, "ILO", role="principal", ends="2050-01-01")
    for name in ("appointment_change", "appointment_end"):
        assert client.get(reverse(f"people:{name}", args=[head.pk, theirs.pk])).status_code == 403
    client.post(reverse("people:person_change", args=[head.pk]), {"name": "Head", "email": "f@example.org"})
    head.refresh_from_db()
    assert not head.email


def test_principal_names_an_alternate_of_their_own_agency_only(client):
    factories.membership("ILO", "2003")
    head = factories.user()
    factories.appointment(head, "ILO", role="principal")
    factories.appointment(head, "UNDP", role="focal_point")
    client.force_login(head)
    ali = factories.person_of("ILO", name="Ali")
    factories.appointment(ali, "UNDP")
    for acronym in ("ILO", "UNDP"):
        values = {"agency": factories.agency(acronym).pk, "role": "alternate", "starts": "2007-01-01"}
        client.post(reverse("people:appointment_add", args=[ali.pk]), values)
    assert [one.agency.acronym for one in ali.appointments.filter(role="alternate")] == ["ILO"]


def become_secretariat(person):
    SecretariatRole.objects.create(person=person, role="reading")


def test_appointment_of_another_agency_is_not_theirs_to_end(client, focal_point):
    both = factories.person_of("ILO")
    other = factories.appointment(both, "UNDP")
    assert client.get(reverse("people:person_detail", args=[both.pk])).status_code == 200
    assert client.get(reverse("people:appointment_end", args=[both.pk, other.pk])).status_code == 403


def test_ending_an_appointment_says_who_takes_over(client, focal_point):
    ends = reverse("people:appointment_end", args=[focal_point.pk, focal_point.appointments.get().pk])
    answer = client.post(ends, {"ends": clock.today()}, follow=True)
    assert "nobody can be contacted for ILO" in answer.text
    assert client.post(ends, {"ends": "9999-12-31"}).context["form"].errors["ends"]
    factories.person_of("ILO", name="Next Person")
    answer = client.post(ends, {"ends": clock.today()}, follow=True)
    assert "Next Person will be contacted for ILO." in answer.text


def test_people_of_an_agency_on_a_day(client, focal_point):
    before = factories.user(name="Old Hand")
    factories.appointment(before, "ILO", starts="2001-01-01", ends="2004-12-31")
    page = words(client.get(agency_page("ilo", on="2004-06-30")))
    assert "People on 30 June 2004" in page
    assert "Old Hand" in page
    assert "Old Hand" not in words(client.get(agency_page("ilo")))
    assert "Write the date as 14 May 2027." in words(client.get(agency_page("ilo", on="x")))
    client.logout()
    assert "Old Hand" not in words(client.get(agency_page("ilo", on="2004-06-30")))


def test_of_two_who_change_the_same_the_later_sees_both(client, focal_point):
    address = reverse("agencies:agency_change", args=["ilo"])
    seen = client.get(address).context["form"]["seen"].value()
    other = Client()
    other.force_login(factories.secretariat())
    values = {"acronym": "ILO", "name": "Theirs", "seen": other.get(address).context["form"]["seen"].value()}
    assert other.post(address, values).status_code == 302
    answer = client.post(address, {"name": "Mine", "work": "Typed.", "seen": seen})
    assert answer.status_code == 409
    assert "Somebody else changed this while you were writing" in words(answer)
    assert {row["label"]: (row["now"], row["typed"]) for row in answer.context["both"]}["Name"] == (
        "Theirs",
        "Mine",
    )
    assert Agency.objects.get().name == "Theirs"
    again = answer.context["form"]["seen"].value()
    assert client.post(address, {"name": "Mine", "work": "Typed.", "seen": again}).status_code == 302
    assert (Agency.objects.get().name, Agency.objects.get().work) == ("Mine", "Typed.")
