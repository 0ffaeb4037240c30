"""What a proposal has beside its answer: who supports it, how long it waits, with what it was merged."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from meetings.models import Support
from meetings.proposals.actions import answers, proposals
from meetings.proposals.actions import support as proposal_support
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


@pytest.fixture
def proposal(people):
    return proposals.propose(agency=factories.agency("ILO"), title="Domestic workers", by=people["member"])


@pytest.fixture
def other(people):
    """Somebody of another member, UNCTAD."""
    people["other"] = factories.person_of("UNCTAD", name="O. Ther")
    return people["other"]


def support(browser, proposal, agency="UNCTAD", **data):
    data["agency"] = factories.agency(agency).pk
    return browser.post(reverse("proposals:support", args=[proposal.pk]), data, follow=True)


# Support ----------------------------------------------------------------------------------------------


def test_member_supports_what_another_proposes_and_the_chair_reads_it_beside_it(as_, proposal, other):
    page = support(as_("other"), proposal, words="Our governing body asked for it.")
    assert "Support of UNCTAD saved." in page.text
    assert "Our governing body asked for it." in page.text
    assert "Supported by UNCTAD" in as_("chair").get("/proposals/waiting/").text
    assert "Supported by UNCTAD" in as_("member").get("/proposals/").text
    assert mail.outbox == []


def test_it_is_ended_by_any_of_that_agencys_people_and_by_nobody_else(as_, proposal, other):
    made = proposal_support.support(proposal, agency=factories.agency("UNCTAD"), by=other)
    end = reverse("proposals:support_end", args=[proposal.pk, made.pk])
    assert as_("member").post(end).status_code == 403
    assert as_("chair").post(end).status_code == 403
    assert "no longer supports this topic" in as_("other").post(end, follow=True).text
    assert not Support.objects.exists()


def test_agency_supports_once_and_not_what_it_proposed_itself(as_, people, proposal, other):
    for words in ("Yes.", "Indeed."):
        proposal_support.support(proposal, agency=factories.agency("UNCTAD"), by=other, words=words)
    assert [one.words for one in proposal.supports.all()] == ["Indeed."]
    assert "Support was not saved" in support(as_("member"), proposal, "ILO").text
    with pytest.raises(Refused, match="ILO proposed this topic"):
        proposal_support.support(proposal, agency=factories.agency("ILO"), by=people["member"])
    assert "supports it" not in as_("member").get(proposal.get_absolute_url()).text


def test_member_supports_for_nobody_else(as_, proposal, other):
    assert "Support was not saved" in support(as_("other"), proposal, "UNODC").text
    assert not Support.objects.exists()


def test_support_entered_for_an_agency_is_shown_so_and_the_agency_is_told(as_, people, proposal, other):
    page = support(as_("chair"), proposal, "UNCTAD", words="By telephone.")
    assert "entered by M. Chair" in page.text
    [told] = mail.outbox
    assert told.to == [other.email]
    assert "M. Chair recorded that UNCTAD supports this topic proposed by ILO" in told.body
    assert "By telephone." in told.body
    end = reverse("proposals:support_end", args=[proposal.pk, Support.objects.get().pk])
    assert as_("secretariat").post(end).status_code == 302
    assert not Support.objects.exists()


def test_what_is_answered_is_no_longer_supported(as_, people, proposal, other):
    made = proposal_support.support(proposal, agency=factories.agency("UNCTAD"), by=other)
    answers.decline(proposal, by=people["chair"], reason="Not now.")
    assert support(as_("other"), proposal).status_code == 403
    with pytest.raises(Refused, match="declined it"):
        proposal_support.stop_supporting(made, by=other)
    assert "UNCTAD" in as_("member").get(proposal.get_absolute_url()).text


# Waiting too long -------------------------------------------------------------------------------------


def test_proposal_that_waits_for_ten_days_stands_on_the_chairs_desk_by_its_name(as_, people, proposal):
    told = "“Domestic workers”, proposed by ILO, has had no answer for more than ten days."
    for days, late in ((9, False), (10, True)):
        with clock.moved_to(clock.now() + dt.timedelta(days=days)):
            assert (told in [one.sentence for one in awaited(people["chair"])]) is late
            assert (told in as_("chair").get("/").text) is late
            assert ("No answer for more than 10 days" in as_("member").get("/proposals/").text) is late
            assert told not in [one.sentence for one in awaited(people["member"])]
    answers.decline(proposal, by=people["chair"], reason="Not now.")
    with clock.moved_to(clock.now() + dt.timedelta(days=30)):
        assert told not in [one.sentence for one in awaited(people["chair"])]


def test_what_waits_too_long_passes_to_the_next_chair(people, proposal):
    with clock.moved_to(dt.datetime(2007, 7, 2, 9, tzinfo=dt.UTC)):
        assert any("Domestic workers" in one.sentence for one in awaited(people["incoming"]))
        assert not any("Domestic workers" in one.sentence for one in awaited(people["chair"]))


def test_many_that_wait_too_long_are_named_in_part_and_counted(people):
    for number in range(8):
        proposals.propose(agency=factories.agency("ILO"), title=f"Topic {number}", by=people["member"])
    with clock.moved_to(clock.now() + dt.timedelta(days=11)):
        told = [one.sentence for one in awaited(people["chair"])]
    assert sum(one.startswith("“Topic") for one in told) == 5
    assert "3 more topics have had no answer for more than ten days." in told


# A second thought --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mail_in_rows")
@pytest.mark.parametrize(("seconds", "told"), [(30, []), (90, ["Topic declined", "Topic reopened"])])
def test_answer_that_is_taken_back_within_the_minute_is_heard_by_nobody(people, proposal, seconds, told):
    answers.decline(proposal, by=people["chair"], reason="Not now.")
    with clock.moved_to(clock.now() + dt.timedelta(seconds=seconds)):
        for job in Job.objects.due():
            outbox.do(job.pk)
        answers.reopen(proposal, by=people["chair"])
    with clock.moved_to(clock.now() + dt.timedelta(seconds=seconds + 90)):
        for job in Job.objects.due():
            outbox.do(job.pk)
    assert [one.subject.partition(":")[0] for one in mail.outbox] == told


# With what it was merged ------------------------------------------------------------------------------


def test_item_tells_whose_proposals_it_brings_together(as_, plan, people, proposal, other):
    meeting = plan()
    item = answers.take_up(proposal, meeting=meeting, by=people["chair"])
    second = proposals.propose(agency=factories.agency("UNCTAD"), title="Care work", by=other)
    answers.merge(second, into=item, by=people["chair"])
    for path in ("", "agenda/"):
        page = as_("chair").get(f"/meetings/{meeting.pk}/{path}").text
        assert "Combines:" in page
        assert "Care work</a> (UNCTAD)" in page


@pytest.mark.parametrize("secret", ["private", "restricted"])
def test_merging_tells_nothing_of_an_item_that_members_may_not_know(as_, plan, people, proposal, secret):
    meeting = plan(items=["Quillwort"], published=secret == "restricted")
    item = meeting.agenda.get()
    if secret == "restricted":
        item.restricted = "principals"
        item.save()
    mail.outbox.clear()
    answers.merge(proposal, into=item, by=people["chair"])
    assert "Quillwort" not in as_("member").get(proposal.get_absolute_url()).text
    assert "Merged with an agenda item" in as_("member").get(proposal.get_absolute_url()).text
    assert "Quillwort" in as_("chair").get(proposal.get_absolute_url()).text
    change = reverse("proposals:proposal_change", args=[proposal.pk])
    assert "Quillwort" not in as_("member").get(change, follow=True).text
    assert mail.outbox
    assert all("Quillwort" not in one.body + one.subject for one in mail.outbox)
