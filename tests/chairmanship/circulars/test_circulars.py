"""Circulars: written once, looked at, sent to whom was chosen, taken back within a minute, kept."""

import datetime as dt
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from agencies.models import Contact, Organization
from chairmanship.circulars import actions as circular_actions
from chairmanship.circulars import queries as circular_queries
from chairmanship.models import Circular
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job, Mail
from foundation.text import rich
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.datetime(2007, 3, 1, 9, tzinfo=dt.UTC)
WRITTEN = {
    "subject": "The year ahead", "text": "<p>Dear all,</p><ul><li>one</li><li>two</li></ul>",
    "to_members": "all",
    "roles": ["focal_points"], "to_organizations": "none",
}  # fmt: skip


@pytest.fixture
def group(server):
    """IOM chairs; ILO has a principal too, UNHCR nobody, and ECA acts through the Regional Commissions."""
    with clock.moved_to(DAY):
        for acronym in ("IOM", "ILO", "UNHCR", "Regional Commissions"):
            factories.membership(acronym, "2003")
        factories.term("IOM")
        factories.agency("ECA", part_of=factories.agency("Regional Commissions"))
        factories.appointment(factories.user(email="head@ilo.example"), "ILO", "principal")
        factories.person_of("ILO", email="ilo@example.org")
        factories.person_of("ECA", email="eca@example.org")
        factories.person_of("Elsewhere", email="stranger@example.org")
        for name in ("Caritas", "Network"):
            organization = Organization.objects.create(name=name)
            Contact.objects.create(
                organization=organization, name="Carla", email=f"{name.lower()}@example.org"
            )
        Organization.objects.create(name="Silent")
        yield {
            "chair": factories.person_of("IOM", email="chair@example.org", name="Cleo Chair"),
            "secretary": factories.secretariat(name="Sam"),
            "focal": factories.person_of("ILO", email="focal@example.org"),
        }


def readers(**whom):
    values = {
        "focal_points": True, "principals": False, "to_members": "none", "agencies": [],
        "to_organizations": "none", "organizations": [],
    }  # fmt: skip
    return circular_queries.readers(**values | whom)


def squeezed(text):
    return " ".join(text.split())


def send_mails():
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        for job in Job.objects.due():
            outbox.do(job.pk)


def test_readers_are_those_who_act_for_whom_was_chosen_each_once(group):
    everybody = readers(to_members="all", principals=True, to_organizations="all")
    assert set(everybody.people) == {
        "head@ilo.example", "ilo@example.org", "eca@example.org", "chair@example.org", "focal@example.org",
        "caritas@example.org", "network@example.org",
    }  # fmt: skip
    assert (everybody.of_agencies, everybody.of_organizations) == (5, 2)
    assert everybody.unreached == ["UNHCR", "Silent"]
    ilo = readers(to_members="some", agencies=[factories.agency("ILO")], focal_points=False, principals=True)
    assert list(ilo.people) == ["head@ilo.example"]
    assert ilo.people["head@ilo.example"][1] == (
        "You receive this e-mail because you are listed as principal of ILO."
    )
    caritas = readers(to_organizations="some", organizations=[Organization.objects.get(name="Caritas")])
    assert list(caritas.people) == ["caritas@example.org"]
    # One person with two places is one reader.
    factories.appointment(group["focal"], "IOM")
    assert len(readers(to_members="all")) == 4


def test_other_words_from_a_page_already_sent_are_refused_until_the_first_is_taken_back(
    client, group, mail_in_rows
):
    client.force_login(group["chair"])
    key = client.get("/circulars/write/").context["form"]["key"].value()
    posted = WRITTEN | {"key": key, "step": "send"}
    client.post("/circulars/write/", posted)
    corrected = posted | {"text": "As it should have been."}
    refused = client.post("/circulars/write/", corrected)
    assert "You already sent “The year ahead” from this page." in refused.text
    assert "As it should have been." in refused.text
    first = Circular.objects.get()
    client.post(f"{first.get_absolute_url()}recall/")
    for _ in range(2):
        client.post("/circulars/write/", corrected)
    assert [one.words for one in Circular.objects.filter(recalled_at=None)] == ["As it should have been."]
    assert Circular.objects.count() == 2


def test_circular_is_looked_at_then_sent_once_and_read_in_the_archive(client, group, server):
    client.force_login(group["chair"])
    key = client.get("/circulars/write/").context["form"]["key"].value()
    posted = WRITTEN | {"key": key, "to_organizations": "all"}
    preview = client.post("/circulars/write/", posted | {"step": "preview"})
    assert "6 recipients · 4 from agencies · 2 from partner organizations" in squeezed(preview.text)
    assert ">one</p></li>" in preview.text
    assert "UNHCR and Silent" in preview.text
    assert not Circular.objects.exists()
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', preview.text)
    again = {}
    for name, value in hidden:
        again.setdefault(name, []).append(unescape(value))
    changed = client.post("/circulars/write/", again | {"step": "change"})
    assert "Preview</button>" in changed.text
    assert "The year ahead" in changed.text
    for _ in range(2):  # pressed twice
        answer = client.post("/circulars/write/", again | {"step": "send"}, follow=True)
    circular = Circular.objects.get()
    assert circular.text == rich.clean(WRITTEN["text"])
    assert answer.redirect_chain == [(circular.get_absolute_url(), 302)]
    assert "6 people will be notified in a minute." in answer.text
    assert (circular.people, circular.sender) == (6, "Chair (IOM)")
    assert server.got == []
    send_mails()
    got = {to[0]: message for to, message in server.got}
    assert len(got) == len(server.got) == 6
    text = got["ilo@example.org"].get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert text.startswith("Dear all,\n\n- one\n- two\n\n")
    assert "\n\nCleo Chair, for IOM, chair of the Global Migration Group\n" in text
    assert circular.get_absolute_url() in text
    assert "You receive this e-mail because you are listed as focal point of ILO." in text
    assert got["ilo@example.org"]["Reply-To"] == "chair@example.org"
    text = got["caritas@example.org"].get_body(["plain"]).get_content()
    assert "http" not in text
    assert "because the Global Migration Group keeps Caritas informed." in text


def test_only_those_who_send_see_who_got_it_and_what_failed(client, group, server):
    server.says_of = {"eca@example.org": "550 No such person"}
    circular = circular_actions.send_circular(subject="S", text="T", by=group["chair"])
    send_mails()
    for who in ("chair", "secretary"):
        client.force_login(group[who])
        page = client.get(circular.get_absolute_url()).text
        assert "eca@example.org" in page
        assert "550 No such person" in page
        assert "Delivery: 1 failed" in page
    client.force_login(group["focal"])
    page = client.get(circular.get_absolute_url()).text
    assert "eca@example.org" not in page
    assert "Focal points of all members<br>4 people" in page


def test_taken_back_within_the_minute_nobody_gets_it_and_the_group_does_not_see_it(client, group, server):
    client.force_login(group["secretary"])
    circular = circular_actions.send_circular(subject="Mistake", text="T", by=group["secretary"])
    answer = client.post(f"{circular.get_absolute_url()}recall/", follow=True)
    assert "Undone: 4 people will not be notified." in answer.text
    send_mails()
    assert server.got == []
    assert "Mistake" in client.get("/circulars/").text
    anew = client.get(f"/circulars/write/?like={circular.pk}")
    assert "Mistake" in anew.text
    client.force_login(group["focal"])
    assert "Mistake" not in client.get("/circulars/").text
    assert client.get(circular.get_absolute_url()).status_code == 404


def test_taken_back_too_late_it_stays(client, group, server):
    client.force_login(group["chair"])
    circular = circular_actions.send_circular(subject="S", text="T", by=group["chair"])
    send_mails()
    answer = client.post(f"{circular.get_absolute_url()}recall/", follow=True)
    assert "It is too late to undo this. 4 people have already been notified." in answer.text
    circular.refresh_from_db()
    assert circular.recalled_at is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"to_members": "none"}, "There are no recipients."),
        ({"to_members": "some"}, "Select the agencies"),
        ({"to_organizations": "some"}, "Select the organizations"),
        ({"roles": []}, "Choose focal points, principals or both."),
        ({"subject": ""}, "Please fill this in."),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_what_was_typed(client, group, values, words):
    client.force_login(group["chair"])
    for step in ("preview", "send"):
        page = client.post("/circulars/write/", WRITTEN | values | {"step": step}).text
        assert words in page
        # The field has it as it would be stored, for the editor; without the editor it is shown.
        assert f">{escape(rich.clean(WRITTEN['text']))}</textarea>" in page
        assert rich.shown(rich.clean(WRITTEN["text"])) in page
    assert not Circular.objects.exists()


def test_circular_that_reaches_nobody_is_refused(client, group):
    agency = factories.agency("UNHCR")
    with pytest.raises(Refused, match="Nobody you chose has an e-mail address"):
        circular_actions.send_circular(
            subject="S", text="T", by=group["chair"], to_members="some", agencies=[agency]
        )
    client.force_login(group["chair"])
    page = client.post("/circulars/write/", WRITTEN | {"to_members": "some", "agencies": [agency.pk]}).text
    assert "Nobody you chose has an e-mail address." in page


def test_power_to_send_follows_the_calendar(group):
    assert group["chair"].has_perm("chairmanship.send_circulars")
    with clock.moved_to(dt.date(2007, 8, 1)):
        assert not group["chair"].has_perm("chairmanship.send_circulars")
        assert group["secretary"].has_perm("chairmanship.send_circulars")


def test_archive_is_searched_paged_and_asks_the_same_for_3_and_60(client, group):
    def queries(**query):
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/circulars/", query)
        return len(captured), page.text

    client.force_login(group["focal"])
    assert "No circulars have been sent yet." in queries()[1]
    for number in range(3):
        factories.circular(f"Letter {number}", chair=factories.agency("IOM"))
    queries()
    few, _ = queries()
    for number in range(3, 60):
        factories.circular(f"Letter {number}", text="About remittances", chair=factories.agency("IOM"))
    many, page = queries()
    assert few == many
    assert "?page=2" in page
    assert "Letter 59" in page
    assert "Letter 2<" in queries(q="letter dear")[1]
    assert "Letter 59" not in queries(q="dear")[1]
    assert "No circulars match “nothing”" in queries(q="nothing")[1]


def test_page_of_a_circular_asks_the_same_for_4_and_60_readers(client, group):
    def queries(circular):
        client.get(circular.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(circular.get_absolute_url())
        return len(captured)

    client.force_login(group["chair"])
    few = queries(circular_actions.send_circular(subject="S", text="T", by=group["chair"]))
    for _ in range(56):
        factories.person_of("ILO")
    many = circular_actions.send_circular(subject="S", text="T", by=group["chair"])
    assert Mail.objects.filter(batch=many.batch).count() == 60
    assert queries(many) == few
