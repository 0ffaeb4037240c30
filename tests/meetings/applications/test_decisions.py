"""What the Group decides on an application, and what follows from it."""

import datetime as dt

import pytest

from agencies.models import Agency, Application, Membership
from foundation.dates import clock
from foundation.verbs import Refused
from meetings.applications import actions as application_actions
from meetings.models import ApplicationDecision
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2007, 6, 8)
RECORD = {"record": "1"}  # the button below the preview


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(dt.date(2007, 7, 1)):
        yield


@pytest.fixture
def application():
    return factories.application("IFAD", "2007-03-01", "under_review")


def decide(application, outcome="admitted", date=DAY, **more):
    more = {"meeting": None, "by": factories.secretariat()} | more
    return application_actions.record_decision(application, outcome=outcome, date=date, **more)


def unchanged(application):
    application.refresh_from_db()
    return (
        application.outcome == "under_review"
        and not ApplicationDecision.objects.exists()
        and not application.considerations.exists()
        and not Membership.objects.filter(basis="application").exists()
    )


def test_admission_opens_the_membership_on_its_date(application):
    ifad, meeting = factories.agency("IFAD"), factories.meeting("2007-06-08", "principals")
    decide(application, agency=ifad, joins=factories.date("2007-07-15"), meeting=meeting, reason="Agreed.")
    application.refresh_from_db()
    assert (application.outcome, application.agency) == ("admitted", ifad)
    membership = Membership.objects.get()
    assert (membership.starts.iso, membership.basis) == ("2007-07-15", "application")
    assert not Agency.objects.members(on=dt.date(2007, 7, 14))
    assert list(Agency.objects.members(on=dt.date(2007, 7, 15))) == [ifad]
    assert application.decisions.get().meeting == meeting
    assert [one.date.iso for one in application.considerations.all()] == ["2007-06-08"]


def test_admission_without_a_date_is_from_the_day_of_the_decision(application):
    decide(application, agency=factories.agency("IFAD"))
    assert Membership.objects.get().starts.iso == "2007-06-08"


def test_admission_in_the_month_of_the_decision_may_be_known_to_the_month(application):
    decide(application, agency=factories.agency("IFAD"), joins=factories.date("2007-06"))
    assert Membership.objects.get().starts.iso == "2007-06"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"joins": "2007-06-07"}, "before the decision"),
        ({"joins": "2007-05"}, "before the decision"),
        ({"agency": None}, "Choose the agency in the register"),
        ({"agency": "OLD"}, "already a member at that time"),
        ({"agency": "PART"}, "cannot be a member itself"),
        ({"date": dt.date(2007, 7, 2)}, "in the future"),
        ({"date": dt.date(2007, 2, 28)}, "only submitted on"),
        ({"outcome": "deferred"}, "reason"),
        ({"outcome": "declined", "reason": "  "}, "reason"),
        ({"outcome": "received"}, "not a decision that the Group can take"),
        ({"outcome": "withdrawn"}, "not a decision that the Group can take"),
        ({"meeting": "2007-06-20"}, "only took place on"),
    ],
)
def test_refused_decision_changes_nothing(application, more, words):
    factories.membership("OLD", "2007-01")
    factories.agency("PART", part_of=factories.agency("WHOLE"))
    more = {"agency": "IFAD"} | more
    more["agency"] = more["agency"] and factories.agency(more["agency"])
    more["joins"] = factories.date(more["joins"]) if "joins" in more else None
    more["meeting"] = factories.meeting(more["meeting"]) if "meeting" in more else None
    with pytest.raises(Refused, match=words):
        decide(application, **more)
    assert unchanged(application)


def test_former_member_comes_back(application):
    factories.membership("IFAD", "2003", "2005")
    decide(application, agency=factories.agency("IFAD"))
    assert Membership.objects.count() == 2


def test_offer_then_admission(application):
    decide(application, "offered")
    with pytest.raises(Refused, match="offered"):
        decide(application, "offered")
    decide(application, date=dt.date(2007, 6, 20), agency=factories.agency("IFAD"))
    application.refresh_from_db()
    assert application.outcome == "admitted"
    assert [one.outcome for one in application.decisions.all()] == ["offered", "admitted"]
    with pytest.raises(Refused, match="can no longer become"):
        decide(application, "declined", reason="No")


def test_deferred_application_is_considered_again(application):
    decide(application, "deferred", reason="Figures are wanted.")
    decide(application, "declined", dt.date(2007, 6, 20), reason="None came.")
    application.refresh_from_db()
    assert application.outcome == "declined"
    assert application.considerations.count() == 2


# The page -----------------------------------------------------------------------------------------


def test_the_chair_and_the_secretariat_record_decisions(client, application):
    address = f"/applications/{application.pk}/decision/"
    assert client.get(address).url.startswith("/login/")
    factories.term("IOM", "2007-07-01", "2007-12-31")
    client.force_login(factories.person_of("ILO"))
    assert client.get(address).status_code == client.post(address).status_code == 403
    for person in (factories.person_of("IOM"), factories.secretariat()):
        client.force_login(person)
        assert client.get(address).status_code == 200
    assert client.get("/applications/999999/decision/").status_code == 404


def test_page_records_the_decision_of_a_meeting(client, application):
    ifad, meeting = factories.agency("IFAD"), factories.meeting("2007-06-08", "principals")
    client.force_login(factories.secretariat(name="Sam"))
    address = f"/applications/{application.pk}/decision/"
    typed = {
        "record": "1",
        "outcome": "admitted",
        "meeting": meeting.pk,
        "agency": ifad.pk,
        "joins": "2007-06-15",
    }
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain == [(f"/applications/{application.pk}/", 302)]
    for words in ("Decision recorded", "Admitted", "at the principals meeting of 8 June 2007"):
        assert words in response.text
    assert "Record the Group" not in response.text  # nothing is left to decide
    assert "IFAD" in client.get("/members/?on=2007-06-15").text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "declined"}, "reason"),
        ({"outcome": "offered", "date": ""}, "date"),
        ({"outcome": "offered", "date": "2007-07-30"}, "date"),
        ({"outcome": "admitted"}, "acronym"),
        ({"outcome": "admitted", "acronym": "old"}, "acronym"),
        ({"outcome": "admitted", "acronym": "…"}, "acronym"),
        ({"outcome": "admitted", "acronym": "troika"}, "acronym"),
        ({"outcome": "admitted", "acronym": "IFAD", "name": ""}, "name"),
        ({"outcome": "admitted", "acronym": "IFAD", "joins": "2007-06-01"}, "joins"),
        ({"outcome": "admitted", "agency": "IFAD", "joins": "2007-06-01"}, "joins"),
        ({"outcome": "admitted", "agency": "OLD"}, "joins"),
    ],
)
def test_decision_form_says_beside_the_field_what_is_wrong(client, application, wrong, field):
    factories.membership("OLD", "2007-01")
    if "agency" in wrong:
        wrong = wrong | {"agency": factories.agency(wrong["agency"]).pk}
    client.force_login(factories.secretariat())
    address = f"/applications/{application.pk}/decision/"
    response = client.post(address, {"date": "2007-06-08", "reason": "", "name": "The Fund"} | wrong)
    assert list(response.context["form"].errors) == [field]
    assert "acronym" not in wrong or f'value="{wrong["acronym"]}"' in response.text
    assert ("OLD is already in the register. Choose it above." in response.text) == (
        wrong.get("acronym") == "old"
    )
    assert unchanged(application)


def test_chair_admits_an_agency_that_is_not_in_the_register_yet(client, application):
    factories.term("IOM", "2007-07-01", "2007-12-31")
    client.force_login(factories.person_of("IOM"))
    address = f"/applications/{application.pk}/decision/"
    form = client.get(address).context["form"]
    assert form["name"].value() == "IFAD"  # as the applicant wrote it
    typed = {
        "record": "1",
        "outcome": "admitted",
        "date": "2007-06-08",
        "acronym": "IFAD",
        "name": "The Fund",
    }
    assert "Decision recorded." in client.post(address, typed, follow=True).text
    ifad = Agency.objects.get(acronym="IFAD")
    application.refresh_from_db()
    assert (ifad.name, ifad.slug, application.agency) == ("The Fund", "ifad", ifad)
    assert ifad in Agency.objects.members(on=DAY)


@pytest.mark.parametrize("outcome", ["declined", "offered"])
def test_only_an_admission_enters_an_agency(client, application, outcome):
    client.force_login(factories.secretariat())
    typed = {
        "record": "1",
        "outcome": outcome,
        "date": "2007-06-08",
        "reason": "So.",
        "acronym": "NEW",
        "name": "New",
    }
    client.post(f"/applications/{application.pk}/decision/", typed)
    assert application.decisions.count() == 1
    assert not Agency.objects.filter(acronym="NEW").exists()


def test_agency_that_was_chosen_is_not_entered_anew(client, application):
    ifad = factories.agency("IFAD")
    client.force_login(factories.secretariat())
    typed = {
        "record": "1",
        "outcome": "admitted",
        "date": "2007-06-08",
        "agency": ifad.pk,
        "acronym": "X",
        "name": "X",
    }
    client.post(f"/applications/{application.pk}/decision/", typed)
    assert list(Agency.objects.members(on=DAY)) == [ifad]
    assert not Agency.objects.filter(acronym="X").exists()


def test_refused_admission_leaves_no_agency_in_the_register(application):
    with pytest.raises(Refused):
        decide(application, acronym="NEW", name="New", joins=factories.date("2007-06-07"))
    assert unchanged(application)
    assert not Agency.objects.filter(acronym="NEW").exists()


def test_decision_recorded_meanwhile_is_told_and_what_was_typed_is_kept(client, application):
    client.force_login(factories.secretariat())
    decide(application, "declined", reason="No.")
    address = f"/applications/{application.pk}/decision/"
    response = client.post(address, {"outcome": "deferred", "date": "2007-06-08", "reason": "Typed long."})
    assert "current status: declined" in str(response.context["form"].errors["outcome"])
    assert "Typed long." in response.text
    assert application.decisions.count() == 1
    assert "Nothing is left to decide" in client.get(address, follow=True).text


def test_planned_and_coming_meetings_took_no_decision(client, application):
    past, cancelled = factories.meeting("2007-06-08"), factories.meeting("2007-06-09", stage="cancelled")
    coming = factories.meeting("2007-08-01")
    client.force_login(factories.secretariat())
    form = client.get(f"/applications/{application.pk}/decision/").context["form"]
    assert list(form.fields["meeting"].queryset) == [past]
    assert {cancelled, coming}.isdisjoint(form.fields["meeting"].queryset)


def test_history_knows_who_recorded_it(application):
    person = factories.secretariat(name="Sam")
    decision = decide(application, "offered", by=person).decision
    assert decision.recorded_by == person
    assert Application.objects.get().outcome == "offered"
