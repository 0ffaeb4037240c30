"""A proposal, from the focal point's thought to the chair's answer."""

import datetime as dt
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Purpose, User
from agencies.rules import SECRETARIAT
from foundation import clock, outbox
from foundation.models import Job, Mail
from foundation.verbs import Refused
from meetings import answering, proposal_files, proposals_waiting, proposing
from meetings.models import AgendaItem, Decision, Meeting, Proposal
from meetings.proposal_history import history as told
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2007, 3, 1)  # IOM chairs, UNHCR did, UNDESA will
Answer = Proposal.Answer
PDF = b"%PDF-1.7\n%..."


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def then():
    with clock.moved_to(DAY):
        yield


@pytest.fixture
def group(history, then):
    """The people of that day, and the meetings ahead."""
    secretary = factories.user(name="Sami Secretary")
    secretary.groups.add(Group.objects.get_or_create(name=SECRETARIAT)[0])
    return SimpleNamespace(
        chair=factories.person_of("IOM", name="Cleo Chair"),
        second=factories.person_of("IOM", name="Sven Second"),
        focal=factories.person_of("ILO", name="Fay Focal"),
        colleague=factories.person_of("ILO", name="Col League"),
        other=factories.person_of("UNCTAD", name="Otto Other"),
        incoming=factories.person_of("UNDESA", name="Ina Incoming"),
        secretary=secretary,
        stranger=factories.person_of("Elsewhere", name="Stan Stranger"),
        april=Meeting.objects.get(level="working", date="2007-04-20"),
        late_april=Meeting.objects.get(level="working", date="2007-04-30"),
        may=Meeting.objects.get(level="principals", date="2007-05-02"),
        january=Meeting.objects.get(level="working", date="2007-01-22"),
        planned=factories.meeting("2007-06-20", stage="planned", agenda_state="private"),
    )


def proposal(by, acronym="ILO", title="Domestic workers", **fields):
    return proposing.propose(agency=factories.agency(acronym), title=title, by=by, **fields)


def posted(client, by, name, *args, **data):
    client.force_login(by)
    return client.post(reverse(f"proposals:{name}", args=args), data)


def page(client, by, name, *args, **query):
    client.force_login(by)
    return client.get(reverse(f"proposals:{name}", args=args), query)


# Proposing -------------------------------------------------------------------------------------------


def test_topic_needs_its_title_only_and_goes_to_the_next_meeting(client, group):
    form = page(client, group.focal, "propose").context["form"]
    assert form["meeting"].initial == proposals_waiting.next_meeting().pk
    assert "agency" not in form.fields
    answer = posted(client, group.focal, "propose", title="  Domestic   workers ")
    made = Proposal.objects.get()
    assert answer.url == reverse("proposals:sent", args=[made.pk])
    assert (made.title, made.proposed_by.acronym, made.entered_by) == ("Domestic workers", "ILO", group.focal)
    assert made.on_behalf is False
    assert made.meeting is None
    assert mail.outbox == []


def test_everything_that_can_be_said_of_a_topic_is_kept(client, group):
    purpose = Purpose.objects.first()
    posted(
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
    first = posted(client, group.focal, "propose", title="Domestic workers", reason="In June.", **pdf)
    pdf = {"files": [SimpleUploadedFile("note.pdf", PDF)]}
    second = posted(client, group.focal, "propose", title="Domestic workers", reason="In June.", **pdf)
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
    proposing.withdraw(first, by=group.focal)
    others.append(proposal(group.focal))  # what was withdrawn is proposed anew
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        others.append(proposal(group.focal))
    assert Proposal.objects.count() == len({first, *others}) == 6


def test_sent_page_says_where_it_is_who_answers_and_by_when(client, group):
    made = proposal(group.focal, meeting=group.april)
    text = page(client, group.focal, "sent", made.pk).content.decode()
    assert "IOM, which chairs on the day of that meeting" in text
    assert "20 April 2007" in text


def test_form_refused_keeps_what_was_typed_and_says_that_files_are_to_be_chosen_again(client, group):
    answer = posted(
        client,
        group.focal,
        "propose",
        title="",
        reason="In June it is too late.",
        files=[SimpleUploadedFile("note.pdf", PDF)],
    )
    text = answer.content.decode()
    assert "Name the topic. Nothing else is needed." in text
    assert "In June it is too late." in text
    assert "The files must be chosen again" in text
    assert not Proposal.objects.exists()


def test_person_of_two_members_chooses_for_which(client, group):
    factories.appointment(group.focal, "UNCTAD")
    form = page(client, group.focal, "propose").context["form"]
    assert [name.split(",")[0] for _, name in form.fields["agency"].choices] == ["ILO", "UNCTAD"]
    posted(client, group.focal, "propose", title="Children", agency=factories.agency("UNCTAD").pk)
    assert Proposal.objects.get().proposed_by.acronym == "UNCTAD"


def test_member_cannot_propose_for_another(client, group):
    answer = posted(client, group.focal, "propose", title="x", agency=factories.agency("UNCTAD").pk)
    assert answer.status_code == 302
    assert Proposal.objects.get().proposed_by.acronym == "ILO"


def test_people_of_a_part_propose_for_the_collective_member(client, history):
    with clock.moved_to(dt.date(2009, 1, 1)):
        person = factories.person_of("ESCAP")
        posted(client, person, "propose", title="Remittances in Asia")
        made = Proposal.objects.get()
        assert (made.proposed_by.acronym, made.on_behalf) == ("Regional Commissions", False)
        assert person.has_perm("meetings.change_proposal", made)


@pytest.mark.parametrize("who", ["chair", "secretary"])
def test_entered_for_an_agency_it_is_shown_and_the_agency_is_told(client, group, who):
    by = getattr(group, who)
    posted(client, by, "propose", title="Domestic workers", agency=factories.agency("ILO").pk)
    made = Proposal.objects.get()
    assert made.on_behalf
    assert sorted(one.to[0] for one in mail.outbox) == sorted([group.focal.email, group.colleague.email])
    assert f"{by.name} entered this topic for ILO" in mail.outbox[0].body
    assert made.get_absolute_url() in mail.outbox[0].body
    text = page(client, group.other, "proposal_detail", made.pk).content.decode()
    assert f"entered for ILO by {by.name}" in text


def test_mail_is_written_with_the_change_and_the_worker_sends_it_later(client, group, mail_in_rows):
    answer = posted(client, group.chair, "propose", title="x", agency=factories.agency("ILO").pk)
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


# Files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("note.pdf", b"<html><script>", "does not hold what its name says"),
        ("note.txt", b"<!DOCTYPE html><p>", "does not hold what its name says"),
        ("note.txt", b"  <svg onload=x>", "does not hold what its name says"),
        ("note.txt", b"MZ\x90\x00", "does not hold what its name says"),
        ("picture.png", b"<svg xmlns='x'/>", "does not hold what its name says"),
        ("picture.svg", b"<svg/>", "of a kind that is not taken"),
        ("run.exe", b"MZ", "of a kind that is not taken"),
        ("page.html", b"<p>", "of a kind that is not taken"),
        ("nothing", b"abc", "of a kind that is not taken"),
        ("empty.txt", b"", "There is nothing in this file"),
        ("great.pdf", PDF + b" " * proposal_files.LARGEST, "a file can have 25 MB"),
    ],
)
def test_refused_file_writes_nothing_and_keeps_what_was_typed(client, group, tmp_path, name, content, why):
    answer = posted(
        client,
        group.focal,
        "propose",
        title="Domestic workers",
        files=[SimpleUploadedFile("fine.pdf", PDF), SimpleUploadedFile(name, content)],
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert why in text
    assert 'value="Domestic workers"' in text
    assert "The files must be chosen again" in text
    assert not Proposal.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.DOCX", factories.office_file()),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.txt", "Où, für, 日本 a < b".encode()),
        ("a.txt", "Où".encode("latin-1")),
    ],
)
def test_usual_files_are_taken(client, group, name, content):
    posted(client, group.focal, "propose", title="x", files=[SimpleUploadedFile(name, content)])
    assert Proposal.objects.get().files.get().name == name


def test_more_files_than_ten_are_refused(client, group):
    def files(count):
        return [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(count)]

    answer = posted(client, group.focal, "propose", title="x", files=files(11))
    assert "These are 11 files" in answer.content.decode()
    made = proposal(group.focal, files=files(6))
    answer = posted(
        client, group.focal, "proposal_change", made.pk, title="x", revision=made.revision, files=files(5)
    )
    assert "more than 10" in answer.content.decode()
    assert made.files.count() == 6


def test_files_go_when_the_proposal_is_not_written(group, tmp_path, monkeypatch):
    def fails(**fields):
        raise RuntimeError

    monkeypatch.setattr(proposal_files.ProposalFile.objects, "create", fails)
    with pytest.raises(RuntimeError):
        proposal(group.focal, files=[SimpleUploadedFile("note.pdf", PDF)])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_file_is_streamed_as_an_attachment_to_those_who_may_see_the_proposal(client, group):
    made = proposal(group.focal, files=[SimpleUploadedFile("note.pdf", PDF)])
    kept = made.files.get()
    answer = page(client, group.other, "file", made.pk, kept.pk)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/pdf"
    assert page(client, group.stranger, "file", made.pk, kept.pk).status_code == 404
    other = proposal(group.focal, title="Another")
    assert page(client, group.other, "file", other.pk, kept.pk).status_code == 404


def test_removed_file_is_gone_from_the_storage(client, group, tmp_path, django_capture_on_commit_callbacks):
    made = proposal(group.focal, files=[SimpleUploadedFile("a.pdf", PDF), SimpleUploadedFile("b.pdf", PDF)])
    gone = made.files.first()
    with django_capture_on_commit_callbacks(execute=True):
        posted(
            client,
            group.focal,
            "proposal_change",
            made.pk,
            title="x",
            revision=made.revision,
            remove=[gone.pk],
        )
    assert [file.name for file in made.files.all()] == ["b.pdf"]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


# Changing and withdrawing ----------------------------------------------------------------------------


def test_any_of_the_agencys_people_changes_it_while_it_is_undecided(client, group):
    made = proposal(group.focal)
    answer = posted(
        client,
        group.colleague,
        "proposal_change",
        made.pk,
        title="Domestic workers abroad",
        asked="discussion",
        meeting=group.april.pk,
        revision=made.revision,
    )
    assert answer.url == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.title, made.asked, made.meeting) == ("Domestic workers abroad", "discussion", group.april)
    assert made.revision == 2


def test_two_people_changing_it_see_both_versions_and_lose_nothing(client, group):
    made = proposal(group.focal, reason="First words")
    data = {"title": "One title", "reason": "First words", "revision": made.revision}
    assert posted(client, group.focal, "proposal_change", made.pk, **data).status_code == 302
    data |= {"title": "Other title", "asked": "decision", "invite": "The ICRC"}
    answer = posted(client, group.colleague, "proposal_change", made.pk, **data)
    assert answer.status_code == 200
    assert [(row["label"], row["now"], row["typed"]) for row in answer.context["both"]] == [
        ("Topic", "One title", "Other title"),
        ("What is asked of the members", "", "decision"),
        ("Whom to hear from outside of the Group", "", "The ICRC"),
    ]
    made.refresh_from_db()
    assert made.title == "One title"
    form = answer.context["form"]
    assert form["title"].value() == "Other title"
    data["revision"] = form["revision"].value()
    assert posted(client, group.colleague, "proposal_change", made.pk, **data).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.invite) == ("Other title", "The ICRC")


def test_change_of_what_was_answered_meanwhile_is_refused_and_what_was_typed_stays(client, group):
    made = proposal(group.focal)
    answering.decline(made, by=group.chair, reason="Out of scope.")
    answer = posted(
        client, group.focal, "proposal_change", made.pk, title="Other words", revision=made.revision
    )
    text = answer.content.decode()
    assert "Cleo Chair declined it" in text
    assert "Other words" in text
    assert page(client, group.focal, "proposal_change", made.pk).url == made.get_absolute_url()


def test_withdrawn_it_waits_no_more_and_only_some_still_see_it(client, group):
    made = proposal(group.focal)
    posted(client, group.colleague, "proposal_withdraw", made.pk, revision=made.revision)
    made.refresh_from_db()
    assert (made.answer, made.answered_by) == (Answer.WITHDRAWN, group.colleague)
    assert made not in proposals_waiting.waiting_for(group.april)
    for who, status in (
        ("focal", 200),
        ("chair", 200),
        ("secretary", 200),
        ("incoming", 200),
        ("other", 404),
    ):
        assert page(client, getattr(group, who), "proposal_detail", made.pk).status_code == status
    with pytest.raises(Refused, match="Col League withdrew it"):
        answering.take_up(made, meeting=group.april, by=group.chair)


def test_what_was_merged_into_a_withdrawn_one_waits_again(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answering.merge(second, into=first, by=group.chair)
    proposing.withdraw(first, by=group.focal)
    second.refresh_from_db()
    assert (second.answer, second.merged_into) == (Answer.NONE, None)


def test_who_entered_it_for_an_agency_changes_and_withdraws_it_and_the_agency_is_told(group):
    made = proposal(group.chair)
    assert group.secretary.has_perm("meetings.change_proposal", made)
    mail.outbox.clear()
    proposing.change(made, by=group.secretary, revision=1, title="Other")
    proposing.withdraw(made, by=group.secretary)
    assert {one.subject for one in mail.outbox} == {"Changed for ILO: Other", "Withdrawn for ILO: Other"}
    assert not group.secretary.has_perm("meetings.change_proposal", proposal(group.focal))


# The chair's answers ---------------------------------------------------------------------------------


def test_taken_up_it_is_the_last_item_of_the_agenda_before_what_closes_it(client, group):
    AgendaItem.objects.create(meeting=group.planned, position=4, title="Opening")
    AgendaItem.objects.create(meeting=group.planned, position=5, title="Next meeting", kind="next")
    purpose = Purpose.objects.first()
    made = proposal(group.focal, reason="It is time.", asked="decision", purposes=[purpose])
    posted(client, group.chair, "take_up", made.pk, meeting=group.planned.pk, revision=made.revision)
    made.refresh_from_db()
    item = made.item
    assert (item.meeting, item.position, item.title) == (group.planned, 1, "Domestic workers")
    assert (item.summary, item.asked, item.proposed_by.acronym) == ("It is time.", "decision", "ILO")
    assert list(item.purposes.all()) == [purpose]
    assert (made.answer, made.answered_by, made.meeting) == (Answer.TAKEN_UP, group.chair, group.planned)
    assert len(mail.outbox) == 2
    assert "It is taken up for a meeting that is being planned" in mail.outbox[0].body


def test_members_do_not_learn_of_a_planned_meeting_from_a_proposal(client, group):
    made = proposal(group.focal)
    answering.take_up(made, meeting=group.planned, by=group.chair)
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "20 June 2007" not in text
    assert "a meeting that is being planned" in text
    assert "20 June 2007" not in page(client, group.focal, "proposal_list").content.decode()
    assert "20 June 2007" in page(client, group.chair, "proposal_detail", made.pk).content.decode()


def test_declined_with_a_sentence_which_the_agency_reads(client, group):
    made = proposal(group.focal, meeting=group.april)
    posted(client, group.chair, "decline", made.pk, reason="It was settled in January.", revision=1)
    body = mail.outbox[0].body
    assert "It was settled in January." in body
    assert body.count("http") == 1
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "It was settled in January." in text
    assert "Declined" in text


@pytest.mark.parametrize("name", ["defer", "decline"])
def test_putting_off_and_declining_ask_for_a_sentence(client, group, name):
    made = proposal(group.focal)
    answer = posted(client, group.chair, name, made.pk, reason="  ", revision=1)
    assert "Say why in a sentence" in answer.content.decode()
    with pytest.raises(Refused, match="in a sentence"):
        getattr(answering, name)(made, by=group.chair, reason=" ")
    made.refresh_from_db()
    assert made.answer == Answer.NONE


def test_merged_into_another_and_into_an_item_with_a_trace(client, group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    third = proposal(group.incoming, "UNDESA", "Youth")
    posted(client, group.chair, "merge", second.pk, into=f"proposal-{first.pk}", revision=1)
    item = answering.take_up(first, meeting=group.april, by=group.chair)
    posted(client, group.chair, "merge", third.pk, into=f"item-{item.pk}", revision=1)
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.answer, second.merged_into) == (Answer.MERGED, first)
    assert (third.answer, third.item, third.meeting) == (Answer.MERGED, item, group.april)
    assert "Children" in page(client, group.focal, "proposal_detail", first.pk).content.decode()
    assert "Domestic workers" in page(client, group.other, "proposal_detail", second.pk).content.decode()


def test_agencies_whose_proposals_were_merged_get_the_answer_too(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answering.merge(second, into=first, by=group.chair)
    answering.decline(first, by=group.chair, reason="Not now.")
    told_of = {one.to[0]: one.body for one in mail.outbox}
    assert "“Children” was merged with this one of ILO" in told_of[group.other.email]


def test_merging_refuses_itself_and_what_is_closed(group):
    first, second = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    with pytest.raises(Refused, match="with itself"):
        answering.merge(first, into=first, by=group.chair)
    answering.merge(first, into=second, by=group.chair)
    with pytest.raises(Refused, match="merged it with “Children”"):
        answering.merge(second, into=first, by=group.chair)
    item = AgendaItem.objects.create(meeting=group.april, position=90, title="Gone")
    gone = AgendaItem.objects.get(pk=item.pk)
    item.delete()
    with pytest.raises(Refused, match="taken off the agenda"):
        answering.merge(second, into=gone, by=group.chair)


def test_taking_up_refuses_a_meeting_that_is_off_or_whose_minutes_stand(group):
    made = proposal(group.focal)
    Meeting.objects.filter(pk=group.april.pk).update(stage="cancelled")
    with pytest.raises(Refused, match="cancelled"):
        answering.take_up(made, meeting=group.april, by=group.chair)
    Meeting.objects.filter(pk=group.january.pk).update(minutes="adopted")
    with pytest.raises(Refused, match="minutes"):
        answering.take_up(made, meeting=group.january, by=group.chair)
    made.refresh_from_db()
    assert made.answer == Answer.NONE


VERBS = {
    "take_up": (Answer.TAKEN_UP, lambda p, g: answering.take_up(p, meeting=g.april, by=g.chair)),
    "merge": (Answer.MERGED, lambda p, g: answering.merge(p, into=proposal(g.other, "UNCTAD"), by=g.chair)),
    "defer": (Answer.DEFERRED, lambda p, g: answering.defer(p, reason="Later.", by=g.chair)),
    "decline": (Answer.DECLINED, lambda p, g: answering.decline(p, reason="No.", by=g.chair)),
    "withdraw": (Answer.WITHDRAWN, lambda p, g: proposing.withdraw(p, by=g.focal)),
    "reopen": (Answer.NONE, lambda p, g: answering.reopen(p, by=g.chair)),
}


@pytest.mark.parametrize("first", [None, "take_up", "merge", "defer", "decline", "withdraw"])
@pytest.mark.parametrize("second", VERBS)
def test_every_step_is_as_the_map_has_it_and_a_refused_one_changes_nothing(group, first, second):
    made = proposal(group.focal, meeting=group.april)
    if first:
        VERBS[first][1](made, group)
    made.refresh_from_db()
    before, to = dict(vars(made)), VERBS[second][0]
    if to in Proposal.TRANSITIONS[made.answer]:
        VERBS[second][1](made, group)
        made.refresh_from_db()
        assert made.answer == to
        assert made.revision == before["revision"] + 1
    else:
        with pytest.raises(Refused) as refused:
            VERBS[second][1](made, group)
        assert len(str(refused.value)) > 30
        made.refresh_from_db()
        assert {**vars(made), "_state": 0} == {**before, "_state": 0}


@pytest.mark.parametrize("verb", ["take_up", "merge", "decline"])
def test_second_of_two_chairs_reads_what_the_first_did_and_loses_nothing(client, group, verb):
    made = proposal(group.focal, meeting=group.april)
    VERBS[verb][1](made, group)
    answer = posted(client, group.second, "defer", made.pk, reason="We need a paper first.", revision=1)
    text = answer.content.decode()
    assert "Cleo Chair" in text
    assert "We need a paper first." in text
    made.refresh_from_db()
    assert made.answer == VERBS[verb][0]


def test_answer_to_what_changed_meanwhile_is_asked_anew(client, group):
    made = proposal(group.focal)
    proposing.change(made, by=group.colleague, revision=1, title="Something else")
    answer = posted(client, group.chair, "decline", made.pk, reason="Not ours.", revision=1)
    text = answer.content.decode()
    assert "Something else" in text
    assert "Not ours." in text
    again = answer.context["form"]["revision"].value()
    assert (
        posted(client, group.chair, "decline", made.pk, reason="Not ours.", revision=again).status_code == 302
    )


def test_opened_again_the_item_goes_and_it_waits_as_before(client, group):
    made = proposal(group.focal)
    item = answering.take_up(made, meeting=group.april, by=group.chair)
    posted(client, group.second, "reopen", made.pk)
    made.refresh_from_db()
    assert (made.answer, made.item, made.answered_by) == (Answer.NONE, None, None)
    assert not AgendaItem.objects.filter(pk=item.pk).exists()
    assert mail.outbox[-1].subject == "Waits again: Domestic workers"


def test_item_that_was_worked_on_does_not_go_with_an_undo(group):
    made = proposal(group.focal)
    item = answering.take_up(made, meeting=group.april, by=group.chair)
    Decision.objects.create(item=item, position=0, text="Agreed.")
    with pytest.raises(Refused, match="worked on since"):
        answering.reopen(made, by=group.chair)
    made.refresh_from_db()
    assert (made.answer, made.item) == (Answer.TAKEN_UP, item)


def test_item_into_which_another_was_merged_does_not_go_with_an_undo(group):
    made, other = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    item = answering.take_up(made, meeting=group.april, by=group.chair)
    answering.merge(other, into=item, by=group.chair)
    with pytest.raises(Refused, match="worked on since"):
        answering.reopen(made, by=group.chair)


def test_what_was_merged_with_a_proposal_stays_with_it_when_that_is_opened_again(group):
    made, other = proposal(group.focal), proposal(group.other, "UNCTAD", "Children")
    answering.take_up(made, meeting=group.april, by=group.chair)
    answering.merge(other, into=made, by=group.chair)
    answering.reopen(made, by=group.chair)
    other.refresh_from_db()
    assert (other.answer, other.merged_into, other.item) == (Answer.MERGED, made, None)


# What waits ------------------------------------------------------------------------------------------


def test_waiting_for_a_meeting_are_its_own_and_those_for_the_next_suitable_one(group):
    own = proposal(group.focal, title="Own", meeting=group.april)
    adrift = proposal(group.focal, title="Adrift")
    missed = proposal(group.focal, title="Missed", meeting=group.january)
    elsewhere = proposal(group.focal, title="Elsewhere", meeting=group.may)
    assert set(proposals_waiting.waiting_for(group.april)) == {own, adrift, missed}
    assert set(proposals_waiting.waiting_for(group.may)) == {elsewhere, adrift, missed}
    assert set(proposals_waiting.waiting_for(group.january)) == {missed}


def test_deferred_one_comes_up_at_the_next_meeting_and_its_earlier_answer_stays_in_sight(client, group):
    made = proposal(group.focal, meeting=group.april)
    answering.defer(made, by=group.chair, reason="The paper is not ready.", at=group.april)
    assert made not in proposals_waiting.waiting_for(group.april)
    assert made in proposals_waiting.waiting_for(group.may)
    answering.take_up(made, meeting=group.may, by=group.chair)
    made.refresh_from_db()
    assert [event.what for event in told(made)] == ["Proposed", "Put off", "Taken up"]
    assert told(made)[1].words == "The paper is not ready."
    text = page(client, group.focal, "proposal_detail", made.pk).content.decode()
    assert "The paper is not ready." in text


def test_deferred_twice_tells_of_both(group):
    made = proposal(group.focal, meeting=group.april)
    answering.defer(made, by=group.chair, reason="First.", at=group.april)
    answering.defer(made, by=group.chair, reason="Second.", at=group.late_april)
    assert [event.words for event in told(made)] == ["", "First.", "Second."]
    assert made not in proposals_waiting.waiting_for(group.late_april)
    assert made in proposals_waiting.waiting_for(group.may)


def test_agency_is_told_at_home_of_an_answer_for_two_weeks(group, client):
    made, theirs = proposal(group.focal), proposal(group.other, "UNCTAD", "Not mine")
    answering.decline(theirs, by=group.chair, reason="No.")

    def told(who):
        client.force_login(who)
        return "Declined: ILO’s proposal “Domestic workers”" in client.get("/").content.decode()

    assert not told(group.colleague)
    answering.decline(made, by=group.chair, reason="Out of scope.")
    assert told(group.focal)
    assert told(group.colleague)
    assert not told(group.other)
    client.get(made.get_absolute_url())
    assert told(group.focal)
    with clock.moved_to(clock.now() + dt.timedelta(days=14, seconds=-60)):
        assert told(group.focal)
    with clock.moved_to(clock.now() + dt.timedelta(days=14, seconds=60)):
        assert not told(group.focal)
    answering.reopen(made, by=group.chair)
    assert not told(group.focal)


def test_purposes_are_suggested_while_a_topic_is_written_and_ticked_when_pressed(group, client):
    research, rights = Purpose.objects.get(number=6), Purpose.objects.get(number=9)
    typed = {"title": "Data on remittances", "reason": "Human rights", "purposes": [rights.pk]}
    shown = posted(client, group.focal, "purposes", **typed).content.decode()
    assert f">{research}</button>" in shown
    assert "because of “data”, “remittances”" in shown
    assert shown.count(" checked") == 1
    pressed = posted(client, group.focal, "purposes", **typed, take=research.pk).content.decode()
    assert pressed.count(" checked") == 2
    assert "because of" not in pressed
    assert not Proposal.objects.exists()
    for nonsense in ("x", "99999999999999999999"):
        assert posted(client, group.focal, "purposes", take=nonsense, purposes="y").status_code == 200


def test_item_tells_whom_its_proposal_asks_to_hear(group, client):
    made = proposal(group.focal, invite="The Diaspora Network")
    item = answering.take_up(made, meeting=group.april, by=group.chair)
    client.force_login(group.chair)
    for address in (
        group.april.get_absolute_url(),
        reverse("meetings:agenda", args=[group.april.pk]),
        reverse("meetings:item_change", args=[group.april.pk, item.pk]),
    ):
        assert "hear" in client.get(address).content.decode().split("The Diaspora Network")[0][-60:], address


def test_purposes_of_an_item_are_set_and_both_versions_shown(group, client):
    item = answering.take_up(proposal(group.focal), meeting=group.april, by=group.chair)
    address = reverse("meetings:item_change", args=[group.april.pk, item.pk])
    client.force_login(group.chair)
    six, nine = Purpose.objects.get(number=6), Purpose.objects.get(number=9)
    said = {"title": item.title, "revision": 0}
    assert client.post(address, said | {"purposes": [six.pk, nine.pk]}).status_code == 302
    assert set(item.purposes.all()) == {six, nine}
    stale = client.post(address, said | {"purposes": [six.pk]})
    assert stale.status_code == 409
    assert f"{six}<br>{nine}" in stale.content.decode()
    assert set(item.purposes.all()) == {six, nine}
    assert client.post(address, said | {"revision": 1}).status_code == 302
    assert not item.purposes.exists()


def test_deferred_until_a_meeting_waits_for_that_one(group):
    made = proposal(group.focal, meeting=group.april)
    answering.defer(made, by=group.chair, reason="For the principals.", meeting=group.may, at=group.april)
    assert made not in proposals_waiting.waiting_for(group.late_april)
    assert made in proposals_waiting.waiting_for(group.may)
    for meeting, why in ((group.may, "same meeting"), (group.january, "cancelled or over")):
        with pytest.raises(Refused, match=why):
            answering.defer(made, by=group.chair, reason="Again.", meeting=meeting)


def test_deferred_one_is_the_next_chairs_to_answer(client, group):
    made = proposal(group.focal, meeting=group.may)
    answering.defer(made, by=group.chair, reason="After the summer.")
    july = factories.meeting("2007-09-10")
    with clock.moved_to(dt.datetime(2007, 6, 30, 23, 59, tzinfo=clock.zone())):
        assert User.objects.get(pk=group.chair.pk).has_perm("meetings.answer_proposals")
        assert not User.objects.get(pk=group.incoming.pk).has_perm("meetings.answer_proposals")
    with clock.moved_to(dt.date(2007, 7, 1)):
        assert posted(client, group.chair, "decline", made.pk, reason="No.").status_code == 403
        assert made in page(client, group.incoming, "waiting").context["facts"]["waiting"]
        posted(client, group.incoming, "take_up", made.pk, meeting=july.pk)
        made.refresh_from_db()
        assert (made.answer, made.answered_by) == (Answer.TAKEN_UP, group.incoming)


def test_in_a_gap_the_secretariat_answers_and_otherwise_not(client, group):
    made = proposal(group.focal)
    assert posted(client, group.secretary, "decline", made.pk, reason="No.").status_code == 403
    with clock.moved_to(dt.date(2009, 1, 1)):
        posted(client, group.secretary, "decline", made.pk, reason="No.")
    made.refresh_from_db()
    assert made.answered_by == group.secretary


def test_undoing_stands_beside_what_waits(client, group):
    made = proposal(group.focal, meeting=group.april)
    answering.decline(made, by=group.chair, reason="No.", at=group.april)
    facts = page(client, group.chair, "waiting", meeting=group.april.pk).context["facts"]
    assert facts["answered"] == [made]
    answer = posted(client, group.chair, "reopen", made.pk, next="/proposals/waiting/")
    assert answer.url == "/proposals/waiting/"
    assert posted(client, group.chair, "decline", made.pk, reason="No.", next="//evil.example/").url == (
        made.get_absolute_url()
    )


def test_chair_is_told_what_awaits_and_nobody_else(group):
    proposal(group.focal, meeting=group.april)
    proposal(group.focal)
    following = proposals_waiting.next_meeting()
    [awaited] = proposals_waiting.proposals_awaiting(User.objects.get(pk=group.chair.pk))
    count = proposals_waiting.waiting_for(following).count()
    assert awaited.sentence.startswith({1: "One proposal waits", 2: "Two proposals wait"}[count])
    assert str(following.date) in awaited.sentence
    for nobody in (group.focal, group.incoming, group.secretary, group.stranger):
        assert proposals_waiting.proposals_awaiting(nobody) == []


# Who may ---------------------------------------------------------------------------------------------

PAGES = {
    # page: (as whom it is seen, others get that)
    "proposal_list": ({"chair", "focal", "other", "incoming", "secretary"}, 403),
    "propose": ({"chair", "focal", "other", "incoming", "secretary"}, 403),
    "waiting": ({"chair"}, 403),
}
ROLES = ("chair", "focal", "other", "incoming", "secretary", "stranger")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_who_sees_the_pages_without_a_proposal(client, group, name, role):
    seen_by, otherwise = PAGES[name]
    status = page(client, getattr(group, role), name).status_code
    assert status == (200 if role in seen_by else otherwise)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("proposal_detail", {"chair", "focal", "other", "incoming", "secretary"}),
        ("sent", {"focal"}),
        ("proposal_change", {"focal"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_sees_the_pages_of_a_proposal(client, group, name, allowed, role):
    made = proposal(group.focal)
    status = page(client, getattr(group, role), name, made.pk).status_code
    assert status == (200 if role in allowed else 404 if role == "stranger" else 403)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("proposal_withdraw", {"focal"}),
        ("take_up", {"chair"}),
        ("merge", {"chair"}),
        ("defer", {"chair"}),
        ("decline", {"chair"}),
        ("reopen", {"chair"}),
    ],
)
@pytest.mark.parametrize("role", ROLES)
def test_who_does_what_with_a_proposal(client, group, name, allowed, role):
    made = proposal(group.focal)
    status = posted(client, getattr(group, role), name, made.pk).status_code
    assert status in ({200, 302} if role in allowed else {404} if role == "stranger" else {403})
    assert page(client, group.chair, name, made.pk).status_code == 405


def test_anonymous_visitor_is_sent_to_the_login_whether_or_not_it_exists(client, group):
    made = proposal(group.focal)
    for name, args in (
        ("proposal_list", []),
        ("propose", []),
        ("waiting", []),
        ("proposal_detail", [made.pk]),
        ("proposal_detail", [made.pk + 99]),
        ("file", [made.pk, 1]),
        ("take_up", [made.pk]),
    ):
        answer = client.get(reverse(f"proposals:{name}", args=args))
        assert answer.status_code == 302
        assert answer.url.startswith("/login/")


# Lists -----------------------------------------------------------------------------------------------


def test_own_proposals_stand_first_and_can_be_sifted(client, group):
    theirs = proposal(group.other, "UNCTAD", "Theirs")
    mine = proposal(group.focal, title="Mine", meeting=group.april)
    done = proposal(group.focal, title="Done")
    answering.decline(done, by=group.chair, reason="No.")
    assert list(page(client, group.focal, "proposal_list").context["object_list"]) == [done, mine, theirs]
    for query, shown in (
        ({"state": "waiting"}, [mine, theirs]),
        ({"state": "answered"}, [done]),
        ({"meeting": group.april.pk}, [mine]),
        ({"state": "nonsense", "meeting": "x"}, [done, mine, theirs]),
    ):
        listed = page(client, group.focal, "proposal_list", **query).context["object_list"]
        assert list(listed) == shown


def _many(group, count):
    agencies = [factories.agency("ILO"), factories.agency("UNCTAD"), factories.agency("UNHCR")]
    Proposal.objects.bulk_create(
        Proposal(
            title=f"Topic {n}",
            proposed_by=agencies[n % 3],
            entered_by=group.chair,
            on_behalf=n % 2 == 0,
            meeting=group.april if n % 2 else None,
        )
        for n in range(count)
    )


@pytest.mark.parametrize(("name", "who"), [("proposal_list", "focal"), ("waiting", "chair")])
def test_lists_ask_as_often_for_three_as_for_three_hundred(client, group, name, who):
    counts = []
    for count in (3, 297):
        _many(group, count)
        page(client, getattr(group, who), name, meeting=group.april.pk)
        with CaptureQueriesContext(connection) as queries:
            shown = page(client, getattr(group, who), name)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(shown.content) < 300_000


def test_list_comes_in_pages_of_25(client, group):
    _many(group, 30)
    assert len(page(client, group.focal, "proposal_list").context["object_list"]) == 25
    assert len(page(client, group.focal, "proposal_list", page=2).context["object_list"]) == 5
