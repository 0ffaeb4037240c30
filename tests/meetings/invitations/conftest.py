"""A meeting to which guests can be invited."""

import pytest
from django.test import Client
from django.urls import reverse

from agencies.models import Agency
from foundation.models import Job, Mail
from meetings.invitations import links as invitation_links
from meetings.invitations.actions import guests
from meetings.models import AgendaItem
from tests.meetings.invitations.guests import HOUR, WHO


@pytest.fixture
def house(people, plan, as_):
    class House:
        chair, member = people["chair"], people["member"]
        ilo = Agency.objects.get(acronym="ILO")
        meeting = plan(items=["Adoption", "Remittances", "Principals alone"], published=True, **HOUR)

        def item(self, title):
            return self.meeting.agenda.get(title=title)

        def restrict(self, title, to="principals"):
            AgendaItem.objects.filter(meeting=self.meeting, title=title).update(restricted=to)

        def invite(self, **more):
            return guests.invite(self.meeting, by=self.chair, **WHO | more)

        def ask(self, **more):
            return guests.ask(self.meeting, agency=self.ilo, by=self.member, **WHO | more)

        def address(self, name, *more):
            return reverse(f"meetings:{name}", args=[self.meeting.pk, *more])

        def page(self, who, name="guest_list", *more):
            return as_(who).get(self.address(name, *more)).content.decode()

        def opens(self, guest):
            return Client().get(reverse("meetings:reply", args=[invitation_links.link_of(guest)]))

    Job.objects.all().delete()  # what was told before: that the meeting is called
    Mail.objects.all().delete()
    return House()
