"""A round can ask for the level of clearance: the focal point, or the principal's office."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.clearance import links
from documents.models import Round
from tests import factories
from tests.documents.clearance.rounds import clearance_of, open_round

pytestmark = pytest.mark.django_db

PRINCIPAL = Round.Level.PRINCIPAL
SAYS = "The principal’s office is asked to clear it."


def browser_of(person):
    client = Client()
    client.force_login(person)
    return client


def head_of(acronym, role="principal"):
    person = factories.user(email=f"{role}@{acronym.lower()}.example", name="H. Ead")
    factories.appointment(person, acronym, role=role)
    return person


def test_lead_chooses_the_level_and_every_page_and_mail_says_it(group):
    head_of("ILO")
    lead = browser_of(group.lead)
    there = reverse("documents:clearance_open", args=[group.document.pk])
    assert "Level of clearance" in lead.get(there).text
    sent = {
        "day": "2027-05-14", "hour": "18:00", "timezone": "America/New_York", "level": "principal",
        "agencies": [factories.agency("ILO").pk], "version": "1",
    }  # fmt: skip
    mail.outbox.clear()
    page = lead.post(there, sent, follow=True).text
    assert SAYS in page
    round_ = Round.objects.get()
    assert round_.asks_principals
    assert {one.to[0] for one in mail.outbox} == {"focal@ilo.example", "principal@ilo.example"}
    assert all("The office of your principal is asked to clear it." in one.body for one in mail.outbox)
    one = clearance_of(round_, "ILO")
    link = reverse("documents:clearance_link", args=[links.link_of(one, group.ilo)])
    for page in (browser_of(group.ilo).get(f"/documents/{group.document.pk}/clearance/{round_.pk}/"),
                 Client().get(link)):  # fmt: skip
        assert SAYS in page.text
        assert 'name="cleared_by"' in page.text


def test_without_a_choice_the_focal_point_clears_and_nobody_else_is_asked(group):
    head_of("ILO")
    mail.outbox.clear()
    round_ = open_round(group, "ILO")
    assert round_.level == Round.Level.FOCAL_POINT
    assert {one.to[0] for one in mail.outbox} == {"focal@ilo.example"}
    page = browser_of(group.ilo).get(f"/documents/{group.document.pk}/clearance/{round_.pk}/").text
    assert SAYS not in page
    assert 'name="cleared_by"' not in page
    given = clearance_actions.reply(
        clearance_of(round_, "ILO"), reply="no_objection", cleared_by="Nobody asked", by=group.ilo
    )
    assert given.cleared_by == ""


def test_reply_says_who_cleared_it(group):
    round_ = open_round(group, "ILO", level=PRINCIPAL)
    one = clearance_of(round_, "ILO")
    there = reverse("documents:clearance_reply", args=[group.document.pk, round_.pk, one.pk])
    page = browser_of(group.ilo).post(
        there, {"reply": "no_objection", "cleared_by": "Office of the Director-General"}, follow=True
    )
    assert "cleared by Office of the Director-General" in page.text
    assert "does not say who" not in page.text
    page = browser_of(group.lead).get(page.redirect_chain[-1][0]).text
    assert "cleared by Office of the Director-General" in page


def test_reply_without_a_name_is_taken_and_warned_of(group):
    round_ = open_round(group, "ILO", level=PRINCIPAL)
    one = clearance_of(round_, "ILO")
    link = reverse("documents:clearance_link", args=[links.link_of(one, group.ilo)])
    page = Client().post(link, {"reply": "no_objection"}, follow=True).text
    assert "ILO replied: no objection." in page
    assert "does not say who in the principal’s office cleared the text" in page


def test_refused_reply_keeps_the_name(group):
    round_ = open_round(group, "ILO", level=PRINCIPAL)
    one = clearance_of(round_, "ILO")
    there = reverse("documents:clearance_reply", args=[group.document.pk, round_.pk, one.pk])
    page = browser_of(group.ilo).post(there, {"reply": "objection", "cleared_by": "The Cabinet"}).text
    assert "Please explain the objection." in page
    assert 'value="The Cabinet"' in page


def test_principal_replies_by_the_link(group):
    head = head_of("ILO", "alternate")
    round_ = open_round(group, "ILO", level=PRINCIPAL)
    one = clearance_of(round_, "ILO")
    link = reverse("documents:clearance_link", args=[links.link_of(one, head)])
    assert Client().post(link, {"reply": "no_objection", "cleared_by": "H. Ead"}).status_code == 302
    one.refresh_from_db()
    assert (one.replied_by, one.entered, one.cleared_by) == (head, False, "H. Ead")
