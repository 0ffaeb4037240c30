"""An agency applies by itself: the link, the page behind it, handing in, and what is over."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from agencies.applications import links as application_links
from agencies.applications.actions import applying, reviewing
from agencies.applications.forms import moment
from agencies.criteria import actions as criteria_actions
from agencies.models import Application, Criterion, Dossier, Edition, LinkAsked, Organization, Question
from foundation.dates import clock
from foundation.models import Mail
from foundation.text import rich
from foundation.verbs import Refused
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.django_db

BEGIN = {"applicant": "Agency for Islands", "email": "ana@example.org"}


@pytest.fixture
def dossier():
    return factories.dossier("Agency for Islands", "ana@example.org")


def own(dossier):
    return f"/apply/{application_links.link_of(dossier)}/"


def question(number=1):
    return Question.objects.get(edition=1, number=number).key


def said(dossier, name):
    """Returns what a saved answer says."""
    return rich.plain(dossier.words[name])


def opened(seconds=60):
    with clock.moved_to(clock.now() - dt.timedelta(seconds=seconds)):
        return moment()


def begin(client, **typed):
    return client.post("/apply/", BEGIN | {"opened": opened()} | typed)


def mails():
    return mail.outbox


# Asking for the link ------------------------------------------------------------------------------


def test_public_page_says_what_is_asked_and_by_what_it_is_judged(client):
    page = client.get("/apply/").text
    assert Question.objects.first().text in page
    assert Criterion.objects.first().title in page


def test_link_comes_by_mail_and_opens_the_application(client):
    assert begin(client).url == "/apply/sent/"
    dossier, (letter,) = Dossier.objects.get(), mails()
    assert letter.to == ["ana@example.org"]
    assert re.search(r"/apply/\S+/", letter.body)
    assert "Islands" not in letter.body  # nobody sends words of theirs to an address of others
    assert dossier.confirmed_at is None
    assert "Agency for Islands" in client.get(own(dossier)).text
    dossier.refresh_from_db()
    assert dossier.confirmed_at


def test_link_that_was_lost_comes_again_and_there_is_one_application(client):
    begin(client)
    answer = begin(client, email="ANA@example.org", applicant="Something else")
    assert answer.url == "/apply/sent/"  # the same answer, whether or not the address is known
    assert Dossier.objects.get().applicant == "Agency for Islands"
    assert len(mails()) == 2


def test_settled_application_does_not_stand_in_the_way_of_another(client, dossier):
    reviewing.withdraw(applying.hand_in(dossier))
    begin(client)
    assert Dossier.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "no address"}, "complete e-mail address"),
        ({"applicant": ""}, "Please fill this in"),
        ({"opened": ""}, "open for a long time"),
        ({"opened": "forged"}, "open for a long time"),
    ],
)
def test_form_says_what_to_change_and_keeps_what_was_typed(client, typed, words):
    answer = begin(client, **typed)
    assert words in answer.text
    assert (typed.get("email") or "ana@example.org") in answer.text
    assert not Dossier.objects.exists()


def test_form_that_was_open_for_a_day_is_taken_the_second_time(client):
    first = begin(client, opened=opened(3600 * 24))
    assert "open for a long time" in first.text
    again = first.context["form"]["opened"].value()
    with clock.moved_to(clock.now() + dt.timedelta(seconds=5)):
        assert begin(client, opened=again).url == "/apply/sent/"


def test_robot_gets_the_same_answer_and_nothing_happens(client):
    assert begin(client, website="https://spam.example").url == "/apply/sent/"
    assert not Dossier.objects.exists()
    assert not mails()


def test_what_is_quicker_than_people_is_asked_once_more(client):
    answer = begin(client, opened=opened(1))
    assert "faster than people usually type" in answer.text
    assert not Dossier.objects.exists()


def test_flood_to_one_address_stops_and_goes_on_after_an_hour(client):
    for _ in range(applying.PER_HOUR["address"]):
        assert begin(client).status_code == 302
    answer = begin(client, email="Ana@Example.org")
    assert "several links to this address in the last hour" in answer.text
    assert len(mails()) == applying.PER_HOUR["address"]
    with clock.moved_to(clock.now() + dt.timedelta(minutes=61)):
        assert begin(client).status_code == 302
    assert (
        LinkAsked.objects.count() == 3
    )  # of the address, the sender and the network; what was counted is forgotten


def test_flood_from_one_sender_stops_and_keeps_nobody_else_out(client, monkeypatch):
    monkeypatch.setitem(applying.PER_HOUR, "sender", 2)
    for name in ("a", "b"):
        assert begin(client, email=f"{name}@example.org").status_code == 302
    assert "Many links were requested from your network" in begin(client, email="c@example.org").text
    assert Dossier.objects.count() == 2
    client.defaults["REMOTE_ADDR"] = "198.51.100.7"
    assert begin(client, email="d@example.org").status_code == 302


@pytest.mark.parametrize(
    ("others", "stops"),
    [
        (["198.51.100.8", "198.51.100.200"], True),
        (["198.51.101.8", "203.0.113.1"], False),
        (["2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:1:3::1"], True),
        (["2001:db8:1:1::1", "2001:db8:2:1::1", "2001:db8:3:1::1"], False),
    ],
)
def test_flood_from_a_network_stops(client, monkeypatch, others, stops):
    monkeypatch.setitem(applying.PER_HOUR, "network", 2)
    answers = []
    for number, sender in enumerate(["198.51.100.7", *others]):
        client.defaults["REMOTE_ADDR"] = sender
        answers.append(begin(client, email=f"{number}@example.org"))
    assert ("Many links were requested" in answers[-1].text) == stops


def test_a_thousand_links_from_all_over_the_world_keep_nobody_out(client):
    LinkAsked.objects.bulk_create([LinkAsked(mark=f"{number}") for number in range(1000)])
    assert begin(client).status_code == 302


def test_what_a_network_begins_and_nobody_opens_is_limited(client, monkeypatch):
    monkeypatch.setattr(applying, "MOST_UNOPENED", 2)
    for name in ("a", "b"):
        begin(client, email=f"{name}@example.org")
    assert "Many applications were begun from your network" in begin(client, email="c@example.org").text
    assert begin(client, email="a@example.org").status_code == 302  # the same link again
    opened_one = Dossier.objects.get(email="a@example.org")
    assert client.get(own(opened_one)).status_code == 200
    opened_one.refresh_from_db()
    assert opened_one.asked_from == ""
    assert begin(client, email="c@example.org").status_code == 302


def test_what_nobody_opens_is_deleted_after_two_weeks(client):
    begin(client)
    dossier = Dossier.objects.get()
    with clock.moved_to(clock.now() + application_links.UNOPENED + dt.timedelta(hours=1)):
        page = client.get(own(dossier))
        assert page.status_code == 410
        assert "Nobody opened this link for 14 days" in page.text
        assert applying.forget_ended() == 1
    assert not Dossier.objects.exists()


# Writing ------------------------------------------------------------------------------------------


def test_field_is_saved_as_it_is_typed(client, dossier):
    name = question()
    answer = client.post(f"{own(dossier)}save/", {name: "A fund.", f"was-{name}": ""})
    assert f'id="was-{name}"' in answer.text
    assert "Saved" in answer.text
    assert "A fund." in client.get(own(dossier)).text


def test_each_save_tells_what_is_not_answered_yet(client, dossier):
    one, two = Question.objects.get(edition=1, number=1), Question.objects.get(edition=1, number=2)
    listed = client.post(f"{own(dossier)}save/", {one.key: "A fund.", f"was-{one.key}": ""}).text
    missing = listed[listed.index('id="missing"') :]
    assert (one.text in missing, two.text in missing) == (False, True)
    assert "All questions are answered." in client.post(f"{own(dossier)}save/", everything()).text


def everything():
    names = [question.key for question in Question.objects.all()]
    return dict.fromkeys([*names, "head-name", "focal-name", "alternate-name"], "x") | dict.fromkeys(
        ["head-email", "focal-email", "alternate-email"], "x@example.org"
    )


def test_two_who_write_in_different_places_lose_nothing(client, dossier):
    one, two = question(1), question(2)
    page = {f"was-{one}": "", f"was-{two}": "", one: "", two: ""}
    client.post(own(dossier), page | {one: "From Ana."})
    client.post(own(dossier), page | {two: "From Ben."})
    dossier.refresh_from_db()
    assert (said(dossier, one), said(dossier, two)) == ("From Ana.", "From Ben.")


def test_two_who_write_in_the_same_place_see_both_texts(client, dossier):
    name, other = question(1), question(2)
    client.post(own(dossier), {name: "From Ana.", f"was-{name}": ""})
    typed = {name: "From Ben.", f"was-{name}": "", other: "More.", f"was-{other}": "", "hand_in": "yes"}
    page = client.post(own(dossier), typed)
    assert "From Ana." in page.text
    assert "From Ben." in page.text
    dossier.refresh_from_db()
    assert dossier.words == {name: rich.clean("From Ana."), other: rich.clean("More.")}
    assert dossier.application is None  # first they bring it together
    saved = client.post(f"{own(dossier)}save/", {name: "From Ben.", f"was-{name}": ""})
    assert "Not saved" in saved.text
    shown = escape(rich.clean("From Ana."))  # both are seen: Save is enough
    assert f'id="was-{name}" name="was-{name}" value="{shown}"' in saved.text
    client.post(own(dossier), {name: "From both.", f"was-{name}": rich.clean("From Ana.")})
    dossier.refresh_from_db()
    assert said(dossier, name) == "From both."


def test_text_with_lines_is_the_same_whatever_way_the_browser_ends_them(client, dossier):
    name = question()
    client.post(own(dossier), {name: "One\r\nTwo", f"was-{name}": ""})
    client.post(own(dossier), {name: "One\nTwo\nThree", f"was-{name}": "One\r\nTwo"})
    dossier.refresh_from_db()
    assert said(dossier, name) == "One\nTwo\nThree"


def test_field_that_the_page_does_not_have_is_let_go(client, dossier):
    client.post(own(dossier), {"anything": "x" * 1000, "head-name": "Hanna Head"})
    dossier.refresh_from_db()
    assert dossier.words == {"head-name": "Hanna Head"}


def test_text_that_is_too_long_is_refused_and_shown_again(client, dossier):
    page = client.post(own(dossier), {question(): "long " * 5000})
    assert "the limit is 20000" in page.text
    assert "long long" in page.text
    dossier.refresh_from_db()
    assert dossier.words == {}


def test_files_are_attached_taken_out_and_judged(client, dossier):
    good, bad = SimpleUploadedFile("a.pdf", b"%PDF-1.7"), SimpleUploadedFile("b.exe", b"MZ")
    page = client.post(own(dossier), {"files": [good, bad], question(): "Kept."})
    assert "not a kind of file that can be uploaded" in page.text
    dossier.refresh_from_db()
    assert said(dossier, question()) == "Kept."
    file = dossier.files.get()
    answer = client.get(f"{own(dossier)}file/{file.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    other = factories.dossier("Other", "o@example.org")
    assert client.get(f"{own(other)}file/{file.pk}/").status_code == 404
    client.post(own(dossier), {"remove": file.pk})
    assert not dossier.files.exists()


# Handing in ---------------------------------------------------------------------------------------


def test_handed_in_it_is_an_application_with_its_answers_and_people(client, dossier):
    sam = factories.secretariat(email="sam@example.org")
    typed = {question(): "A fund.", "head-name": "Hanna Head", "head-email": "hanna@example.org"}
    client.post(own(dossier), typed | {"hand_in": "yes"})
    application = Application.objects.get()
    assert (application.applicant, application.outcome) == ("Agency for Islands", "received")
    assert application.received.iso == clock.today().isoformat()
    assert application.edition_id == 1
    answers = list(application.answers.all())
    assert (rich.plain(answers[0].text), len(answers)) == ("A fund.", Question.objects.count())
    head = application.candidates.get()
    assert (head.role, head.name, head.email) == ("principal", "Hanna Head", "hanna@example.org")
    assert [letter.to for letter in mails()] == [["ana@example.org"], [sam.email]]
    page = client.get(own(dossier))
    assert "submitted on" in page.text
    assert "<textarea" not in page.text


def test_address_that_is_none_is_told_beside_its_field_and_nothing_is_lost(client, dossier):
    typed = {question(): "A fund.", "focal-name": "Fay", "focal-email": "fay at islands", "hand_in": "yes"}
    page = client.post(own(dossier), typed, follow=True).text
    assert "Focal point: Enter a complete e-mail address, such as name@example.org." in page
    assert 'id="wrong-focal-email"' in page
    assert 'value="fay at islands"' in page
    assert not Application.objects.exists()
    client.post(own(dossier), {"focal-email": "fay@islands.example", "was-focal-email": "fay at islands"})
    client.post(own(dossier), {"hand_in": "yes"})
    assert rich.plain(Application.objects.get().answers.get(position=0).text) == "A fund."


def test_handed_in_twice_it_is_one_application_and_says_so(client, dossier):
    client.post(own(dossier), {"hand_in": "yes"})
    page = client.post(own(dossier), {"hand_in": "yes", question(): "Late words."})
    assert "can no longer be changed" in page.text or "already been submitted" in page.text
    assert Application.objects.count() == 1
    with pytest.raises(Refused, match="already been submitted"):
        applying.hand_in(dossier)
    assert Application.objects.count() == 1
    assert not Application.objects.get().answers.exclude(text="").exists()


def test_two_agencies_of_one_name_on_one_day_are_two_applications(dossier):
    applying.hand_in(dossier)
    applying.hand_in(factories.dossier("agency for islands", "other@example.org"))
    assert Application.objects.count() == 2


def test_what_is_missing_is_asked_added_and_handed_in_again(client, dossier):
    applying.hand_in(dossier)
    application = Application.objects.get()
    with pytest.raises(Refused, match="say what is missing"):
        applying.ask_for_missing(application, what=" ")
    applying.ask_for_missing(application, what="Your statutes.\nAnd figures.")
    assert "    Your statutes.\n    And figures." in mails()[-1].body
    page = client.get(own(dossier))
    assert "Your statutes." in page.text
    client.post(own(dossier), {question(): "Here.", "hand_in": "yes"})
    assert rich.plain(application.answers.first().text) == "Here."
    assert Application.objects.count() == 1
    dossier.refresh_from_db()
    assert not dossier.is_open


def test_applicant_withdraws(client, dossier):
    applying.hand_in(dossier)
    page = client.post(f"{own(dossier)}withdraw/", follow=True)
    assert "has been withdrawn" in page.text
    assert Application.objects.get().outcome == "withdrawn"


def test_what_was_never_handed_in_is_gone_when_it_is_given_up(client, dossier):
    assert client.post(f"{own(dossier)}withdraw/").url == "/apply/"
    assert not Dossier.objects.exists()
    assert client.get(own(dossier)).status_code == 410


# Editions -----------------------------------------------------------------------------------------


def next_edition(day, questions=("New question?", "What do you do on migration?")):
    return criteria_actions.write_edition(
        holds_from=day, questions=list(questions), criteria=[("Useful", "")], by=factories.secretariat()
    )


def test_application_is_judged_by_the_edition_in_force_when_it_was_handed_in(dossier):
    today = clock.today()
    late = factories.dossier("Late", "late@example.org")
    next_edition(today + dt.timedelta(days=2))
    application = applying.hand_in(dossier)
    with clock.moved_to(today + dt.timedelta(days=3)):
        assert Edition.objects.judging(application).number == 1
        later = applying.hand_in(late)
    assert Edition.objects.judging(later).number == 2
    assert [one.title for one in Criterion.objects.judging(later)] == ["Useful"]


def test_answer_goes_on_with_its_question_in_the_next_edition(client, dossier):
    applying.write(dossier, {question(1): "Old words.", question(2): "Much."}, was={})
    next_edition(clock.today())
    page = client.get(own(dossier))
    assert [(field.label, rich.plain(field.text)) for field in page.context["questions"]] == [
        ("New question?", ""),
        ("What do you do on migration?", "Much."),
        ("Who are you, and what is your mandate?", "Old words."),
    ]


# The end of the link ------------------------------------------------------------------------------


def test_link_ends_half_a_year_after_the_end_and_says_why(client, dossier):
    reviewing.withdraw(applying.hand_in(dossier))
    with clock.moved_to(clock.now() + application_links.AFTERWARDS - dt.timedelta(days=1)):
        assert client.get(own(dossier)).status_code == 200
    with clock.moved_to(clock.now() + application_links.AFTERWARDS + dt.timedelta(days=1)):
        page = client.get(own(dossier))
        assert page.status_code == 410
        assert "This application is closed (withdrawn)" in page.text
        assert client.post(f"{own(dossier)}save/", {question(): "x"}).status_code == 410
        assert applying.forget_ended() == 1
        assert applying.forget_ended() == 0
    dossier.refresh_from_db()
    assert (dossier.email, dossier.words) == ("", {})


def test_addresses_of_what_was_settled_leave_the_mail_too(mail_in_rows):
    """But for whom the Group knows otherwise: of an admitted agency, who came into the register."""
    applying.ask_for_link(email="fina@fao.example", applicant="FAO", sender="192.0.2.1")
    dossier = Dossier.objects.get()
    words = {"head-name": "H", "head-email": "head@fao.example", "focal-email": "known@fao.example"}
    applying.write(dossier, words, was={})
    application = applying.hand_in(dossier)
    application.remarks.create(text="Ask fina@fao.example or known@fao.example.")
    factories.user(email="known@fao.example")
    reviewing.withdraw(application)
    assert Mail.objects.addressed_to("fina@fao.example").count() == 2
    with clock.moved_to(clock.now() + application_links.AFTERWARDS + dt.timedelta(days=1)):
        applying.forget_ended()
    assert {tuple(mail.to) for mail in Mail.objects.filter(private=True)} == {("[removed]",)}
    assert not Mail.objects.filter(private=True).exclude(text="").exists()
    assert application.remarks.get().text == "Ask [removed] or known@fao.example."


def test_what_was_never_handed_in_leaves_no_address_and_touches_nothing_else(mail_in_rows):
    """Whoever asks for a link can give an address that is not theirs."""
    Organization.objects.create(name="Caritas", note="Ask info@caritas.example.")
    applying.ask_for_link(email="info@caritas.example", applicant="Mischief", sender="192.0.2.1")
    applying.ask_for_link(email="known@x.example", applicant="More", sender="192.0.2.1")
    factories.user(email="known@x.example")
    with clock.moved_to(clock.now() + application_links.UNUSED + dt.timedelta(days=1)):
        assert applying.forget_ended() == 2
    assert sorted(mail.to for mail in Mail.objects.all()) == [["[removed]"], ["known@x.example"]]
    assert Organization.objects.get().note == "Ask info@caritas.example."


def test_what_nobody_writes_in_is_put_away(client, dossier):
    with clock.moved_to(clock.now() + application_links.UNUSED + dt.timedelta(days=1)):
        assert client.get(own(dossier)).status_code == 410
        assert applying.forget_ended() == 1
    assert not Dossier.objects.exists()


def test_broken_link_says_what_to_do(client, dossier):
    page = client.get(f"{own(dossier)[:-4]}/")
    assert page.status_code == 410
    assert "link is incomplete" in page.text


@pytest.mark.django_db(transaction=True)
def test_secretariat_that_asks_and_applicant_who_withdraws_at_once_do_not_wait_for_each_other():
    factories.first_edition()
    for number in range(10):
        dossier = factories.dossier(f"Agency {number}", f"writer{number}@example.org")
        application = applying.hand_in(dossier)
        results = at_once(
            lambda one=application: applying.ask_for_missing(one, what="Your statutes."),
            lambda one=dossier: applying.withdraw(one),
        )
        wrong = [one for one in results if isinstance(one, Exception) and not isinstance(one, Refused)]
        assert not wrong
