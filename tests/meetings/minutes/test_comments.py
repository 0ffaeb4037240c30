"""Comments on minutes: changed and withdrawn until they are answered; and agencies that have none."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from foundation.dates import clock
from foundation.text import rich
from meetings.minutes import actions as minutes_actions
from meetings.minutes.awaiting import awaiting
from meetings.models import Comment, Meeting, MinutesRead
from tests import factories
from tests.foundation.history import pages as history

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """UNICEF in the chair, UNDP and ILO members; minutes of yesterday that are circulated."""
    with clock.moved_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)):
        for acronym in ("UNICEF", "UNDP", "ILO"):
            factories.membership(acronym, "2006")
        factories.term("UNICEF", "2026-07-01", "2026-12-31")

        class Group:
            chair = factories.person_of("UNICEF", name="Carla Chair")
            focal = factories.person_of("UNDP", name="Fina Focal")
            colleague = factories.person_of("UNDP", name="Colin League")
            other = factories.person_of("ILO", name="Olga Other")
            secretary = factories.secretariat(name="S. Cretary")
            meeting = factories.meeting("2026-11-19", called_at=clock.now() - dt.timedelta(days=9))
            item = meeting.agenda.create(position=0, title="Fair recruitment")

        text = {"text": rich.clean("Agreed."), "revision": Group.item.revision}
        minutes_actions.write_minutes(Group.item, **text, by=Group.chair)
        until = clock.now() + dt.timedelta(days=7)
        Group.meeting = minutes_actions.circulate_minutes(Group.meeting, until=until, by=Group.chair)
        yield Group


def say(group, by, agency=None, text="Not so."):
    agency = agency or by.appointments.get().agency
    return minutes_actions.comment(group.meeting, text=text, item=group.item, agency=agency, by=by)


def page(client, group, who):
    client.force_login(who)
    return client.get(group.meeting.get_absolute_url()).content.decode()


def address(name, comment):
    return reverse(f"meetings:{name}", args=[comment.meeting_id, comment.pk])


def change(client, who, comment, text):
    """Opens the form and sends it with another text."""
    client.force_login(who)
    form = client.get(address("comment_change", comment)).context["form"]
    data = {"seen": form["seen"].value(), "text": text}
    return client.post(address("comment_change", comment), data, follow=True)


@pytest.mark.parametrize("who", ["focal", "colleague"])
def test_own_agency_changes_its_comment_where_it_reads_it(client, group, who):
    comment, who = say(group, group.focal, text="One\r\nline"), getattr(group, who)
    assert address("comment_change", comment) in page(client, group, who)
    assert "Comment saved." in change(client, who, comment, "Rather so.").content.decode()
    comment.refresh_from_db()
    assert (comment.text, comment.by) == ("Rather so.", group.focal)
    assert "edited 20 November 2026" in page(client, group, group.chair)


def test_who_is_of_another_agency_changes_nothing(client, group):
    comment = say(group, group.focal)
    for who in (group.other, group.chair):
        assert address("comment_change", comment) not in page(client, group, who)
        client.force_login(who)
        assert client.get(address("comment_change", comment)).status_code == 403
        assert client.post(address("comment_withdraw", comment)).status_code == 403
    assert Comment.objects.filter(text="Not so.").exists()


def test_comment_is_withdrawn_with_a_trace_in_the_history(client, group):
    comment = say(group, group.focal)
    assert f'action="{address("comment_withdraw", comment)}"' in page(client, group, group.focal)
    client.post(address("comment_withdraw", comment))
    for who in (group.chair, group.focal, group.other):
        assert "Not so." not in page(client, group, who)
    entry = LogEntry.objects.filter(object_pk=comment.pk, content_type__model="comment").first()
    assert (entry.action, entry.actor) == (LogEntry.Action.DELETE, group.focal)
    assert not MinutesRead.objects.exists()  # it has said nothing now, so home asks again
    assert "already withdrawn" not in client.post(address("comment_withdraw", comment)).content.decode()


def test_answered_comment_stays_as_it_was_answered(client, group):
    comment = say(group, group.focal)
    minutes_actions.settle_comment(comment, taken_in=True, by=group.chair)
    assert address("comment_change", comment) not in page(client, group, group.focal)
    assert "already replied" in change(client, group.focal, comment, "Other").content.decode()
    answer = client.post(address("comment_withdraw", comment), follow=True)
    assert "already replied" in answer.content.decode()
    comment.refresh_from_db()
    assert comment.text == "Not so."


def test_chair_does_not_answer_what_has_changed_meanwhile(client, group):
    comment = say(group, group.focal)
    client.force_login(group.chair)
    form = client.get(address("comment_settle", comment)).context["form"]
    sent = {"taken_in": "yes", "answer": "Yes.", "seen": form["seen"].value()}
    change(client, group.focal, comment, "The opposite.")
    client.force_login(group.chair)
    answer = client.post(address("comment_settle", comment), sent)
    assert "changed while you were replying" in answer.content.decode()
    assert "Yes." in answer.content.decode()
    comment.refresh_from_db()
    assert comment.taken_in is None


def test_two_of_an_agency_overwrite_each_other_knowingly(client, group):
    comment = say(group, group.focal)
    client.force_login(group.focal)
    seen = client.get(address("comment_change", comment)).context["form"]["seen"].value()
    change(client, group.colleague, comment, "By Colin")
    client.force_login(group.focal)
    answer = client.post(address("comment_change", comment), {"text": "By Fina", "seen": seen})
    assert answer.status_code == 409
    assert "By Colin" in answer.content.decode()
    again = {"text": "By Fina", "seen": answer.context["form"]["seen"].value()}
    client.post(address("comment_change", comment), again)
    comment.refresh_from_db()
    assert comment.text == "By Fina"


def test_what_was_entered_for_an_agency_is_put_right_by_both(client, group, mailoutbox):
    undp = group.focal.appointments.get().agency
    comment = say(group, group.secretary, agency=undp)
    change(client, group.secretary, comment, "Entered anew")
    assert [one.subject[:32] for one in mailoutbox if one.to == [group.focal.email]][-1].startswith(
        "Comment changed for UNDP"
    )
    change(client, group.focal, comment, "In our own words")
    comment.refresh_from_db()
    assert (comment.by, comment.on_behalf) == (group.focal, False)
    other = say(group, group.secretary, agency=undp)
    client.force_login(group.secretary)
    client.post(address("comment_withdraw", other))
    assert any("Comment withdrawn for UNDP" in one.subject for one in mailoutbox)


# No comments -----------------------------------------------------------------------------------------


def to_read(who):
    return [
        thing for thing in awaiting(type(who).objects.get(pk=who.pk)) if "Read the minutes" in thing.sentence
    ]


def test_history_names_the_agency_of_comments_once_and_of_those_that_are_gone(client, group):
    said = [say(group, group.focal, text=text) for text in ("First.", "Second.", "Third.")]
    client.force_login(group.focal)
    client.post(address("comment_withdraw", said[-1]))
    client.force_login(group.secretary)
    told = " ".join(history.sentences(client, "meetings", group.meeting.pk))
    assert "added comments of UNDP on the minutes." in told
    assert "withdrew a comment of UNDP on the minutes." in told


def test_no_comments_closes_the_task_at_home_for_the_whole_agency(client, group):
    press = reverse("meetings:no_comments", args=[group.meeting.pk])
    client.force_login(group.focal)
    home = client.get("/").content.decode()
    assert f'action="{press}"' in home
    answer = client.post(press, {"next": "/"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert "Recorded: no comments from UNDP." in answer.content.decode()
    assert press not in answer.content.decode()
    assert [len(to_read(who)) for who in (group.focal, group.colleague, group.other)] == [0, 0, 1]
    assert "No comments: UNDP." in page(client, group, group.chair)
    assert "No comments: UNDP." in page(client, group, group.colleague)
    assert "No comments: UNDP." not in page(client, group, group.other)
    assert f'action="{press}"' in page(client, group, group.other)
    assert MinutesRead.objects.count() == 1


def test_comment_closes_it_as_well_and_a_new_circulation_opens_it_again(client, group):
    say(group, group.focal)
    assert not to_read(group.colleague)
    assert "No comments: UNDP" not in page(client, group, group.chair)
    minutes_actions.circulate_minutes(
        Meeting.objects.get(pk=group.meeting.pk), until=clock.now() + dt.timedelta(days=9), by=group.chair
    )
    assert len(to_read(group.focal)) == 1


def test_no_comments_is_entered_for_an_agency_which_is_told(client, group, mailoutbox):
    assert "Record that an agency has no comments" in page(client, group, group.secretary)
    press = reverse("meetings:no_comments", args=[group.meeting.pk])
    assert "Choose the agency" in client.post(press, follow=True).content.decode()
    client.post(press, {"agency": "undp"})
    assert not to_read(group.focal)
    assert "Entered for UNDP by S. Cretary." in page(client, group, group.chair)
    assert [group.focal.email] in [one.to for one in mailoutbox if "No comments from UNDP" in one.subject]


def test_no_comments_is_offered_to_those_only_who_may_comment(client, group):
    reader = factories.reader(name="Rita Reader")
    factories.appointment(reader, "IFAD")  # which is no member
    client.force_login(reader)
    press = reverse("meetings:no_comments", args=[group.meeting.pk])
    page = client.get(group.meeting.get_absolute_url())
    assert page.status_code == 200
    assert press not in page.text
    assert client.post(press).status_code == 403
    assert not group.meeting.read_by.exists()


def test_no_comments_needs_minutes_that_are_open(client, group):
    minutes_actions.adopt_minutes(Meeting.objects.get(pk=group.meeting.pk), by=group.chair)
    client.force_login(group.focal)
    press = reverse("meetings:no_comments", args=[group.meeting.pk])
    assert "not open for comments" in client.post(press, follow=True).content.decode()
    assert press not in page(client, group, group.focal)
