"""The summary of the day: everything in one mail at eight, once, whatever was missed."""

import datetime as dt

import pytest

from agencies.mail.tasks import send_summaries
from agencies.models import User
from agencies.people import actions as people_actions
from agencies.people.mail import tell
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import summaries
from foundation.models import Job, Mail
from foundation.portal import demo
from tests import factories

pytestmark = pytest.mark.django_db

TEMPLATE = "meetings/proposals/mail/proposal_declined.txt"
NOON = dt.datetime(2007, 3, 1, 11, tzinfo=dt.UTC)
SEVEN = dt.datetime(2007, 3, 2, 6, 59, tzinfo=dt.UTC)
EIGHT = dt.datetime(2007, 3, 2, 7, 0, 1, tzinfo=dt.UTC)
INVITATION = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"


@pytest.fixture
def ana():
    return factories.user(email="ana@example.org", mails=User.Mails.DAILY)


def tell_people(*people, title="Data", **values):
    return tell(
        people, subject=f"Declined: {title}", template=TEMPLATE, context={"proposal": {"title": title}},
        why="You receive this e-mail because you are a focal point of UNDP.",
        link=f"https://gmg.example/{title}", **values,
    )  # fmt: skip


def run_jobs():
    for job in Job.objects.due():
        outbox.do(job.pk)


def run():
    """A worker that has had all the time it wants."""
    for _ in range(2):
        summaries.send_due()
        run_jobs()


def test_who_wants_one_mail_a_day_gets_one_at_eight(server, ana):
    demo.mark()
    ben = factories.user(email="ben@example.org")
    with clock.moved_to(NOON):
        tell_people(ana, ben)
        tell_people(ana, title="Youth")
        run()
        assert [to for to, _ in server.got] == [["ben@example.org"]]
    with clock.moved_to(SEVEN):
        run()
        assert len(server.got) == 1
    with clock.moved_to(EIGHT):
        run()
    [_, (to, message)] = server.got
    assert to == ["ana@example.org"]
    assert message["Subject"] == "2 messages from the portal"
    text = message.get_body(["plain"]).get_content()
    for words in (
        "Declined: Data",
        "Declined: Youth",
        "https://gmg.example/Data",
        "https://gmg.example/Youth",
    ):
        assert text.count(words) == 1
    assert text.count(demo.words()) == 1
    assert text.count("You receive this e-mail because you are a focal point of UNDP.") == 2
    assert "You receive this e-mail because you chose to get one e-mail a day" in text
    assert "<h2>Declined: Youth</h2>" in message.get_body(["html"]).get_content()


def test_after_a_pause_everything_comes_in_one_and_nothing_twice(server, ana):
    with clock.moved_to(NOON):
        tell_people(ana)
    with clock.moved_to(EIGHT + dt.timedelta(hours=2)):  # no worker at eight
        tell_people(ana, title="Later")
        run()
        run()
        assert [message["Subject"] for _, message in server.got] == ["Declined: Data"]
    with clock.moved_to(EIGHT + dt.timedelta(days=4)):
        tell_people(ana, title="Latest")
        run()
        assert len(server.got) == 2
        assert Mail.objects.unsent().count() == 1  # the latest one


def test_invitation_and_what_is_private_come_at_once(server, ana):
    tell_people(ana, calendar=INVITATION)
    tell_people(ana, private=True)
    run_jobs()
    assert len(server.got) == 2


def test_each_chooses_for_themselves_and_what_was_kept_then_goes(client, server, ana):
    tell_people(ana)
    tell_people(ana, batch="pressed", title="Pressed")
    client.force_login(ana)
    assert "checked" in client.get("/me/").text
    answer = client.post("/me/mail/", {"mails": "at_once"}, follow=True)
    assert "Your choice was saved." in answer.text
    run_jobs()
    run()
    assert [message["Subject"] for _, message in server.got] == ["Declined: Data"]
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        run()
    assert len(server.got) == 2
    client.post("/me/mail/", {"mails": "daily"})
    tell_people(User.objects.get(pk=ana.pk))
    run_jobs()
    assert len(server.got) == 2


def test_choice_that_is_none_changes_nothing(client, ana):
    client.force_login(ana)
    assert "Nothing was changed" in client.post("/me/mail/", {"mails": "never"}, follow=True).text
    ana.refresh_from_db()
    assert ana.mails == User.Mails.DAILY


def test_choice_of_one_leaves_what_is_kept_for_another(mail_in_rows, ana):
    other = factories.user(mails=User.Mails.DAILY)
    tell_people(ana, other)
    people_actions.choose_mails(other, mails="at_once")
    assert Mail.objects.get(to=["ana@example.org"]).for_summary


def test_what_waits_goes_to_the_new_address(server, ana):
    with clock.moved_to(NOON):
        tell_people(ana)
        people_actions.change_person(ana, name="Ana", email="ana@new.example", phone="")
    with clock.moved_to(EIGHT):
        run()
    told = {
        to[0] for to, message in server.got if message["Subject"] == "Your e-mail address has been changed"
    }
    assert told == {"ana@example.org", "ana@new.example"}
    assert [to for to, message in server.got if to[0] not in told or "changed" not in message["Subject"]] == [
        ["ana@new.example"]
    ]


def test_what_waits_for_who_acts_for_no_agency_any_more_is_taken_back(server, ana):
    factories.appointment(ana, "UNDP", ends="2007-03-01")
    ben, cal = (factories.user(email=f"{one}@example.org", mails=User.Mails.DAILY) for one in ("ben", "cal"))
    factories.appointment(ben, "UNDP")
    with clock.moved_to(NOON):
        tell_people(ana, ben, cal)
    with clock.moved_to(EIGHT):
        send_summaries()
        run_jobs()
    assert sorted(to for to, _ in server.got) == [["ben@example.org"], ["cal@example.org"]]
    assert Mail.objects.get(to=["ana@example.org"]).recalled_at
