"""Roles in the secretariat: given and taken on a page, told to those concerned, and never all gone."""

import pytest
from auditlog.models import LogEntry
from django.urls import reverse

from agencies.models import SecretariatRole, User
from agencies.people import actions, mail, queries, secretariat
from agencies.people.rules import is_of_group, is_secretariat, reads_as_secretariat
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.models import Mail
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from tests import factories
from tests.together import at_once

pytestmark = pytest.mark.django_db

LIST = "/people/secretariat/"


@pytest.fixture
def anna(client):
    """The only person of the secretariat, signed in."""
    anna = factories.secretariat(name="Anna")
    client.force_login(anna)
    return anna


@pytest.fixture
def bela():
    return factories.user(name="Bela")


def fresh(person):
    """Returns the person as the next request knows them."""
    return User.objects.get(pk=person.pk)


def page(name, person):
    return reverse(f"people:{name}", args=[person.pk])


def told():
    """Returns who got mail, with what it says."""
    return {to: one.text for one in Mail.objects.all() for to in one.to}


# Given, changed and taken away ---------------------------------------------------------------------


def test_role_is_given_on_a_page_and_those_concerned_are_told(client, anna, bela, mail_in_rows):
    cleo, reader = factories.secretariat(name="Cleo"), factories.reader()
    assert "Give a role" in client.get(LIST).text
    answer = client.post(reverse("people:role_give"), {"person": bela.pk, "role": "reading"}, follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    assert "Bela now has a role in the secretariat." in answer.text
    assert "reading only" in answer.text
    assert reads_as_secretariat.test(fresh(bela))
    assert not is_secretariat.test(fresh(bela))
    mails = told()
    assert mails.keys() == {bela.email, cleo.email}  # neither who did it, nor who only reads
    for text in mails.values():
        assert "Anna gave Bela the role in the secretariat for reading only." in " ".join(text.split())
    assert address(LIST) in mails[cleo.email]
    assert LogEntry.objects.get_for_object(fresh(bela).secretariat_role).get().actor == anna
    assert reader.email not in mails


def test_role_is_changed_and_taken_away_on_pages(client, anna, mail_in_rows):
    bela = factories.reader(name="Bela")
    client.post(page("role_change", bela), {"role": "full"})
    assert is_secretariat.test(fresh(bela))
    assert "Anna changed the role of Bela in the secretariat to full." in told()[bela.email]
    Mail.objects.all().delete()
    assert "We tell them" in client.get(page("role_take", bela)).text
    client.post(page("role_take", bela))
    assert not SecretariatRole.objects.filter(person=bela).exists()
    assert "Anna took away the role of Bela in the secretariat." in told()[bela.email]
    assert client.get(page("role_change", bela)).status_code == 404


def test_who_cannot_sign_in_yet_is_pointed_out(client, anna):
    new = User.objects.create_user("new@example.org", name="New")
    answer = client.post(reverse("people:role_give"), {"person": new.pk, "role": "full"}, follow=True)
    assert "cannot sign in yet. Send an invitation" in answer.text


def test_own_role_is_given_up_only_with_confirmation(client, anna):
    factories.secretariat(name="Cleo")
    client.post(page("role_change", anna), {"role": "reading"})
    assert is_secretariat.test(fresh(anna))
    assert "This is your own role." in client.get(page("role_take", anna)).text
    answer = client.post(page("role_take", anna), follow=True)
    assert answer.redirect_chain[-1][0] == "/"
    assert "You no longer have a role in the secretariat." in answer.text
    assert not reads_as_secretariat.test(fresh(anna))


def test_own_role_is_changed_to_reading_with_confirmation(client, anna):
    factories.secretariat()
    client.post(page("role_change", anna), {"role": "reading", "sure": "on"})
    assert fresh(anna).secretariat_role.role == "reading"


def test_closed_account_gets_no_role(anna):
    gone = factories.user(name="Gone", is_active=False)
    with pytest.raises(Refused, match="The account of Gone is closed"):
        secretariat.give_role(gone, role="full", by=anna)


# The last one --------------------------------------------------------------------------------------

LAST = "Anna is the only person with the full role in the secretariat who can sign in."


@pytest.mark.parametrize(
    ("name", "values"), [("role_take", {}), ("role_change", {"role": "reading", "sure": "on"})]
)
def test_last_person_of_the_secretariat_keeps_the_role(client, anna, name, values):
    invited = User.objects.create_user("invited@example.org")  # cannot sign in yet, so does not count
    secretariat.give_role(invited, role="full", by=anna)
    factories.secretariat(is_active=False)
    factories.reader()
    assert LAST in client.post(page(name, anna), values).text
    assert is_secretariat.test(fresh(anna))
    factories.secretariat()
    client.post(page(name, anna), values)
    assert not is_secretariat.test(fresh(anna))


def test_last_person_of_the_secretariat_keeps_an_address_to_sign_in_with(client, anna):
    answer = client.post(page("person_change", anna), {"name": "Anna", "email": "", "phone": ""})
    assert LAST in answer.text
    assert fresh(anna).email


@pytest.mark.parametrize("role", SecretariatRole.Role)
def test_nobody_with_a_role_is_forgotten(anna, role):
    old = factories.secretariat(role, name="Old")
    factories.appointment(old, "ILO", ends="2001-01-01")
    assert old not in queries.people_to_forget()
    with pytest.raises(Refused, match="Remove that role first"):
        actions.forget(old)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_take_away_each_others_role_leave_one():
    anna, cleo = factories.secretariat(name="Anna"), factories.secretariat(name="Cleo")
    at_once(lambda: secretariat.take_role(anna, by=cleo), lambda: secretariat.take_role(cleo, by=anna))
    assert SecretariatRole.objects.count() == 1


# Reading only --------------------------------------------------------------------------------------


def test_who_only_reads_has_nothing_to_do_and_gets_no_mail_to_the_secretariat(client, anna):
    reader = factories.reader()
    for name in ("ILO", "IOM"):  # members without a focal point, of which the secretariat is told
        factories.membership(name, "2003")
    factories.application()
    assert awaited(anna)
    assert awaited(reader) == []
    assert mail.secretariat() == [anna]
    assert not is_of_group.test(reader)
    client.force_login(reader)
    home = client.get("/").text
    assert "Propose a topic" not in home
    assert LIST in home
    assert "Give a role" not in client.get(LIST).text


def test_own_page_and_copy_name_the_role(client):
    reader = factories.reader()
    client.force_login(reader)
    assert "Secretariat of the Group</span>, reading only" in client.get(reverse("me")).text
    assert client.get(reverse("me_copy")).json()["role in the secretariat"] == "reading only"


def test_register_shows_the_roles(client, anna):
    reader = factories.reader(name="Rea")
    assert "Secretariat, reading only" in client.get(reverse("people:person_list")).text
    shown = client.get(page("person_detail", reader)).text
    assert "reading only" in shown
    assert "sees only the public pages" not in shown


def test_roles_of_before_have_no_day(client, anna):
    SecretariatRole.objects.update(since=None)
    assert "since" not in client.get(LIST).text.partition("<main")[2]
    SecretariatRole.objects.update(since=clock.now())
    assert "since" in client.get(LIST).text.partition("<main")[2]
