"""The demo's present: whenever it is loaded, each role finds something to do."""

import datetime as dt

import pytest
from django.core.management import call_command

from agencies.models import Agency, Application, Assessment, Organization, Remark, User
from agencies.people.rules import is_secretariat
from chairmanship.handover import report, tasks
from chairmanship.handover.actions.reports import REPORT_JOB
from chairmanship.rotation import rotation
from chairmanship.rotation import rules as rotation_rules
from documents.clearance.status import in_state
from documents.models import Document
from foundation.dates import clock
from foundation.models import Job
from foundation.portal.demo import is_demo, words
from foundation.web.awaiting import awaited
from meetings.models import Action, Comment, Decision, Meeting, Proposal
from tests import factories

pytestmark = pytest.mark.django_db


SLOW_DAYS = [
    pytest.param(day, marks=pytest.mark.slow)
    for day in ("2026-01-01", "2026-07-01", "2026-11-22", "2027-05-31")
]


def person(name):
    return User.objects.get(email=f"{name}@example.org")


@pytest.mark.parametrize("day", ["2026-06-30", "2027-12-31", "2028-02-29", *SLOW_DAYS])
def test_present_runs_on_whatever_day_it_is_loaded(day):
    with clock.moved_to(dt.date.fromisoformat(day)):
        call_command("load_demo", verbosity=0)
        assert rotation_rules.is_chair.test(person("chair"))
        assert rotation_rules.is_incoming.test(person("incoming"))
        assert is_secretariat.test(person("secretariat"))
        assert not rotation_rules.is_troika.test(person("focal"))
        assert [t.agency.acronym for t in rotation.troika().outgoing] == ["ILO"]
        assert Meeting.objects.visible_to(person("focal")).ahead().count() == 1
        assert Meeting.objects.visible_to(person("chair")).ahead().count() == 2
        assert Proposal.objects.undecided().count() == 3
        assert Application.objects.filter(outcome="under_review").count() == 2
        assert in_state(Document.objects.all(), "circulated").count() == 1
        assert Action.objects.open().filter(due__latest__lt=clock.today()).count() == 1
        assert Meeting.objects.filter(minutes="circulated", comments_until__gt=clock.now()).count() == 1
        for who in ("focal", "chair", "incoming", "secretariat"):
            assert awaited(person(who)), who
        focal = person("focal")
        [answered] = Proposal.objects.newly_answered_for(focal)
        assert (answered.answer, answered.answer_reason != "") == ("declined", True)
        entered = Comment.objects.get(on_behalf=True)
        assert (entered.agency.acronym, entered.by) == ("UNDP", person("chair"))
        [drafted] = Meeting.objects.filter(minutes="draft", called_at__isnull=False)
        assert [one.by for one in drafted.comments.all()] == [person("incoming")]
        assert drafted not in Meeting.objects.with_minutes_for(focal)
        assert Assessment.objects.filter(by=person("secretariat")).count() == 2
        [admitted] = Application.objects.filter(outcome="admitted").exclude(received=None)
        assert [one.outcome for one in admitted.decisions.all()] == ["deferred", "admitted"]
        assert admitted.agency in Agency.objects.members()
        for one in admitted.decisions.all():
            (told,) = Decision.objects.filter(item__application=admitted, item__meeting=one.meeting)
            assert one.outcome in told.text
        assert Remark.objects.filter(application__outcome="under_review").count() == 3
        assert Decision.objects.filter(state="superseded").exclude(superseded_by=None).count() == 1
        running = rotation.chairs()[0]
        assert (running.agency.acronym, running.has_begun) == ("UNICEF", True)
        assert set(Meeting.objects.of_term(running)) == set(Meeting.objects.filter(date__gte="2019"))
        assert rotation.line()[-4].is_gap  # between the real history and the present


@pytest.mark.parametrize(
    "make",
    [
        lambda: factories.user(),
        lambda: Organization.objects.create(name="A partner of ours"),
        lambda: factories.agency("OURS"),
        lambda: Proposal.objects.create(
            title="Ours", proposed_by=Agency.objects.filter(acronym="ILO").first() or factories.agency("ILO")
        ),
    ],
    ids=["person", "organization", "agency", "proposal"],
)
def test_demo_is_not_put_over_what_a_portal_holds(make, capsys):
    made = make()
    with pytest.raises(SystemExit):
        call_command("load_demo", verbosity=0)
    assert "nothing was changed" in capsys.readouterr().err
    assert type(made).objects.count() == 1
    assert not is_demo()


def test_every_page_and_the_report_of_a_demonstration_say_so(client):
    for path in ("/", "/chair/", "/login/"):
        assert words() not in client.get(path).text
    call_command("load_demo", verbosity=0)
    for path in ("/", "/chair/", "/login/"):
        assert words() in client.get(path).text
    facts = report.gather(rotation.chairs()[0], as_at=clock.today())
    for summary in (False, True):
        page = report.compose_page(facts, draft=False, summary=summary)
        assert words() in page
        assert "demonstration" in page


def test_last_handover_of_the_demo_leads_on_and_its_report_is_due(client):
    call_command("load_demo", verbosity=0)
    [before] = rotation.troika().outgoing
    tasks.run_handovers()
    assert [job.kind for job in Job.objects.due() if job.subject == str(before.reports.get().pk)] == [
        REPORT_JOB
    ]
    client.force_login(person("chair"))
    pages = [matter.page for matter in before.handover.open_matters.all()]
    assert [client.get(page).status_code for page in pages] == [200]
