"""The life of minutes: versions, comments, corrections, and what was written elsewhere."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.dates import clock
from foundation.models import Mail
from foundation.text import rich
from foundation.text.revisions import PAUSE
from foundation.verbs import Refused, Stale
from meetings.attendance import actions as attendance_actions
from meetings.followup import actions as followup_actions
from meetings.minutes import actions as minutes_actions
from meetings.minutes import corrigenda
from meetings.minutes import queries as minutes_queries
from meetings.minutes import tasks as minutes_tasks
from meetings.models import Decision, Meeting
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(settings, tmp_path):
    """UNICEF in the chair, UNDP a member; a meeting of yesterday with one item."""
    settings.MEDIA_ROOT = tmp_path
    with clock.moved_to(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)):
        factories.membership("UNICEF", "2006")
        factories.membership("UNDP", "2006")
        factories.term("UNICEF", "2026-07-01", "2026-12-31")

        class Group:
            chair = factories.person_of("UNICEF", name="Carla Chair")
            second = factories.person_of("UNICEF", name="Nora Notes")
            focal = factories.person_of("UNDP", name="Fina Focal")
            meeting = factories.meeting(
                "2026-11-19", called_at=clock.now() - dt.timedelta(days=9), agenda_state="provisional"
            )
            item = meeting.agenda.create(position=0, title="Fair recruitment")

        yield Group


def write(item, text, by):
    item.refresh_from_db()
    return minutes_actions.write_minutes(item, text=text, revision=item.revision, by=by)


def circulate(group):
    until = clock.now() + dt.timedelta(days=7)
    group.meeting = minutes_actions.circulate_minutes(group.meeting, until=until, by=group.chair)


# Versions --------------------------------------------------------------------------------------------


def kept(item) -> list:
    return [(one.by, rich.plain(one.text)) for one in item.versions.all()]


def test_what_one_person_types_without_a_pause_is_one_revision(group):
    write(group.item, "The Group", group.chair)
    write(group.item, "The Group heard ILO.", group.chair)
    assert kept(group.item) == [(group.chair, "The Group heard ILO.")]
    with clock.moved_to(clock.now() + PAUSE + dt.timedelta(seconds=1)):
        write(group.item, "The Group heard ILO and IOM.", group.chair)
    assert kept(group.item)[1:] == [(group.chair, "The Group heard ILO and IOM.")]


def test_text_of_one_person_stays_when_another_person_writes(group):
    write(group.item, "By Carla", group.chair)
    write(group.item, "By Nora", group.second)
    write(group.item, "By Carla again", group.chair)
    assert kept(group.item)[-2:] == [(group.second, "By Nora"), (group.chair, "By Carla again")]


def test_what_was_written_before_revisions_were_kept_becomes_the_first(group):
    group.item.minutes = rich.clean("From an archive")
    group.item.save()
    write(group.item, "Written on", group.chair)
    assert kept(group.item) == [(None, "From an archive"), (group.chair, "Written on")]


def test_earlier_texts_are_compared_and_restored(client, group):
    write(group.item, "The seminar is on 3 May.", group.chair)
    write(group.item, "The seminar is on 4 May.", group.second)
    client.force_login(group.chair)
    address = reverse("meetings:version_list", args=[group.meeting.pk, group.item.pk])
    page = client.get(address).content.decode()
    assert "Removed: </span>3 " in page
    assert "Added: </span>4 " in page
    group.item.refresh_from_db()
    client.post(
        reverse("meetings:version_restore", args=[group.meeting.pk, group.item.pk, 1]),
        {"revision": group.item.revision},
    )
    group.item.refresh_from_db()
    assert rich.plain(group.item.minutes) == "The seminar is on 3 May."
    assert kept(group.item)[-2:] == [
        (group.second, "The seminar is on 4 May."),
        (group.chair, "The seminar is on 3 May."),
    ]


def test_restoring_from_an_old_page_overwrites_nobody(client, group):
    write(group.item, "First", group.chair)
    write(group.item, "Second", group.second)
    group.item.refresh_from_db()
    opened = group.item.revision
    write(group.item, "Third", group.chair)
    client.force_login(group.chair)
    client.post(
        reverse("meetings:version_restore", args=[group.meeting.pk, group.item.pk, 1]), {"revision": opened}
    )
    group.item.refresh_from_db()
    assert rich.plain(group.item.minutes) == "Third"


# Comments --------------------------------------------------------------------------------------------


def test_comment_that_is_taken_in_is_shown_so_and_its_agency_told(client, group, mailoutbox):
    circulate(group)
    said = minutes_actions.comment(
        group.meeting, text="It was 4 May.", item=group.item, agency=factories.agency("UNDP"), by=group.focal
    )
    assert minutes_queries.unanswered_comments(group.meeting) == 1
    client.force_login(group.chair)
    client.post(
        reverse("meetings:comment_settle", args=[group.meeting.pk, said.pk]),
        {"taken_in": "yes", "answer": "Thank you."},
    )
    assert minutes_queries.unanswered_comments(group.meeting) == 0
    client.force_login(group.focal)
    page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert ">incorporated<" in page
    assert "Thank you." in page
    assert mailoutbox[-1].to == [group.focal.email]
    assert "It was 4 May." in mailoutbox[-1].body


def test_comment_is_not_declined_without_a_sentence(client, group):
    circulate(group)
    said = minutes_actions.comment(group.meeting, text="No.", agency=factories.agency("UNDP"), by=group.focal)
    client.force_login(group.chair)
    answer = client.post(
        reverse("meetings:comment_settle", args=[group.meeting.pk, said.pk]), {"taken_in": "no", "answer": ""}
    )
    assert "Please explain why" in answer.content.decode()
    said.refresh_from_db()
    assert said.taken_in is None


# Corrections -----------------------------------------------------------------------------------------


def adopt_minutes(group, text="The seminar is on 3 May."):
    write(group.item, text, group.chair)
    group.meeting.refresh_from_db()
    minutes_actions.adopt_minutes(group.meeting, by=group.chair)
    group.item.refresh_from_db()
    return group.item


def test_correction_shows_what_changed_and_tells_the_members(client, group, mailoutbox):
    item = adopt_minutes(group)
    client.force_login(group.chair)
    client.post(
        reverse("meetings:correct", args=[group.meeting.pk, item.pk]),
        {"text": "The seminar is on 4 May.", "reason": "The day.", "revision": item.revision},
    )
    client.force_login(group.focal)
    page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert "Corrigendum 1 of 20 November 2026: The day." in page
    assert "Removed: </span>3 " in page
    assert "The seminar is on 4 May." in page
    assert [group.focal.email] in [mail.to for mail in mailoutbox if "Corrigendum" in mail.subject]


def test_correction_says_what_it_corrects_and_of_what_stands(group):
    item = adopt_minutes(group)
    with pytest.raises(Refused, match="Please say what is corrected"):
        corrigenda.correct_minutes(item, text="New", reason=" ", revision=item.revision, by=group.chair)
    with pytest.raises(Refused, match="You have not changed the text"):
        corrigenda.correct_minutes(
            item, text=item.minutes, reason="Why", revision=item.revision, by=group.chair
        )
    with pytest.raises(Stale):
        corrigenda.correct_minutes(item, text="New", reason="Why", revision=item.revision - 1, by=group.chair)
    draft = factories.meeting("2026-11-18").agenda.create(position=0, title="Open")
    with pytest.raises(Refused, match="not adopted yet"):
        corrigenda.correct_minutes(draft, text="New", reason="Why", revision=0, by=group.chair)


def test_second_of_two_corrections_sees_both_texts(client, group):
    item = adopt_minutes(group)
    opened = item.revision
    corrigenda.correct_minutes(item, text="By Nora", reason="Nora's", revision=opened, by=group.second)
    client.force_login(group.chair)
    answer = client.post(
        reverse("meetings:correct", args=[group.meeting.pk, item.pk]),
        {"text": "By Carla", "reason": "Carla's", "revision": opened},
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "By Nora" in page
    assert "By Carla" in page
    assert "Carla&#x27;s" in page
    assert f"{group.second.shown} issued a corrigendum while you were writing" in page
    assert "Their text" in page
    assert "Your text" in page


def test_corrections_of_two_paragraphs_are_merged(client, group):
    item = adopt_minutes(group, "On 3 May.\n\nIn Geneva.")
    base, opened = item.minutes, item.revision
    corrigenda.correct_minutes(
        item, text=base.replace("Geneva", "Bern"), reason="Nora's", revision=opened, by=group.second
    )
    client.force_login(group.chair)
    fields = {"text": base.replace("3 May", "4 May"), "text-base": base}
    answer = client.post(
        reverse("meetings:correct", args=[group.meeting.pk, item.pk]),
        fields | {"reason": "Carla's", "revision": opened},
    )
    assert answer.status_code == 302
    item.refresh_from_db()
    assert rich.plain(item.minutes) == "On 4 May.\n\nIn Bern."
    last = item.corrections.last()
    assert [rich.plain(one) for one in (last.before, last.after)] == [
        "On 3 May.\n\nIn Bern.",
        "On 4 May.\n\nIn Bern.",
    ]


def test_conflict_gives_the_editor_what_was_typed_not_what_stood_before(client, group):
    item = adopt_minutes(group, "<p>The <strong>seminar</strong> is on 3 May.</p>")
    opened = item.revision
    corrigenda.correct_minutes(item, text="By Nora", reason="Nora's", revision=opened, by=group.second)
    client.force_login(group.chair)
    page = client.post(
        reverse("meetings:correct", args=[group.meeting.pk, item.pk]),
        {"text": "<p>By <strong>Carla</strong></p>", "reason": "Carla's", "revision": opened},
    ).context["form"]
    assert "<strong>Carla</strong>" in page["text"].value()
    assert rich.plain(page.fields["text"].widget.base) == "By Nora"


def test_past_meeting_does_not_speak_of_invitations_to_come(client, group):
    past = factories.meeting("2007-02-27", stage="called")
    client.force_login(group.chair)
    page = client.get(past.get_absolute_url()).text
    assert "No invitations were sent from the portal" in page
    assert "yet" not in page.partition("Invitations")[2].partition("</section>")[0]
    assert "No invitations were sent" in client.get(reverse("meetings:invitation_list", args=[past.pk])).text


def test_earlier_texts_are_removed_some_time_after_adoption_and_corrigenda_stay(group, settings):
    settings.REVISIONS_DAYS = 100
    draft = factories.meeting("2026-11-18").agenda.create(position=0, title="Open")
    write(draft, "A draft.", group.chair)
    item = adopt_minutes(group)
    later = clock.now() + dt.timedelta(days=50)
    with clock.moved_to(later):
        corrigenda.correct_minutes(
            item, text="On 4 May.", reason="The day.", revision=item.revision, by=group.second
        )
    with clock.moved_to(clock.now() + dt.timedelta(days=99)):
        assert minutes_tasks.remove_revisions() == 0
    with clock.moved_to(clock.now() + dt.timedelta(days=102)):
        settings.REVISIONS_DAYS = 0
        assert minutes_tasks.remove_revisions() == 0
        settings.REVISIONS_DAYS = 100
        assert minutes_tasks.remove_revisions() == 1
        assert kept(item) == [(group.second, "On 4 May.")]
    with clock.moved_to(later + dt.timedelta(days=102)):
        assert minutes_tasks.remove_revisions() == 1
        assert minutes_tasks.remove_revisions() == 0
    assert kept(draft) == [(group.chair, "A draft.")]
    assert item.corrections.count() == 1


# Minutes of old as a file ----------------------------------------------------------------------------


def test_minutes_of_old_stand_as_their_file(client, group):
    old = factories.meeting("2007-06-08", agenda_state="private")
    client.force_login(group.chair)
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 old")
    client.post(reverse("meetings:minutes_attach", args=[old.pk]), {"file": file, "stand": "on"})
    old.refresh_from_db()
    assert old.minutes_stand
    assert old.agenda_state == Meeting.Agenda.ADOPTED
    client.force_login(group.focal)
    assert "minutes.pdf" in client.get(old.get_absolute_url()).content.decode()
    kept = old.minutes_files.get()
    answer = client.get(reverse("meetings:minutes_file", args=[old.pk, kept.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 old"


def test_file_of_draft_minutes_is_not_for_the_members(client, group):
    client.force_login(group.chair)
    file = SimpleUploadedFile("minutes.pdf", b"%PDF-1.4 draft")
    write(group.item, "Draft", group.chair)
    client.post(reverse("meetings:minutes_attach", args=[group.meeting.pk]), {"file": file})
    kept = group.meeting.minutes_files.get()
    client.force_login(group.focal)
    assert client.get(reverse("meetings:minutes_file", args=[group.meeting.pk, kept.pk])).status_code == 403
    assert "minutes.pdf" not in client.get(group.meeting.get_absolute_url()).content.decode()


def test_file_that_is_no_minutes_is_refused_and_nothing_kept(client, group, tmp_path):
    client.force_login(group.chair)
    answer = client.post(
        reverse("meetings:minutes_attach", args=[group.meeting.pk]),
        {"file": SimpleUploadedFile("minutes.pdf", b"MZ\x90\x00")},
    )
    assert "do not match its file name" in answer.content.decode()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


# Decisions -------------------------------------------------------------------------------------------


def test_decision_has_its_way_and_what_became_of_it(client, group):
    adopt_minutes(group)
    old = Decision.objects.create(item=group.item, position=0, text="To meet in May")
    new = Decision.objects.create(item=group.item, position=1, text="To meet in June")
    client.force_login(group.chair)
    client.post(
        reverse("meetings:decision_settle", args=[old.pk]),
        {"state": "superseded", "superseded_by": new.pk, "note": "May is too early."},
    )
    client.force_login(group.focal)
    page = client.get(reverse("meetings:decision_detail", args=[old.pk])).content.decode()
    assert "superseded" in page
    assert "To meet in June" in page
    assert "May is too early." in page
    assert "To meet in May" in client.get(reverse("meetings:decision_detail", args=[new.pk])).content.decode()
    assert client.get(reverse("meetings:decision_settle", args=[old.pk])).status_code == 403


def test_decision_cannot_supersede_itself_by_a_detour(group):
    one = Decision.objects.create(item=group.item, position=0, text="One")
    two = Decision.objects.create(item=group.item, position=1, text="Two")
    followup_actions.settle_decision(one, state="superseded", superseded_by=two, by=group.chair)
    one.refresh_from_db()
    with pytest.raises(Refused, match="superseding itself"):
        followup_actions.settle_decision(two, state="superseded", superseded_by=one, by=group.chair)


def test_decisions_of_two_people_close_no_ring(group):
    one, two, three = (
        Decision.objects.create(item=group.item, position=number, text=str(number)) for number in range(3)
    )
    opened = Decision.objects.get(pk=one.pk)  # the form of a second person, before the others are settled
    followup_actions.settle_decision(one, state="superseded", superseded_by=two, by=group.chair)
    followup_actions.settle_decision(two, state="superseded", superseded_by=three, by=group.chair)
    with pytest.raises(Refused, match="superseding itself"):
        followup_actions.settle_decision(three, state="superseded", superseded_by=opened, by=group.second)


def test_decision_of_a_draft_is_not_found_by_a_member(client, group):
    write(group.item, "Draft", group.chair)
    decision = Decision.objects.create(item=group.item, position=0, text="Secret")
    client.force_login(group.focal)
    assert client.get(reverse("meetings:decision_detail", args=[decision.pk])).status_code == 404


# Circulated, and taken back --------------------------------------------------------------------------


def test_circulating_tells_the_members_a_minute_later(group, mail_in_rows):
    circulate(group)
    mails = Mail.objects.filter(subject__startswith="Minutes for your comments")
    assert {mail.to[0] for mail in mails} == {group.focal.email, group.second.email}
    assert all(mail.due_at > clock.now() for mail in mails)


def test_circulation_tells_each_what_falls_to_them(group, mail_in_rows):
    undp, agreed = factories.agency("UNDP"), {"item": group.item, "by": group.chair}
    followup_actions.record_action(
        text="Send the\nfigures.", agency=undp, due=factories.date("2026-12-15"), **agreed
    )
    followup_actions.record_action(text="Book a room.", office="secretariat", **agreed)
    secretary = factories.secretariat(name="Sven Secretary")
    closed = group.meeting.agenda.create(position=1, title="Heads only", restricted="principals")
    followup_actions.record_action(
        closed, text="Write to the Secretary-General.", agency=undp, by=group.chair
    )
    head = factories.user(name="Paula Principal")
    factories.appointment(head, "UNDP", role="principal")
    circulate(group)
    texts = {mail.to[0]: mail.text for mail in Mail.objects.filter(subject__startswith="Minutes for")}
    assert "\n- UNDP, by 15 December 2026: Send the figures.\n" in texts[group.focal.email]
    assert "Book a room" not in texts[group.focal.email]
    assert "Secretary-General" not in texts[group.focal.email]
    assert "- the secretariat: Book a room." in texts[secretary.email]
    assert "because you are responsible for an action point in these minutes" in texts[secretary.email]
    assert "- UNDP: Write to the Secretary-General." in texts[head.email]
    assert "Your action points" not in texts[group.second.email]
    assert group.chair.email not in texts  # who circulates knows


def test_circulation_is_taken_back_within_the_minute(client, group, mail_in_rows):
    circulate(group)
    client.force_login(group.chair)
    page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert "2 people will be notified in a minute" in page
    client.post(reverse("meetings:minutes_take_back", args=[group.meeting.pk]))
    group.meeting.refresh_from_db()
    assert (group.meeting.minutes, group.meeting.comments_until) == ("draft", None)
    assert not Mail.objects.unsent().exists()
    client.force_login(group.focal)
    assert (
        "You can comment on the minutes" not in client.get(group.meeting.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("before", ["private", "provisional", "adopted"])
def test_agenda_is_as_before_when_the_circulation_is_taken_back(group, mail_in_rows, before):
    Meeting.objects.filter(pk=group.meeting.pk).update(agenda_state=before)
    circulate(group)
    assert group.meeting.agenda_is_out
    minutes_actions.take_back_minutes(group.meeting, by=group.chair)
    group.meeting.refresh_from_db()
    assert group.meeting.agenda_state == before


def test_comments_of_the_first_round_stay_when_minutes_are_circulated_anew(client, group):
    minutes_actions.comment(group.meeting, text="Among us.", agency=None, by=group.second)
    with clock.moved_to(clock.now() + dt.timedelta(hours=1)):
        circulate(group)
        undp = factories.agency("UNDP")
        minutes_actions.comment(group.meeting, text="It was 4 May.", agency=undp, by=group.focal)
    with clock.moved_to(clock.now() + dt.timedelta(hours=2)):
        circulate(group)
        assert minutes_queries.unanswered_comments(group.meeting) == 1
        client.force_login(group.focal)
        page = client.get(group.meeting.get_absolute_url()).content.decode()
    assert "It was 4 May." in page
    assert "Among us." not in page


def test_circulation_is_not_taken_back_once_somebody_was_told(client, group, mail_in_rows):
    circulate(group)
    Mail.objects.update(sent_at=clock.now())
    with pytest.raises(Refused, match="too late"):
        minutes_actions.take_back_minutes(group.meeting, by=group.chair)
    group.meeting.refresh_from_db()
    assert group.meeting.minutes == "circulated"


def test_minutes_circulated_anew_stay_so_when_only_the_mails_are_taken_back(group, mail_in_rows):
    circulate(group)
    Mail.objects.update(sent_at=clock.now())
    circulate(group)
    minutes_actions.take_back_minutes(group.meeting, by=group.chair)
    group.meeting.refresh_from_db()
    assert group.meeting.minutes == "circulated"


# Counts in words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ([], "No participants recorded yet."),
        (["apologies"], "No participants recorded yet."),
        (["present"], "1 participant recorded."),
        (["present", "apologies"], "1 participant recorded."),
        (["present", "remote", "represented", "apologies"], "3 participants recorded."),
    ],
)
def test_minutes_count_participants_and_no_apologies(client, group, marks, said):
    for number, how in enumerate(marks):
        attendance_actions.mark(group.meeting, agency=factories.agency(f"M{number}"), how=how, by=group.chair)
    client.force_login(group.chair)
    assert said in client.get(reverse("meetings:minutes", args=[group.meeting.pk])).text


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, ""),
        (1, "1 comment from members needs your attention: incorporate it or reply."),
        (2, "2 comments from members need your attention: incorporate them or reply."),
    ],
)
def test_minutes_count_comments_without_a_reply(client, group, count, said):
    write(group.item, "Said.", group.chair)
    circulate(group)
    for number in range(count):
        minutes_actions.comment(
            group.meeting, text=f"Comment {number}", agency=factories.agency("UNDP"), by=group.focal
        )
    client.force_login(group.chair)
    page = client.get(reverse("meetings:minutes", args=[group.meeting.pk])).text
    assert said in page
    assert ("your attention" in page) == bool(count)
