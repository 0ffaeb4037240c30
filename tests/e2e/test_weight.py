"""What the first load of a page weighs, with everything, for who is signed in: on a slow line it matters.

Each page is opened by a browser that has nothing of the portal yet but its login.
"""

import pytest

from agencies.models import Application, Appointment, Organization, User
from meetings.models import Meeting, Proposal
from meetings.proposals.actions import proposals
from tests.e2e.test_pages import WEIGHT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

FOCAL = [
    "/", "/me/", "/password/", "/logout/", "/proposals/", "/proposals/new/", "/proposals/{mine}/",
    "/proposals/{mine}/sent/", "/proposals/{mine}/change/", "/proposals/{others}/", "/meetings/",
    "/meetings/{ahead}/", "/meetings/{circulated}/", "/meetings/{stood}/", "/meetings/decisions/",
    "/meetings/actions/", "/documents/", "/people/contacts/", "/members/", "/members/undp/",
]  # fmt: skip
CHAIR = [
    "/", "/proposals/waiting/", "/proposals/{mine}/", "/meetings/plan/", "/meetings/{ahead}/",
    "/meetings/{ahead}/change/", "/meetings/{ahead}/agenda/", "/meetings/{ahead}/agenda/{item}/",
    "/meetings/{planned}/", "/meetings/{circulated}/", "/meetings/{circulated}/minutes/",
    "/meetings/{circulated}/minutes/circulate/", "/meetings/{ahead}/attendance/",
    "/meetings/{ahead}/invitations/", "/meetings/{ahead}/guests/", "{term}", "{term}report/",
    "{term}report/?edit=meetings", "{term}report/versions/", "/chair/",
]  # fmt: skip
SECRETARIAT = [
    "/", "/applications/", "/applications/add/", "/applications/{application}/",
    "/applications/{application}/change/", "/applications/{application}/decision/", "/members/",
    "/members/add/agency/", "/members/undp/change/", "/members/undp/memberships/add/", "/people/",
    "/people/add/", "/people/{person}/", "/people/{person}/change/", "/people/{person}/appointments/add/",
    "/people/{person}/appointments/{appointment}/end/", "/organizations/", "/organizations/add/",
    "/organizations/{organization}/", "/organizations/{organization}/contacts/add/", "/chair/add/",
    "{term}change/", "/people/contacts/",
]  # fmt: skip


@pytest.fixture
def places(demo):
    """What the addresses of the pages name."""
    focal = User.objects.get(email="focal@example.org")
    appointment = Appointment.objects.get(person=focal)
    mine = proposals.propose(agency=appointment.agency, title="Remittances", by=focal)
    ahead = Meeting.objects.convened().ahead().first()
    return {
        "mine": mine.pk,
        "others": Proposal.objects.exclude(pk=mine.pk).first().pk,
        "ahead": ahead.pk,
        "item": ahead.agenda.first().pk,
        "planned": Meeting.objects.get(stage="planned").pk,
        "circulated": Meeting.objects.get(minutes="circulated").pk,
        "stood": Meeting.objects.filter(minutes="adopted").latest("date").pk,
        "term": Appointment.objects.get(person__email="chair@example.org")
        .agency.chairmanships.latest("starts")
        .get_absolute_url(),
        "application": Application.objects.filter(outcome="under_review").first().pk,
        "person": focal.pk,
        "appointment": appointment.pk,
        "organization": Organization.objects.first().pk,
    }


@pytest.mark.parametrize(
    ("login", "pages"), [("focal", FOCAL), ("chair", CHAIR), ("secretariat", SECRETARIAT)]
)
def test_every_page_of_a_journey_is_light_at_the_first_load(places, visitor, login, pages):
    somebody, wrong = visitor(weighs=True), {}
    somebody.logs_in(f"{login}@example.org")
    for path in pages:
        somebody.goes_to(path.format(**places))
        weight = somebody.weight()
        if somebody.status != 200 or weight > WEIGHT or somebody.complaints:
            wrong[path] = (somebody.status, weight, somebody.complaints)
        assert weight > 10_000, path  # that something was weighed
        somebody.complaints.clear()
    assert wrong == {}
