"""A topic, from the focal point's thought to what stands on the chair's desk."""

import datetime as dt

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from agencies.models import Purpose
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job, Mail
from meetings.models import Proposal
from meetings.proposals import queries as proposal_queries
from meetings.proposals.actions import proposals
from tests import factories
from tests.meetings.proposals.desk import page, post, proposal

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%..."


def test_topic_needs_its_title_only_and_goes_to_the_next_meeting(client, group):
    form = page(client, group.focal, "propose").context["form"]
    assert form["meeting"].initial == proposal_queries.next_meeting().pk
    assert "agency" not in form.fields
    answer = post(client, group.focal, "propose", title="  Domestic   workers ")
    made = Proposal.objects.get()
    assert answer.url == reverse("proposals:sent", args=[made.pk])
    assert (made.title, made.proposed_by.acronym, made.entered_by) == ("Domestic workers", "ILO", group.focal)
    assert made.on_behalf is False
    assert made.meeting is None
    assert mail.outbox == []


def test_everything_that_can_be_said_of_a_topic_is_kept(client, group):
    purpose = Purpose.objects.first()
    post(
        client,
        group.focal,
        "propose",
        title="Domestic workers",
        reason="The conference is in June.",
        asked="decision",
        meeting=group.april.pk,
        purposes=[purpose.pk],
        invite="The Philippine chair",
        files=[SimpleUploadedFile("note.pdf", PDF), SimpleUploadedFile("list.csv", b"a,b\n1,2\n")],
    )
    made = Proposal.objects.get()
    assert (made.reason, made.asked, made.meeting) == ("The conference is in June.", "decision", group.april)
    assert (list(made.purposes.all()), made.invite) == ([purpose], "The Philippine chair")
    assert [(file.name, file.size) for file in made.files.all()] == [("note.pdf", len(PDF)), ("list.csv", 8)]


def test_pressed_twice_it_is_proposed_once(client, group):
    pdf = {"files": [SimpleUploadedFile("note.pdf", PDF)]}
    first = post(client, group.focal, "propose", title="Domestic workers", reason="In June.", **pdf)
    pdf = {"files": [SimpleUploadedFile("note.pdf", PDF)]}
    second = post(client, group.focal, "propose", title="Domestic workers", reason="In June.", **pdf)
    assert first.url == second.url
    made = Proposal.objects.get()
    assert (made.files.count(), made.revision) == (1, 1)


def test_who_goes_back_and_writes_more_has_one_proposal_with_what_was_said_last(group):
    first = proposal(group.focal, reason="In June.")
    files = [SimpleUploadedFile("note.pdf", PDF)]
    again = proposal(group.focal, reason="It must be before June.", meeting=group.april, files=files)
    assert again == first == Proposal.objects.get()
    assert (again.reason, again.meeting, again.files.count()) == ("It must be before June.", group.april, 1)


def test_entered_twice_for_an_agency_it_is_told_once(group):
    proposal(group.chair)
    proposal(group.chair)
    assert Proposal.objects.count() == 1
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox)


def test_same_topic_is_another_proposal_of_another_person_agency_title_or_hour(group):
    first = proposal(group.focal)
    others = [proposal(group.colleague), proposal(group.chair, "UNCTAD"), proposal(group.focal, title="Else")]
    proposals.withdraw(first, by=group.focal)
    others.append(proposal(group.focal))  # what was withdrawn is proposed anew
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        others.append(proposal(group.focal))
    assert Proposal.objects.count() == len({first, *others}) == 6


def test_sent_page_says_where_it_is_who_answers_and_by_when(client, group):
    made = proposal(group.focal, meeting=group.april)
    text = page(client, group.focal, "sent", made.pk).content.decode()
    assert "IOM, as chair on the day of that meeting" in text
    assert "20 April 2007" in text


def test_form_refused_keeps_what_was_typed_and_says_that_files_are_to_be_chosen_again(client, group):
    answer = post(
        client,
        group.focal,
        "propose",
        title="",
        reason="In June it is too late.",
        files=[SimpleUploadedFile("note.pdf", PDF)],
    )
    text = answer.content.decode()
    assert "Enter a topic. Nothing else is required." in text
    assert "In June it is too late." in text
    assert "Please choose the files again" in text
    assert not Proposal.objects.exists()


def test_person_of_two_members_chooses_for_which(client, group):
    factories.appointment(group.focal, "UNCTAD")
    form = page(client, group.focal, "propose").context["form"]
    assert [name.split(",")[0] for _, name in form.fields["agency"].choices] == ["ILO", "UNCTAD"]
    post(client, group.focal, "propose", title="Children", agency=factories.agency("UNCTAD").pk)
    assert Proposal.objects.get().proposed_by.acronym == "UNCTAD"


def test_member_cannot_propose_for_another(client, group):
    answer = post(client, group.focal, "propose", title="x", agency=factories.agency("UNCTAD").pk)
    assert answer.status_code == 302
    assert Proposal.objects.get().proposed_by.acronym == "ILO"


def test_people_of_a_part_propose_for_the_collective_member(client, history):
    with clock.moved_to(dt.date(2009, 1, 1)):
        person = factories.person_of("ESCAP")
        post(client, person, "propose", title="Remittances in Asia")
        made = Proposal.objects.get()
        assert (made.proposed_by.acronym, made.on_behalf) == ("Regional Commissions", False)
        assert person.has_perm("meetings.change_proposal", made)


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_entered_for_an_agency_it_is_shown_and_the_agency_is_told(client, group, who):
    by = getattr(group, who)
    post(client, by, "propose", title="Domestic workers", agency=factories.agency("ILO").pk)
    made = Proposal.objects.get()
    assert made.on_behalf
    assert sorted(one.to[0] for one in mail.outbox) == sorted([group.focal.email, group.colleague.email])
    assert f"{by.name} proposed this topic to the chair for ILO" in mail.outbox[0].body
    assert made.get_absolute_url() in mail.outbox[0].body
    text = page(client, group.other, "proposal_detail", made.pk).content.decode()
    assert f"Entered for ILO by {by.name}" in text


def test_mail_is_written_with_the_change_and_the_worker_sends_it_later(client, group, mail_in_rows):
    answer = post(client, group.chair, "propose", title="x", agency=factories.agency("ILO").pk)
    assert answer.status_code == 302
    assert Proposal.objects.exists()
    waiting = Mail.objects.filter(sent_at=None)
    assert {one.to[0] for one in waiting} == {group.focal.email, group.colleague.email}
    assert mail.outbox == []
    for job in Job.objects.due():
        outbox.do(job.pk)
    assert not waiting.all().exists()
    assert sorted(one.to[0] for one in mail.outbox) == sorted([group.focal.email, group.colleague.email])


def test_no_mail_is_left_of_a_change_that_was_rolled_back(group, mail_in_rows):
    with transaction.atomic():
        proposal(group.chair)
        assert Mail.objects.count() == 2
        transaction.set_rollback(True)
    assert not Proposal.objects.exists()
    assert not Mail.objects.exists()
    assert not Job.objects.exists()
