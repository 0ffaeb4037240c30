"""The history tells nobody what they may not read on the page itself."""

import datetime as dt

import pytest
from auditlog.context import set_actor
from django.urls import reverse

from agencies.applications.actions import reviewing
from agencies.models import Criterion
from foundation.dates import clock
from meetings.followup import actions as followup_actions
from meetings.minutes import corrigenda
from meetings.models import AgendaItem, Comment, Decision, GuestInvitation, Invitation, MinutesRead
from tests import factories
from tests.foundation.history.pages import changes, page, sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(client):
    """IOM chairs, ILO is a member. Returns what signs somebody in: "chair", "focal" or "secretariat"."""
    factories.membership("IOM", "2003")
    factories.membership("ILO", "2003")
    today = clock.today()
    factories.term("IOM", str(today - dt.timedelta(days=60)), str(today + dt.timedelta(days=60)))
    people = {
        "chair": factories.person_of("IOM", name="Carla Chair"),
        "focal": factories.person_of("ILO", name="Fina Focal"),
        "secretariat": factories.secretariat(name="Anna Keller"),
        "nobody": factories.user(),
    }

    def as_(role):
        client.force_login(people[role])
        return client

    as_.people = people
    return as_


def coming(**fields):
    day = clock.today() + dt.timedelta(days=20)
    return factories.meeting(str(day), called_at=clock.now(), **fields)


@pytest.mark.parametrize("kind", ["agencies", "memberships", "people", "terms", "meetings", "documents",
                                  "governing", "applications"])  # fmt: skip
def test_visitors_and_people_outside_read_no_history(client, group, kind):
    key = {"agencies": "ilo", "terms": "iom-2000-01", "governing": "working-methods"}.get(kind, 1)
    address = reverse("history", args=[kind, key])
    assert client.get(address).status_code == 302
    assert group("nobody").get(address).status_code in (403, 404)


def test_planned_meeting_has_no_history_for_members_nor_what_was_planned_before(group):
    with set_actor(group.people["chair"]):
        private = {"stage": "planned", "agenda_state": "private"}
        meeting = factories.meeting("2036-05-03", title="Secret plan", **private)
        meeting.title = "Plan"
        meeting.save()
    address = reverse("history", args=["meetings", meeting.pk])
    assert group("focal").get(address).status_code == 404
    assert "Secret plan" in page(group("chair"), "meetings", meeting.pk)
    meeting.stage, meeting.called_at = "called", clock.now()
    with set_actor(group.people["chair"]):
        meeting.save()
    told = page(group("focal"), "meetings", meeting.pk)
    assert "Carla Chair convened the meeting." in told
    assert "Secret plan" not in told


def test_agenda_is_told_only_since_it_was_published(group):
    meeting = coming(agenda_state="private")
    with set_actor(group.people["chair"]):
        item = meeting.agenda.create(position=0, title="Why X fails", summary="Draft words")
        item.title = "Lessons"
        item.save()
    assert "Why X fails" not in page(group("focal"), "meetings", meeting.pk)
    assert "Lessons" not in page(group("focal"), "meetings", meeting.pk)
    meeting.agenda_state, meeting.published_at = "provisional", clock.now()
    meeting.save()
    assert "Why X fails" not in page(group("focal"), "meetings", meeting.pk)
    with set_actor(group.people["chair"]):
        item.title = "Lessons learned"
        item.save()
    told = page(group("focal"), "meetings", meeting.pk)
    assert "from “Lessons” to “Lessons learned”" in told
    assert "Why X fails" in page(group("chair"), "meetings", meeting.pk)


def test_item_for_principals_stays_theirs_and_what_it_was_before_it_was_opened(group):
    meeting = coming(agenda_state="provisional", published_at=clock.now())
    with set_actor(group.people["chair"]):
        item = meeting.agenda.create(position=0, title="In camera", restricted="principals")
        item.title = "Still in camera"
        item.save()
        item.papers.create(position=0, title="Secret paper")
        item.decisions.create(position=0, text="Secret decision")
        item.actions.create(position=0, text="Secret action")
    for words in ("n camera", "Secret"):
        assert words not in page(group("focal"), "meetings", meeting.pk)
        assert words in page(group("chair"), "meetings", meeting.pk)
    item.restricted = ""
    item.save()
    told = page(group("focal"), "meetings", meeting.pk)
    assert "in camera" not in told
    with set_actor(group.people["chair"]):
        item.title = "Open"
        item.save()
    assert "“Open”" in page(group("focal"), "meetings", meeting.pk)


def test_removed_item_is_told_to_those_only_who_read_drafts(group):
    meeting = coming(agenda_state="provisional", published_at=clock.now())
    with set_actor(group.people["chair"]):
        meeting.agenda.create(position=0, title="Dropped", restricted="principals").delete()
    assert "Dropped" not in page(group("focal"), "meetings", meeting.pk)
    told = sentences(group("chair"), "meetings", meeting.pk)
    assert "Carla Chair removed the agenda item “Dropped”." in told


def test_minutes_that_are_being_written_are_told_in_no_history(group):
    now, day = clock.now(), str(clock.today() - dt.timedelta(days=9))
    meeting = factories.meeting(day, minutes="draft", called_at=now, published_at=now)
    with set_actor(group.people["chair"]):
        item = meeting.agenda.create(position=0, title="Data")
        item.minutes = "<p>Draft minutes</p>"
        item.save()
        Decision.objects.create(item=item, position=0, text="Draft decision")
        meeting.attendance.create(position=0, agency=factories.agency("ILO"), name="L. Member")
        Comment.objects.create(meeting=meeting, text="Early comment", by=group.people["chair"])
    focal = page(group("focal"), "meetings", meeting.pk)
    for words in ("Draft", "attendance", "comment", "the minutes"):
        assert words not in focal, words
    chair = page(group("chair"), "meetings", meeting.pk)
    assert "Draft decision" in chair
    for words in ("Draft minutes", "L. Member", "Early comment"):
        assert words not in chair, words


def test_replies_and_addresses_of_a_meeting_are_not_for_everybody(group):
    meeting = coming(by_video=True, agenda_state="provisional")
    with set_actor(group.people["chair"]):
        meeting.video_address = "https://video.example.org/secret"
        meeting.dial_in = "Code 4711"
        meeting.save()
        invitation = Invitation.objects.create(meeting=meeting, person=group.people["focal"])
        GuestInvitation.objects.create(meeting=meeting, organization="Envoy", email="envoy@example.org")
    with set_actor(group.people["focal"]):
        invitation.reply, invitation.replied_at = "not_coming", clock.now()
        invitation.save()
    focal, chair = (page(group(role), "meetings", meeting.pk) for role in ("focal", "chair"))
    assert "the reply of Fina Focal to not attending" in chair
    assert "the video link" in chair
    for words in ("video.example.org", "4711", "envoy@example.org"):
        assert words not in focal + chair
    for words in ("not attending", "Envoy"):
        assert words not in focal


def test_contact_details_are_in_no_history(group):
    person = group.people["focal"]
    with set_actor(group.people["secretariat"]):
        person.email, person.phone, person.name = "new@example.org", "+41 22 000 11 22", "Fina Former"
        person.save()
        person.is_staff = True
        person.save()
    told = page(group("secretariat"), "people", person.pk) + changes(group("secretariat"))
    assert "access to the administration pages" in told
    for words in ("example.org", "+41 22", "password"):
        assert words not in told.replace("your.name@example.org", "")


def test_objective_of_a_term_is_for_those_who_read_the_narrative(group):
    first, last = (str(clock.today() + dt.timedelta(days=days)) for days in (99, 200))
    term = factories.term("ILO", first, last)
    factories.membership("WHO", "2003")
    group.people["who"] = factories.person_of("WHO")
    with set_actor(group.people["secretariat"]):
        term.theme, term.objective = "Open theme", "<p>Hidden objective</p>"
        term.save()
    assert "the objective" in page(group("secretariat"), "terms", term.slug)
    told = page(group("who"), "terms", term.slug)
    assert "Open theme" in told
    assert "objective" not in told


def test_what_is_asked_of_an_applicant_is_for_reviewers_and_addresses_for_nobody(group):
    application = reviewing.enter_application(
        applicant="IFAD",
        received=factories.date("2007-03-01"),
        candidates={"principal": {"name": "Secret Head", "email": "head@example.org"}},
    )
    dossier = factories.dossier(application=application, handed_in_at=clock.now(), applicant="IFAD")
    with set_actor(group.people["secretariat"]):
        dossier.asked = "Send the accounts"
        dossier.save()
        criterion = Criterion.objects.first()
        found = {"finding": "met", "evidence": "Statutes", "revision": 0}
        reviewing.assess(application, criterion, **found, by=group.people["secretariat"])
    focal, desk = (page(group(role), "applications", application.pk) for role in ("focal", "secretariat"))
    assert "Send the accounts" in desk
    assert "Send the accounts" not in focal
    assert f"the finding on “{criterion.title}” to met" in focal
    for words in ("Secret Head", "example.org"):
        assert words not in focal + desk


def test_corrigenda_are_told_on_the_whole_and_on_items_that_the_reader_may_read(group):
    names = ("called_at", "published_at", "circulated_at")
    past = {name: clock.now() - dt.timedelta(days=9) for name in names}
    meeting = factories.meeting(str(clock.today() - dt.timedelta(days=3)), minutes="adopted", **past)
    opened = meeting.agenda.create(position=0, title="Data", minutes="Old")
    private = meeting.agenda.create(position=1, title="In camera", minutes="Old", restricted="principals")
    chair = group.people["chair"]
    with set_actor(chair):
        decision = Decision.objects.create(item=opened, position=0, text="To meet in May")
        for item in (opened, private):
            corrigenda.correct_minutes(item, text="New", reason="Wrong", revision=item.revision, by=chair)
        corrigenda.correct_line(decision, changes={"text": "To meet in June"}, reason="Month", by=chair)
        corrigenda.correct_whole(meeting, before="May", after="June", reason="The month", by=chair)
    focal, told = (page(group(role), "meetings", meeting.pk) for role in ("focal", "chair"))
    for words in ("1 (on “Data”)", "3 (on a decision under “Data”)", "4 (on the minutes as a whole)"):
        assert words in focal
    assert "2 (on “In camera”)" in told
    assert "In camera" not in focal


def test_who_has_read_the_minutes_is_told_to_those_only_who_read_drafts(group):
    past = {name: clock.now() - dt.timedelta(days=9) for name in ("called_at", "published_at")}
    day = str(clock.today() - dt.timedelta(days=9))
    meeting = factories.meeting(day, minutes="circulated", circulated_at=past["called_at"], **past)
    MinutesRead.objects.create(meeting=meeting, agency=factories.agency("ILO"), by=group.people["focal"])
    said = "Fina Focal recorded as having read the minutes: ILO."
    assert said in sentences(group("chair"), "meetings", meeting.pk)
    assert said not in sentences(group("focal"), "meetings", meeting.pk)
    with set_actor(group.people["chair"]):
        MinutesRead.objects.all().delete()
    told = sentences(group("chair"), "meetings", meeting.pk)
    assert "The minutes count as not read any more: ILO." in told
    assert "read the minutes" not in page(group("focal"), "meetings", meeting.pk)


def test_decision_in_error_is_told_and_why_to_those_only_who_read_drafts(group):
    past = {name: clock.now() - dt.timedelta(days=9) for name in ("called_at", "published_at")}
    day = str(clock.today() - dt.timedelta(days=9))
    meeting = factories.meeting(day, minutes="circulated", circulated_at=past["called_at"], **past)
    item = meeting.agenda.create(position=0, title="Data")
    decision = Decision.objects.create(item=item, position=0, text="To meet")
    with set_actor(group.people["chair"]):
        followup_actions.correct_decision(decision, reason="Nobody said so.", by=group.people["chair"])
    focal, chair = (page(group(role), "meetings", meeting.pk) for role in ("focal", "chair"))
    for told in (focal, chair):
        assert "Carla Chair marked the decision “To meet” as entered in error." in told
    assert "Nobody said so." in chair
    assert "Nobody said so." not in focal


def test_only_the_secretariat_reads_all_changes(group):
    assert group("secretariat").get(reverse("changes")).status_code == 200
    for role in ("chair", "focal", "nobody"):
        assert group(role).get(reverse("changes")).status_code == 403
        assert group(role).get(reverse("changes"), {"as": "csv"}).status_code == 403
        assert reverse("changes") not in group(role).get("/").content.decode()
    assert reverse("changes") in group("secretariat").get("/").content.decode()
    assert AgendaItem.objects.count() == 0
