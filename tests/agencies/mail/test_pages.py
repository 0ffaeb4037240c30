"""The secretariat's page of mail: what became of each, why it did not go, and the button to send it again."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.core.mail import send_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.accounts import actions as account_actions
from agencies.mail import actions as mail_actions
from agencies.models import User
from agencies.people.mail import tell
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import recall, summaries
from foundation.models import Job, Mail, Portal
from foundation.portal import demo, facts
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from tests import factories

pytestmark = pytest.mark.django_db

TEMPLATE = "meetings/proposals/mail/proposal_withdrawn.txt"


@pytest.fixture
def sam(client):
    sam = factories.secretariat(name="Sam Secretary")
    client.force_login(sam)
    return sam


def tell_people(*people, subject="Withdrawn", **values):
    values = {
        "context": {"proposal": {"title": "Data"}},
        "why": "You receive this e-mail because you are a focal point of UNDP.",
    } | values
    tell(people, subject=subject, template=TEMPLATE, **values)
    return Mail.objects.first()


def run_jobs():
    for job in Job.objects.due():
        outbox.do(job.pk)


def test_mail_is_found_by_state_address_and_subject(client, server, sam):
    server.says_of = {"gone@example.org": "550 No such person"}
    tell_people("ana@example.org", "gone@example.org", subject="First")
    run_jobs()
    tell_people("ben@example.org", subject="Second")
    tell_people("cleo@example.org", subject="Third", batch="third")
    recall.recall("third")

    def found(**query):
        return {(one.subject, one.to[0].partition("@")[0], one.state) for one in listed(**query)}

    def listed(**query):
        return client.get("/mail/", query).context["object_list"]

    everything = {
        ("First", "ana", "sent"), ("First", "gone", "failed"), ("Second", "ben", "waits"),
        ("Third", "cleo", "taken_back"),
    }  # fmt: skip
    assert found() == everything
    for state in Mail.State.values:
        assert found(state=state) == {one for one in everything if one[2] == state}
    assert found(q="BEN@example") == {("Second", "ben", "waits")}
    assert found(q="first gone") == {("First", "gone", "failed")}
    assert found(q="first", state="waits") == set()
    assert "No e-mails found for “first”" in client.get("/mail/?q=first&state=waits").text
    assert "The mail server refused this message: 550 No such person" in client.get("/mail/").text


@pytest.mark.parametrize("state", ["", "failed"])
def test_list_takes_the_same_number_of_queries_for_few_and_many_and_has_pages(
    client, mail_in_rows, sam, state
):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/mail/", {"state": state})
        return len(captured), page

    tell_people("a@example.org")
    Job.objects.update(failed_at=clock.now())
    queries()
    few, _ = queries()
    for number in range(60):
        tell_people(f"a{number}@example.org")
    Job.objects.update(failed_at=clock.now())
    many, page = queries()
    assert few == many
    assert f"?page=2{'&amp;state=failed' if state else ''}" in page.text


def test_mail_reads_as_text_and_as_html_that_can_do_nothing(client, mail_in_rows, sam):
    mail = tell_people("ana@example.org", context={"proposal": {"title": "<img src=x onerror=alert(1)>"}})
    page = client.get(f"/mail/{mail.pk}/").text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img" not in page
    assert 'sandbox srcdoc="&lt;!doctype html&gt;' in page
    assert "You receive this e-mail because you are a focal point of UNDP." in page


def test_text_of_mail_with_a_personal_link_is_shown_in_the_demo_only(client, mail_in_rows, sam):
    account_actions.invite(User.objects.create_user("new@example.org"), by=sam)
    mail = Mail.objects.get()
    page = client.get(f"/mail/{mail.pk}/").text
    assert "The text is hidden" in page
    assert "/invitation/" not in page
    assert "/invitation/" not in client.get("/mail/").text
    demo.mark()
    assert "/invitation/" in client.get(f"/mail/{mail.pk}/").text


def test_link_to_a_new_password_is_private(client, mail_in_rows, django_capture_on_commit_callbacks):
    factories.user(email="ana@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/password/forgotten/", {"email": "ana@example.org"})
        for job in Job.objects.due().filter(kind="password-reset"):
            outbox.do(job.pk)
    mail = Mail.objects.get()
    assert mail.private
    assert (mail.text, mail.html) == ("", "")  # it was sent


def test_refused_mail_is_sent_again_by_the_button_and_arrives(client, server, sam):
    server.says_of = {"ana@example.org": "550 The mailbox is full"}
    mail = tell_people("ana@example.org")
    run_jobs()
    page = client.get(f"/mail/{mail.pk}/").text
    assert "The mail server refused this message: 550 The mailbox is full" in page
    assert "Send again" in page
    server.says_of = {}
    assert "The e-mail will be sent again." in client.post(f"/mail/{mail.pk}/again/", follow=True).text
    run_jobs()
    assert len(server.got) == 1
    assert "sent twice" in client.get(f"/mail/{mail.pk}/").text
    assert LogEntry.objects.get_for_object(mail).get().actor == sam


def test_mail_given_up_after_three_days_has_the_button(client, settings, server, sam):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mail = tell_people("ana@example.org")
    for days in (0, 3.1):
        with clock.moved_to(clock.now() + dt.timedelta(days=days)):
            run_jobs()
    settings.EMAIL_PORT = port
    assert Mail.objects.with_job().get().state == "failed"
    client.post(f"/mail/{mail.pk}/again/")
    run_jobs()
    assert Mail.objects.with_job().get().state == "sent"
    assert len(server.got) == 1


def test_what_was_sent_goes_again_only_by_the_button_and_is_another_mail_then(client, server, sam):
    mail = tell_people("ana@example.org")
    run_jobs()
    outbox.put("mail", mail.pk)
    run_jobs()
    assert len(server.got) == 1
    for _ in range(2):  # pressed twice
        answer = client.post(f"/mail/{mail.pk}/again/", follow=True)
    assert "already waiting to be sent" in answer.text
    run_jobs()
    first, second = (message["Message-ID"] for _, message in server.got)
    assert first != second


def test_what_was_taken_back_or_went_within_a_summary_is_not_sent_again(mail_in_rows, sam):
    mail = tell_people("ana@example.org", batch="b")
    recall.recall("b")
    with pytest.raises(Refused, match="cancelled"):
        mail_actions.send_again(mail, by=sam)
    part = tell_people(factories.user(mails=User.Mails.DAILY))
    with pytest.raises(Refused, match="already waiting to be sent"):
        mail_actions.send_again(part, by=sam)
    with clock.moved_to(clock.now() + dt.timedelta(days=2)):
        summaries.send_due()
    with pytest.raises(Refused, match="summary"):
        mail_actions.send_again(part, by=sam)


def test_bounce_is_marked_by_hand_and_stands_among_what_failed(client, server, sam):
    mail = tell_people("ana@example.org")
    path = f"/mail/{mail.pk}/returned/"
    answer = client.post(path, {"source": "provider", "words": "She has left."}, follow=True)
    assert "has not been sent yet" in answer.text
    assert "She has left." in answer.text
    run_jobs()
    assert "Please fill this in." in client.post(path, {"source": "hand"}).text
    answer = client.post(path, {"source": "provider", "words": "She has left."}, follow=True)
    assert "Reported by the provider: She has left." in answer.text
    [one] = client.get("/mail/?state=failed").context["object_list"]
    assert one.pk == mail.pk
    assert "1 e-mail of the last few days was not delivered." in [one.sentence for one in awaited(sam)]
    client.post(f"/mail/{mail.pk}/again/")
    assert Mail.objects.with_job().get().state == "waits"


def test_mail_written_by_anything_else_is_there_too(client, mail_in_rows, sam):
    send_mail("Plain", "Words", None, ["ana@example.org"])
    mail = Mail.objects.get()
    assert "Words" in client.get(f"/mail/{mail.pk}/").text
    assert "Show as HTML" not in client.get(f"/mail/{mail.pk}/").text


def test_mail_stands_in_the_menu_of_those_who_may_read_it(client, sam):
    assert 'href="/mail/"' in client.get("/").text
    client.force_login(factories.person_of("ILO"))
    assert 'href="/mail/"' not in client.get("/").text


def test_first_mail_is_explained(client, sam):
    assert "No e-mails yet." in client.get("/mail/").text
    assert "No e-mails have failed." in client.get("/mail/?state=failed").text


def test_the_secretariat_is_told_for_a_week_that_the_clock_was_set_back(sam):
    Portal.objects.update_or_create(
        only=True,
        defaults={
            "set_back_at": dt.datetime(2026, 12, 1, 9, 5, tzinfo=dt.UTC),
            "set_back_by": dt.timedelta(hours=1),
        },
    )
    said = "The clock of the server was set back by 60 minutes on 1 December 2026 at 10:05."
    with clock.moved_to(dt.date(2026, 12, 3)):
        facts.forget()
        assert [one for one in awaited(sam) if one.sentence.startswith(said)]
    with clock.moved_to(dt.date(2026, 12, 9)):
        facts.forget()
        assert not [one for one in awaited(sam) if one.sentence.startswith(said)]
