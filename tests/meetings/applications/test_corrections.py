"""A decision recorded in error is corrected with a reason; what followed is put right, and both are shown."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from agencies.accounts import actions as account_actions
from agencies.applications import links
from agencies.applications.progress import steps
from agencies.models import Agency, Application, Appointment, Dossier, Membership, User
from agencies.people.queries import people_to_forget
from chairmanship.applications import handover
from chairmanship.models import Chairmanship
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from meetings.applications import corrections, letters
from meetings.followup import actions as followup_actions
from meetings.followup.records import counts
from meetings.invitations.actions import invitations
from meetings.models import ApplicationDecision, Decision, Invitation
from tests import factories
from tests.meetings.applications.decisions import WORDS, browser_of, decide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("june", "mail_in_rows")]

WHY = "Taken from the wrong minutes."


@pytest.fixture
def office():
    return browser_of(factories.secretariat(name="Sam"))


@pytest.fixture
def named(application):
    for who, role in (("head", "principal"), ("focal", "focal_point")):
        application.candidates.create(
            role=role, name=WORDS[f"{who}-name"], email=WORDS[f"{who}-email"], post="Adviser"
        )
    return application


def correct_page(decision):
    return reverse("deciding:decision_correct", args=[decision.application_id, decision.pk])


def correct(browser, decision, **typed):
    return browser.post(correct_page(decision), {"record": "1", "why": WHY} | typed, follow=True)


def all_sent():
    Mail.objects.filter(recalled_at=None).update(sent_at=clock.now())


def page_of(browser, application):
    return browser.get(reverse("applications:application_detail", args=[application.pk])).text


def invitation_of(person):
    return reverse("invitations:open", args=[account_actions.token(person)])


def test_admission_in_error_is_put_right_and_both_are_shown(named, met, office):
    decision = decide(named, "admitted", meeting=met).decision
    fay = User.objects.get(email="fay@ifad.example")
    link = invitation_of(fay)
    assert Client().get(link).status_code == 200
    all_sent()
    assert correct_page(decision) in page_of(office, named)
    assert "that is a new decision of the Group" in office.get(correct_page(decision)).text
    preview = office.post(correct_page(decision), {"why": WHY})
    assert "The membership of IFAD from 8 June 2007 no longer counts." in preview.text
    assert "Correction: the Group’s decision on your application" in preview.text
    assert Agency.objects.members().filter(acronym="IFAD").exists()  # nothing has happened yet
    told = correct(office, decision).text
    for words in (
        "Entry corrected.",
        "The membership of IFAD from 8 June 2007 no longer counts.",
        "These appointments no longer count: Fay Focal and Hanna Head.",
        "The invitation of Fay Focal is withdrawn.",
        "The line in the minutes of the working-level meeting of 8 June 2007 is struck out.",
        "The application is under review again.",
        "The applicant is told by e-mail that it was entered in error.",
        "IFAD stays in the register of agencies, without a membership.",
    ):
        assert words in told, words
    page = page_of(office, named)
    struck = '<del><span class="entry">Admitted'
    for words in (struck, "Entered in error, corrected on 8 June 2007.", WHY, "By Sam."):
        assert words in page
    # It counts on no day, and the history has it.
    for day in (None, dt.date(2007, 6, 8), dt.date(2027, 1, 1)):
        assert not Agency.objects.members(on=day).filter(acronym="IFAD")
    membership = Membership.entered.get(agency__acronym="IFAD")
    assert membership.correction == WHY
    assert membership.corrected_by.name == "Sam"
    assert not fay.appointments.exists()
    assert Appointment.entered.filter(person=fay, correction=WHY).exists()
    assert "IFAD" not in Client().get(reverse("agencies:member_list"), {"on": "2007-06-08"}).text
    agency = reverse("agencies:agency_detail", args=["ifad"])
    assert "<del>Member from 8 June 2007</del>" in office.get(agency).text
    assert "error" not in Client().get(agency).text
    person = office.get(reverse("people:person_detail", args=[fay.pk])).text
    assert "<del>IFAD, focal point</del>" in person
    assert reverse("people:person_forget", args=[fay.pk]) in person
    # The people: the link no longer works, and they are told.
    answer = Client().get(link)
    assert "no longer valid" in answer.text
    subjects = {mail.to[0]: mail.subject for mail in Mail.objects.filter(sent_at=None)}
    assert subjects["apply@ifad.example"] == "Correction: the Group’s decision on your application"
    assert "was sent in error" in subjects["fay@ifad.example"]
    own = Client().get(reverse("apply:own", args=[links.link_of(Dossier.objects.get())])).text
    assert "admitted" not in own.lower()
    assert "under review" in own
    assert WHY not in own
    # And it can be decided anew, on the same day.
    decide(named, "admitted", meeting=met)
    assert Agency.objects.members().filter(acronym="IFAD").exists()


def test_minutes_strike_the_line_out_and_nothing_counts_it(named, met, office):
    decision = decide(named, "offered", meeting=met).decision
    correct(office, decision)
    (line,) = Decision.objects.all()
    assert line.correction == WHY
    assert not Decision.objects.standing().exists()
    chair = browser_of(factories.person_of("IOM"))
    for page in (
        reverse("meetings:minutes", args=[met.pk]),
        reverse("meetings:meeting_detail", args=[met.pk]),
    ):
        text = chair.get(page).text
        assert "<del>The Group offered membership to IFAD.</del>" in text
        assert "Entered in error, corrected on 8 June 2007." in text
    assert (
        reverse("meetings:decision_change", args=[met.pk, line.pk])
        not in chair.get(reverse("meetings:minutes", args=[met.pk])).text
    )
    for verb in (
        lambda: followup_actions.remove_line(line, by=None),
        lambda: followup_actions.change_line(line, changes={"text": "New"}, by=None),
        lambda: followup_actions.settle_decision(line, state="done", by=None),
    ):
        with pytest.raises(Refused, match="Entered in error"):
            verb()
    met.minutes = "adopted"
    met.save()
    decided, _actions = counts(Chairmanship.objects.get(), clock.today())
    assert decided.numbers == (0,)
    register = office.get(reverse("meetings:decision_list"), {"state": "in-force"}).text
    assert "offered membership" not in register
    assert "Entered in error" in office.get(reverse("meetings:decision_list")).text


def test_adopted_minutes_need_a_corrigendum_and_the_page_leads_there(named, met, office):
    decision = decide(named, "offered", meeting=met).decision
    met.minutes = "adopted"
    met.save()
    told = correct(office, decision).text
    assert "are adopted and say it. Issue a corrigendum." in told
    assert Decision.objects.standing().exists()
    chair = browser_of(factories.person_of("IOM"))
    assert reverse("meetings:correct", args=[met.pk, met.agenda.get().pk]) in page_of(chair, named)


def test_right_outcome_is_recorded_in_the_same_form(named, met, office):
    decision = decide(named, "admitted", meeting=met).decision
    all_sent()
    right = {"outcome": "deferred", "meeting": met.pk, "reason": "Its budget."}
    told = correct(office, decision, **right).text
    assert "Entry corrected." in told
    assert "Decision recorded." in told
    assert [one.outcome for one in named.decisions.all()] == ["deferred"]
    named.refresh_from_db()
    assert named.outcome == "deferred"
    assert Dossier.objects.get().asked == "Its budget."
    assert [one.text for one in Decision.objects.standing()] == [
        "The Group deferred its decision on the application of IFAD: Its budget."
    ]
    assert named.considerations.count() == 1
    mails = Mail.objects.filter(sent_at=None, to=["apply@ifad.example"]).order_by("pk")
    texts = [mail.text for mail in mails]
    assert "The right decision follows in another e-mail." in texts[0]
    assert "Its budget." in texts[1]


def test_admission_with_another_date_keeps_the_people_invited(named, office):
    decision = decide(named, "admitted").decision
    all_sent()
    right = {"outcome": "admitted", "date": "2007-06-08", "agency": named.agency_id, "joins": "2007-07-01"}
    assert "IFAD is a member from 1 July 2007." in correct(office, decision, **right).text
    assert [one.starts.iso for one in Membership.objects.filter(agency=named.agency)] == ["2007-07-01"]
    assert Appointment.objects.filter(agency=named.agency, starts="2007-07-01").count() == 2
    to_fay = [mail.subject for mail in Mail.objects.filter(sent_at=None, to=["fay@ifad.example"])]
    assert to_fay
    assert not [subject for subject in to_fay if "error" in subject]


def test_refusal_in_error_leaves_no_trace_for_the_applicant_that_was_not_told(named, office):
    decision = decide(named, "declined", reason="No.").decision
    correct(office, decision)
    named.refresh_from_db()
    assert (named.outcome, named.shown_as) == ("under_review", "")
    assert not Mail.objects.exists()
    letter = reverse("deciding:letter", args=[named.pk, decision.pk])
    chair = browser_of(factories.person_of("IOM"))
    assert chair.get(letter).status_code == 302
    answer = chair.post(letter, {"text": "x", "seen": decision.letter, "send": "1"})
    assert "this letter is not sent" in answer.text
    assert not Mail.objects.exists()


def test_applicant_that_was_told_of_a_refusal_is_told_of_the_error(named, office):
    decision = decide(named, "declined", reason="No.").decision
    letters.send_letter(decision, text=decision.letter, seen=decision.letter, by=factories.person_of("IOM"))
    all_sent()
    correct(office, decision)
    mail = Mail.objects.get(sent_at=None)
    assert "not to admit IFAD. That was entered in error." in mail.text
    assert "The Group has not taken this decision." in mail.text


def test_mail_that_has_not_gone_is_stopped_and_nobody_is_told_twice(named, office):
    decision = decide(named, "admitted").decision
    correct(office, decision)
    assert not Mail.objects.unsent().exists()


def test_what_needs_a_person_is_said(named, office):
    decision = decide(named, "admitted").decision
    fay = User.objects.get(email="fay@ifad.example")
    fay.set_password("a-long-password")
    fay.save()
    meeting = factories.meeting("2007-06-20", agenda_state="provisional", called_at=clock.now())
    invitations.invite(meeting)
    replied = Invitation.objects.get(person=fay)
    replied.reply, replied.replied_at = "coming", clock.now()
    replied.save()
    past = factories.meeting("2007-06-01")
    Invitation.objects.create(
        meeting=past, person=fay, agency=named.agency, reply="coming", replied_at=clock.now()
    )
    factories.term("IFAD", "2008-01-01", "2008-12-31")
    told = correct(office, decision).text
    for words in (
        "Fay Focal has used the invitation. The account stays, without an appointment.",
        "Invitations of its people to coming meetings are withdrawn: Working-level meeting, 20 June 2007.",
        "1 reply of IFAD to an invitation stays in the record of its meeting.",
        "IFAD has a term in the line of chairs: 1 January to 31 December 2008. Change the rotation.",
    ):
        assert words in told, words
    replied.refresh_from_db()
    assert replied.withdrawn_at
    with clock.moved_to(clock.now() + dt.timedelta(days=4000)):
        assert fay in people_to_forget()  # nobody keeps the address of somebody without an appointment


def test_earlier_decision_in_error_leaves_the_later_one(named, office):
    first = decide(named, "offered").decision
    decide(named, "deferred", reason="More.")
    page = office.get(correct_page(first))
    assert len(page.context["form"].fields["outcome"].choices) == 1
    assert "The application stays as it is: deferred." in correct(office, first).text
    named.refresh_from_db()
    assert named.outcome == "deferred"
    assert named.decisions.count() == 1


def test_report_of_the_term_does_not_tell_a_corrected_admission(named, met, office):
    decision = decide(named, "admitted", meeting=met).decision
    term = Chairmanship.objects.get()
    assert "The Group admitted" in str(list(handover.told(term, clock.today())))
    correct(office, decision)
    told = [one for part in (handover.told, handover.summary) for one in part(term, clock.today())]
    assert "admitted" not in str(told)


def test_correction_needs_a_reason_and_is_made_once(named, office):
    decision = decide(named, "offered").decision
    assert "Say why the entry is wrong" in correct(office, decision, why=" ").text
    assert ApplicationDecision.objects.exists()
    correct(office, decision)
    with pytest.raises(Refused, match="already corrected"):
        corrections.correct_decision(decision, reason=WHY, by=factories.secretariat())
    assert office.get(correct_page(decision)).status_code == 302
    assert browser_of(factories.person_of("IOM")).get(correct_page(decision)).status_code == 403


def test_decision_from_before_effects_were_kept_is_corrected_as_far_as_known(named, met, office):
    made = decide(named, "admitted", meeting=met).decision
    ApplicationDecision.objects.update(effects={}, line=None)
    told = correct(office, made).text
    for words in ("is struck out", "The application is under review again.", "Check the people of"):
        assert words in told
    assert not Agency.objects.members().filter(acronym="IFAD")
    assert Application.objects.get().outcome == "under_review"


@pytest.mark.parametrize("outcome", ["deferred", "offered", "declined"])
def test_correction_is_no_step_of_the_application(named, office, outcome):
    def steps_of_applicant():
        return [(step.what, step.date) for step in steps(Application.objects.get().as_applicant_sees())]

    before = steps_of_applicant()
    decision = decide(named, outcome, reason="More.").decision
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        all_sent()
        correct(office, decision)
        assert steps_of_applicant() == before
