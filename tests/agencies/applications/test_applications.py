"""Applications: who reads them, how they are entered, listed and withdrawn, and what awaits whom."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.applications.actions import applying, reviewing
from agencies.applications.awaiting import awaiting
from agencies.applications.progress import steps
from agencies.models import Application, Consideration, Criterion
from foundation.dates import clock
from foundation.models import Mail
from foundation.text import rich
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def test_members_and_chair_read_and_the_secretariat_reviews(client, application):
    read = ["/applications/", f"/applications/{application.pk}/"]
    review = ["/applications/add/", f"/applications/{application.pk}/change/"]
    verbs = [f"/applications/{application.pk}/{verb}/" for verb in ("review", "withdraw")]

    def answers():
        got = [client.get(address).status_code for address in [*read, *review]]
        return got, {client.post(address).status_code for address in [*verbs, read[1]]}

    factories.term("IOM", "2007-01-01", "2007-06-30")
    assert answers() == ([302] * 4, {302})
    with clock.moved_to(dt.date(2007, 3, 1)):
        client.force_login(factories.person_of("ILO"))
        assert answers() == ([403] * 4, {403})  # an agency that is no member
        factories.membership("UNDP", "2006")
        client.force_login(factories.person_of("UNDP"))
        assert answers() == ([200, 200, 403, 403], {403})
        client.force_login(factories.person_of("IOM"))
        assert answers() == ([200, 200, 403, 403], {403})
    with clock.moved_to(dt.date(2007, 7, 1)):  # after its term
        assert answers() == ([403] * 4, {403})
    client.force_login(factories.secretariat())
    assert answers() == ([200] * 4, {200, 302})
    assert client.get("/applications/999999/").status_code == 404


def test_chair_sees_the_assessment_and_no_form(client, application):
    criterion = Criterion.objects.first()
    reviewing.assess(
        application, criterion, finding="partly", evidence="Annex 2", revision=0, by=factories.secretariat()
    )
    factories.term("IOM", "2007-01-01", "2007-06-30")
    with clock.moved_to(dt.date(2007, 3, 1)):
        client.force_login(factories.person_of("IOM"))
        page = client.get(f"/applications/{application.pk}/")
    assert "Annex 2" in page.text
    assert "Partly" in page.text
    assert "Save assessment" not in page.text
    assert "Record decision" in page.text  # which the chair writes down at the meeting


def test_application_that_came_by_mail_is_entered_with_its_answers(client, secretariat):
    response = client.post(
        "/applications/add/", {"applicant": "IFAD", "received": "2007-03", "answer_0": "A fund."}
    )
    application = Application.objects.get()
    assert response.url == f"/applications/{application.pk}/"
    assert application.outcome == "received"
    assert [answer.question for answer in application.answers.all()] == list(factories.QUESTIONS)
    assert "A fund." in client.get(response.url).text
    client.post(
        f"{response.url}change/", {"applicant": "IFAD", "received": "2007-03-02", "answer_1": "Its head."}
    )
    assert [rich.plain(answer.text) for answer in application.answers.all()][:2] == ["", "Its head."]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"applicant": "", "received": "2007"}, "applicant"),
        ({"applicant": "WTO", "received": "2007-13"}, "received"),
        ({"applicant": "ifad", "received": "2007-03-01"}, "received"),
    ],
)
def test_application_form_keeps_what_was_typed(client, secretariat, application, typed, field):
    response = client.post("/applications/add/", typed | {"answer_3": "Much work."})
    assert list(response.context["form"].errors) == [field]
    assert "Much work." in response.text
    assert Application.objects.count() == 1


def test_application_goes_under_review_once(client, secretariat, application):
    client.post(f"/applications/{application.pk}/review/")
    application.refresh_from_db()
    assert application.outcome == "under_review"
    page = client.post(f"/applications/{application.pk}/review/", follow=True)
    assert "can no longer become “under review”" in page.text
    today = clock.today()
    assert [(step.words, step.date, step.taken) for step in steps(application)] == [
        ("Submitted", "1 March 2007", True),
        ("Under review", f"{today:%-d %B %Y}", True),
        ("Decision of the Group", "", False),
    ]


def test_application_is_withdrawn(client, secretariat, application):
    client.post(f"/applications/{application.pk}/withdraw/")
    application.refresh_from_db()
    assert not application.is_pending
    with pytest.raises(Refused):
        reviewing.take_under_review(application)


def test_applicant_is_told_when_the_members_read_it_and_nothing_from_inside(client, secretariat):
    application = applying.hand_in(factories.dossier("Agency for Islands"))
    reviewing.remark(application, text="We are for it.", agency=None, by=secretariat)
    mail.outbox.clear()
    client.post(f"/applications/{application.pk}/review/")
    (letter,) = mail.outbox
    assert letter.to == ["writer@example.org"]
    assert (
        "The members of the Global Migration Group are now reading the application of Agency for Islands"
        in letter.body
    )
    assert "/apply/" in letter.body
    assert "We are for it." not in letter.body
    assert secretariat.name not in letter.body


def test_what_applicants_are_promised_of_mail_is_what_they_get(client):
    applying.hand_in(factories.dossier())
    for words in (client.get("/apply/").text, mail.outbox[0].body):
        assert "each step" not in words
        assert "when the members read it and when the Group has decided" in words


def test_withdrawal_is_asked_first_and_told_in_a_minute_or_taken_back(client, secretariat, mail_in_rows):
    application = applying.hand_in(factories.dossier())
    reviewing.take_under_review(application)
    address = f"/applications/{application.pk}/"
    page = client.get(address).text
    assert page.index("Record a withdrawal</summary>") < page.index("Record withdrawal</button>")
    page = client.post(f"{address}withdraw/", follow=True).text
    (letter,) = Mail.objects.filter(subject="Your application has been withdrawn")
    assert letter.to == ["writer@example.org"]
    assert letter.due_at > clock.now()
    assert "1 person will be notified in a minute" in page
    client.force_login(factories.person_of("IOM"))
    assert client.post(f"{address}withdraw/take-back/").status_code == 403
    client.force_login(secretariat)
    page = client.post(f"{address}withdraw/take-back/", follow=True).text
    assert "The application is under review again." in page
    assert [step.words for step in steps(Application.objects.get())] == [
        "Submitted",
        "Under review",
        "Decision of the Group",
    ]
    letter.refresh_from_db()
    assert letter.recalled_at
    client.post(f"{address}withdraw/")
    Mail.objects.filter(recalled_at=None).update(sent_at=clock.now())
    assert "too late" in client.post(f"{address}withdraw/take-back/", follow=True).text
    assert Application.objects.get().outcome == "withdrawn"


def test_applicant_who_withdraws_by_itself_needs_no_mail_of_it(mail_in_rows):
    dossier = factories.dossier()
    applying.hand_in(dossier)
    applying.withdraw(dossier)
    assert not Mail.objects.filter(subject="Your application has been withdrawn").exists()


def test_all_applications_ever_are_listed(client, secretariat, history):
    factories.application("IFAD", "2008")
    page = client.get("/applications/")
    assert [one.applicant for one in page.context["pending"]] == ["IFAD"]
    assert len(page.context["settled"]) == 3
    assert "in the term of IOM, January to June 2007" in page.text


def test_list_asks_the_database_as_often_for_many_as_for_few(client, secretariat):
    def more(first, last):
        for number in range(first, last):
            application = factories.application(f"A{number}")
            Consideration.objects.create(application=application, position=0, date=factories.date("2007"))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/applications/")
        return len(asked)

    more(0, 3)
    before = queries()
    more(3, 20)
    assert queries() == before


def awaited_sentences(person):
    return [awaited.sentence for awaited in awaiting(person) if awaited.place == 40]


def test_applications_await_the_secretariat(secretariat):
    now = {"moved_at": clock.now()}
    factories.application("A", **now)
    factories.application("B", outcome="under_review", **now)
    assessed = factories.application("C", outcome="under_review", **now)
    factories.application("D", outcome="offered", **now)
    factories.application("E", outcome="declined", **now)
    criterion = Criterion.objects.first()
    reviewing.assess(assessed, criterion, finding="met", evidence="", revision=0, by=secretariat)
    assert awaited_sentences(secretariat) == [
        "A has applied for membership. Its application is not under review yet.",
        "The application of B is under review but not assessed yet.",
        "D has been offered membership, but is not admitted yet.",
    ]
    assert awaited_sentences(factories.person_of("IOM")) == []


def test_application_without_movement_for_30_days_stands_on_the_desk(secretariat, application):
    reviewing.take_under_review(application)
    criterion = Criterion.objects.first()
    reviewing.assess(application, criterion, finding="met", evidence="", revision=0, by=secretariat)
    with clock.moved_to(clock.now() + dt.timedelta(days=29)):
        assert awaited_sentences(secretariat) == []
    with clock.moved_to(clock.now() + dt.timedelta(days=30)):
        assert awaited_sentences(secretariat) == [
            "The application of IFAD is still pending. Nothing has happened for 30 days."
        ]
        reviewing.remark(application, text="We are for it.", agency=None, by=secretariat)
        assert awaited_sentences(secretariat) == []


def test_list_tells_the_time_and_finds(client, secretariat):
    old = factories.application("WTO", "2007-03-01", "declined")
    Consideration.objects.create(application=old, position=0, date=factories.date("2007-03-31"))
    factories.application("IFAD", "2007-04-01")
    page = client.get("/applications/")
    assert [one.days for one in page.context["settled"]] == [30]
    assert "30 days" in page.text
    assert not client.get("/applications/?q=wto").context["pending"]
    assert not client.get("/applications/?state=received").context["settled"]
    assert "No applications found" in client.get("/applications/?q=nobody").text


@pytest.mark.parametrize(
    ("received", "words"),
    [("2007-06-09", "in the future"), ("2007-07", "in the future"), ("2008", "in the future")],
)
def test_first_entry_and_correction_refuse_a_day_that_has_not_come(client, secretariat, received, words):
    with clock.moved_to(dt.date(2007, 6, 8)):
        known = factories.application(received="2007-03-01")
        for address in ("/applications/add/", f"/applications/{known.pk}/change/"):
            page = client.post(address, {"applicant": "WTO", "received": received})
            assert words in str(page.context["form"].errors["received"])
            assert f'value="{received}"' in page.text
        for verb in (
            lambda: reviewing.enter_application(applicant="WTO", received=factories.date(received)),
            lambda: reviewing.change_application(
                known,
                applicant="WTO",
                received=factories.date(received),
                agency=None,
                answers=[],
                candidates={},
            ),
        ):
            with pytest.raises(Refused, match=words):
                verb()
        known.refresh_from_db()
        assert known.received.iso == "2007-03-01"


def test_application_is_not_received_after_the_group_considered_it(client, secretariat):
    known = factories.application(received="2007-03-01")
    known.considerations.create(position=0, date=factories.date("2007-05"))
    address = f"/applications/{known.pk}/change/"
    page = client.post(address, {"applicant": "IFAD", "received": "2007-06-01"})
    assert "The Group considered the application on May 2007" in str(page.context["form"].errors["received"])
    assert client.post(address, {"applicant": "IFAD", "received": "2007-05-20"}).status_code == 302
