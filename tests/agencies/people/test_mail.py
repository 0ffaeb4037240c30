"""Who is told, and the button that takes it back."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from agencies.people.mail import tell, tell_agency
from foundation.models import Mail
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

WITHDRAWN = "meetings/proposals/mail/proposal_withdrawn.txt"


def tell_people(people, **values):
    return tell(people, subject="S", template=WITHDRAWN, why="you asked", **values)


def test_everybody_is_told_once_and_nobody_who_cannot_be_reached():
    ana = factories.user(email="ana@example.org")
    gone = factories.user(is_active=False)
    nowhere = factories.user(email=None)
    by = factories.user()
    people = [ana, ana, "ANA@example.org", "guest@example.org", gone, nowhere, by]
    assert tell_people(people, but=by) == 2
    assert {one.to[0] for one in Mail.objects.all()} == {"ana@example.org", "guest@example.org"}


def test_focal_points_read_that_they_are():
    person = factories.person_of("UNDP")
    assert tell_agency(factories.agency("UNDP"), subject="S", template=WITHDRAWN, context={}) == 1
    row = Mail.objects.get()
    assert row.to == [person.email]
    assert "You receive this e-mail because you are a focal point of UNDP." in row.text


def shown(batch, user):
    request = RequestFactory().get("/somewhere/")
    request.user = user
    return Template("{% load recall %}{% recallable batch %}").render(
        Context({"request": request, "batch": batch, "csrf_token": "x"})
    )


def ticket(page):
    return page.partition('name="ticket" value="')[2].partition('"')[0]


def test_page_offers_to_take_it_back_until_it_has_gone(client):
    by = factories.user()
    tell_people(["a@example.org", "b@example.org"], batch="call-1")
    page = shown("call-1", by)
    assert "2 people will be notified in a minute." in page
    client.force_login(by)
    answer = client.post("/mail/recall/", {"ticket": ticket(page), "next": "/me/"}, follow=True)
    assert answer.redirect_chain == [("/me/", 302)]
    assert "Undone: 2 people will not be notified." in answer.text
    assert Mail.objects.filter(recalled_at=None).count() == 0
    assert shown("call-1", by).strip() == ""
    answer = client.post(
        "/mail/recall/", {"ticket": ticket(page), "next": "https://evil.example/"}, follow=True
    )
    assert answer.redirect_chain == [("/", 302)]
    assert "There is nothing to undo." in answer.text


def test_ticket_is_good_for_nobody_else(client):
    tell_people(["a@example.org"], batch="call-1")
    client.force_login(factories.admin())
    not_mine = ticket(shown("call-1", factories.user()))
    assert client.post("/mail/recall/", {"ticket": not_mine}).status_code == 403
    assert Mail.objects.get().recalled_at is None
