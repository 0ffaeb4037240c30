"""How applications are reviewed: assessed by criterion, commented on, corrected and summed up."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.applications import exports as application_exports
from agencies.applications import links as application_links
from agencies.applications.actions import applying, reviewing
from agencies.models import Answer, Application, Assessment, Criterion, Edition, Question
from foundation.dates import clock
from foundation.jobs import outbox
from foundation.models import Job
from foundation.text import rich
from tests import factories

pytestmark = pytest.mark.django_db


def findings(application, **typed):
    """What the browser sends of the page as it is now, with what was typed."""
    data = {}
    for criterion in Criterion.objects.all():
        kept = Assessment.objects.filter(application=application, criterion=criterion).first()
        prefix = f"c{criterion.number}"
        for name in ("finding", "evidence"):
            value = getattr(kept, name, "")
            data[f"{prefix}-{name}"] = data[f"initial-{prefix}-{name}"] = value
        data[f"{prefix}-revision"] = kept.revision if kept else 0
    return data | {name.replace("_", "-"): value for name, value in typed.items()}


def test_assessment_is_kept_by_criterion(client, secretariat, application):
    address = f"/applications/{application.pk}/"
    data = findings(application, c1_finding="met", c1_evidence="Its statutes.", c3_finding="unclear")
    assert client.post(address, data).url == address
    kept = {one.criterion.number: one for one in application.assessments.all()}
    assert {number: (one.finding, one.revision, one.by) for number, one in kept.items()} == {
        1: ("met", 1, secretariat),
        3: ("unclear", 1, secretariat),
    }
    client.post(address, findings(application))  # saved again without a change
    assert set(application.assessments.values_list("revision", flat=True)) == {1}


def test_stale_assessment_shows_both_versions(client, secretariat, application):
    address = f"/applications/{application.pk}/"
    mine = findings(application, c1_finding="met", c1_evidence="Mine.", c2_finding="partly")
    other = factories.secretariat(name="Olga")
    for number in (1, 4):
        reviewing.assess(
            application,
            Criterion.objects.get(number=number),
            finding="not_met",
            evidence=f"Theirs {number}.",
            revision=0,
            by=other,
        )
    page = client.post(address, mine)
    assert page.status_code == 200
    for words in ("Olga", "Theirs 1.", "Mine.", "Theirs 4."):
        assert words in page.text
    kept = {one.criterion.number: one for one in application.assessments.all()}
    assert (kept[1].finding, kept[2].finding, kept[4].finding) == ("not_met", "partly", "not_met")
    again = {}
    for form in page.context["forms"]:
        for name in ("finding", "evidence", "revision"):
            again[form.add_prefix(name)] = form[name].value()
        for name in ("finding", "evidence"):
            again[form[name].html_initial_name] = form.initial[name]
    assert client.post(address, again).status_code == 302
    kept = {one.criterion.number: one for one in application.assessments.all()}
    assert (kept[1].finding, kept[1].evidence, kept[1].by) == ("met", "Mine.", secretariat)
    assert (kept[4].finding, kept[4].by) == ("not_met", other)


def test_settled_application_is_not_assessed_any_more(client, secretariat):
    application = factories.application(outcome="admitted")
    address = f"/applications/{application.pk}/"
    page = client.get(address)
    assert "closed without an assessment" in page.text
    assert "<textarea" not in page.text
    page = client.post(address, findings(application, c1_finding="met"), follow=True)
    assert "is already closed: admitted." in page.text
    assert not application.assessments.exists()


def test_application_is_judged_by_the_edition_it_was_judged_by():
    one, two = factories.application("IFAD"), factories.application("WTO")
    first = Criterion.objects.get(number=1)
    reviewing.assess(one, first, finding="met", evidence="", revision=0, by=factories.secretariat())
    Edition.objects.create(number=2, holds_from=dt.date(2007, 1, 1))
    Criterion.objects.create(edition_id=2, number=1, title="New")
    assert {criterion.edition_id for criterion in Criterion.objects.judging(one)} == {1}
    assert {criterion.edition_id for criterion in Criterion.objects.judging(two)} == {2}


def test_member_comments_for_its_agency_and_the_applicant_does_not_see_it(client):
    dossier = factories.dossier()
    application = applying.hand_in(dossier)
    factories.membership("UNDP", "2006")
    client.force_login(factories.person_of("UNDP", name="Fina Focal"))
    address = f"/applications/{application.pk}/"
    page = client.post(f"{address}comment/", {"text": "Its data are good."}, follow=True)
    assert "Its data are good." in page.text
    remark = application.remarks.get()
    assert (remark.agency.acronym, remark.for_agency) == ("UNDP", False)
    assert "Please write your comment first." in client.post(f"{address}comment/", {"text": " "}).text
    other = factories.membership("ILO", "2006").agency
    client.post(f"{address}comment/", {"text": "For ILO.", "agency": other.pk})
    assert application.remarks.count() == 1  # nobody speaks for another
    reviewing.assess(
        application,
        Criterion.objects.first(),
        finding="not_met",
        evidence="Secret.",
        revision=0,
        by=remark.by,
    )
    client.logout()
    own = client.get(f"/apply/{application_links.link_of(dossier)}/").text
    for words in ("Its data are good.", "Secret.", "Not met", "Fina"):
        assert words not in own


def test_what_the_secretariat_enters_for_an_agency_says_so_and_the_agency_is_told(
    client, secretariat, application
):
    undp = factories.membership("UNDP", "2006").agency
    fina = factories.person_of("UNDP")
    client.post(f"/applications/{application.pk}/comment/", {"text": "By telephone.", "agency": undp.pk})
    assert application.remarks.get().for_agency
    assert "entered for UNDP by Sam" in client.get(f"/applications/{application.pk}/").text
    (letter,) = mail.outbox
    assert letter.to == [fina.email]
    assert "    By telephone." in letter.body


def test_secretariat_asks_for_what_is_missing(client, secretariat):
    dossier = factories.dossier()
    application = applying.hand_in(dossier)
    ask = f"/applications/{application.pk}/ask/"
    assert "say what is missing" in client.post(ask, {"what": ""}).text
    client.post(ask, {"what": "Your statutes."})
    assert mail.outbox[-1].to == [dossier.email]
    assert "asked for missing information on" in client.get(f"/applications/{application.pk}/").text
    by_mail = factories.application("WTO")
    assert "came by mail" in client.post(f"/applications/{by_mail.pk}/ask/", {"what": "Figures."}).text


def correct(client, application, **typed):
    """Saves the secretariat's form with the given values typed in."""
    change = f"/applications/{application.pk}/change/"
    form = client.get(change).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return client.post(change, {name: str(value) for name, value in shown.items()} | typed)


def test_what_the_secretariat_corrects_stays_when_the_applicant_hands_in_again(client, secretariat):
    dossier = factories.dossier()
    own = f"/apply/{application_links.link_of(dossier)}/"
    applying.write(dossier, {"head-name": "Hanna Hed", "focal-name": "Fay"}, was={})
    application = applying.hand_in(dossier)
    assert correct(client, application, answer_0="A fund,\r\nof 1977.", head_name="Hanna Head").url
    page = client.get(own).text
    assert "Hanna Head" in page
    assert "of 1977." in page
    applying.ask_for_missing(application, what="Where you work.")
    assert correct(client, application, focal_name="Fay Focal").url  # while the applicant can write, too
    name = Question.objects.get(number=2).key
    client.post(own, {name: "In Mali.", f"was-{name}": "", "hand_in": "yes"})
    answers = [rich.plain(answer.text) for answer in application.answers.all()]
    assert answers[:2] == ["A fund,\nof 1977.", "In Mali."]
    assert sorted(one.name for one in application.candidates.all()) == ["Fay Focal", "Hanna Head"]


def test_correction_where_the_applicant_is_writing_anew_is_refused_and_nothing_is_lost(client, secretariat):
    dossier, name = factories.dossier(), Question.objects.get(number=1).key
    application = applying.hand_in(dossier)
    applying.ask_for_missing(application, what="Who you are.")
    applying.write(dossier, {name: "A fund."}, was={name: ""})
    page = correct(client, application, answer_0="An agency.", answer_1="Corrected.")
    assert "is changing “Who are you, and what is your mandate?”" in page.text
    assert "An agency." in page.text
    dossier.refresh_from_db()
    assert rich.plain(dossier.words[name]) == "A fund."
    assert not application.answers.exclude(text="").exists()
    assert correct(client, application, answer_1="Corrected.").status_code == 302


def test_what_was_corrected_before_the_page_opens_again_stands_there(secretariat):
    dossier, name = factories.dossier(), Question.objects.get(number=1).key
    application = applying.hand_in(dossier)
    application.answers.filter(position=0).update(text="Corrected by an earlier version of the portal.")
    applying.ask_for_missing(application, what="Where you work.")
    dossier.refresh_from_db()
    assert dossier.words[name].startswith("Corrected")


def test_summary_makes_itself(client, secretariat, application):
    for number, finding in ((1, "met"), (2, "met"), (3, "unclear")):
        criterion = Criterion.objects.get(number=number)
        reviewing.assess(application, criterion, finding=finding, evidence="", revision=0, by=secretariat)
    Answer.objects.create(application=application, position=0, question="Where?", text="")
    with clock.moved_to(dt.date(2007, 3, 11)):
        page = client.get(f"/applications/{application.pk}/")
    told = page.context["summary"]
    assert [(words, len(titles)) for words, titles in told.found] == [
        ("met", 2),
        ("unclear", 1),
        ("not assessed yet", 3),
    ]
    assert told.sentences[:2] == ["Not answered: “Where?”.", "No member has commented yet."]
    assert told.time.startswith("Received 10 days ago.")


def test_what_is_settled_without_an_assessment_lists_nothing_that_is_still_to_be_done(client, secretariat):
    settled = factories.application("WTO", outcome="declined")
    page = client.get(f"/applications/{settled.pk}/")
    assert page.context["summary"].found == []
    assert "No member commented." in page.text
    assert "has commented yet" not in page.text
    partly = factories.application("IFAD", outcome="under_review")
    first = Criterion.objects.first()
    reviewing.assess(partly, first, finding="met", evidence="", revision=0, by=secretariat)
    Application.objects.filter(pk=partly.pk).update(outcome="declined")
    found = client.get(f"/applications/{partly.pk}/").context["summary"].found
    assert [(words, len(titles)) for words, titles in found] == [("met", 1), ("not assessed", 5)]


def test_what_came_today_says_so(client, secretariat):
    today = clock.today().isoformat()
    pending = factories.application("IFAD", today)
    settled = factories.application("WTO", today, "withdrawn", moved_at=clock.now())
    assert "Received today." in client.get(f"/applications/{pending.pk}/").text
    assert "closed on the day it was received" in client.get(f"/applications/{settled.pk}/").text
    listed = client.get("/applications/").text
    for words in ("0 day", "no days"):
        assert words not in listed
    assert "since today" in listed
    assert "same day" in listed


def test_after_a_deferral_the_summary_says_what_was_asked_and_of_whom(client, secretariat):
    application = applying.hand_in(factories.dossier())
    applying.open_for(application.dossier, what="Say more.")
    Application.objects.update(outcome="deferred")
    page = client.get(f"/applications/{application.pk}/").text
    assert "The applicant was told what the Group expects on" in page
    assert "asked for missing information on" not in page


def test_next_edition_is_written_on_a_page_and_the_old_one_stays(client, secretariat):
    page = client.get("/applications/template/add/")
    typed = page.context["form"].initial
    today = clock.today()
    wrong = {"holds_from": today - dt.timedelta(days=1), "questions": "A?\nA?", "criteria": ""}
    assert set(client.post("/applications/template/add/", wrong).context["form"].errors) == set(wrong)
    criteria = typed["criteria"] + "\n\nIt is useful\nTo somebody."
    client.post("/applications/template/add/", typed | {"questions": "Why?", "criteria": criteria})
    first, second = Edition.objects.all()
    assert [question.text for question in second.questions.all()] == ["Why?"]
    assert [str(one) for one in second.criteria.all()] == [
        *(str(one) for one in first.criteria.all()),
        "7. It is useful",
    ]
    assert Edition.objects.in_force() == second


@pytest.mark.parametrize("place", ["", "pdf/review/"])
def test_application_asks_the_database_as_often_for_many_comments_as_for_few(client, secretariat, place):
    application = factories.application()
    address = f"/applications/{application.pk}/{place}"

    def queries(comments):
        for number in range(comments):
            agency = factories.agency()
            by = factories.user(name=f"Somebody {number}")
            reviewing.remark(application, text=f"Comment {number}.", agency=agency, by=by)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address)
        assert page.status_code == 200
        return len(asked)

    application_exports.ask_for(application, "review")
    outbox.do(Job.objects.get(kind=application_exports.JOB).pk)
    queries(0)
    assert queries(3) == queries(17)
