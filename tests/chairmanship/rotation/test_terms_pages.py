"""The line of chairs as the secretariat keeps it."""

import datetime as dt

import pytest
from django.utils.html import escape

from chairmanship.models import Chairmanship
from chairmanship.rotation import actions as rotation_actions
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.text import rich
from foundation.verbs import Refused
from tests import factories
from tests.awaiting import awaiting_in
from tests.together import at_once

awaiting = awaiting_in("agencies", "chairmanship")

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat(client):
    person = factories.secretariat()
    client.force_login(person)
    return person


def values_of(acronym="IOM", starts="2007-01-01", ends="2007-06-30", **more):
    return {
        "agency": factories.agency(acronym).pk,
        "starts": starts,
        "ends": ends,
        "capacity": "chair",
    } | more


def test_terms_are_the_secretariats_to_keep(client):
    factories.term()
    for address in ("/chair/add/", "/chair/iom-2007-01/change/"):
        assert client.get(address).url.startswith("/login/")
    client.force_login(factories.person_of("IOM"))
    with clock.moved_to(dt.date(2007, 1, 2)):  # not even the chair's
        for address in ("/chair/add/", "/chair/iom-2007-01/change/", "/chair/nobody-2007-01/change/"):
            assert client.get(address).status_code == 403
        assert "/chair/add/" not in client.get("/chair/").text
    client.force_login(factories.secretariat())
    for address in ("/chair/add/", "/chair/iom-2007-01/change/"):
        assert client.get(address).status_code == 200
    assert client.get("/chair/nobody-2007-01/change/").status_code == 404
    assert "/chair/add/" in client.get("/chair/").text


def test_term_is_added_and_its_people_have_the_powers(client, secretariat):
    with clock.moved_to(dt.date(2007, 3, 1)):
        response = client.post("/chair/add/", values_of(theme="Development"), follow=True)
        assert response.redirect_chain == [("/chair/iom-2007-01/", 302)]
        assert "Current chair: IOM." in response.text
        assert [term.agency.acronym for term in rotation.chairs()] == ["IOM"]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (
            {"starts": "2007-06-30", "ends": "2007-12-31"},
            "starts",
            "ILO is chair from 1 January to 30 June 2007",
        ),
        ({"starts": "2008-01-01", "ends": "2007-12-31"}, "ends", "before it begins"),
        ({"starts": "2008-01-01", "ends": ""}, "ends", "Please fill this in"),
        ({"starts": "2008-02-30"}, "starts", "There is no such day"),
    ],
)
def test_term_form_says_beside_the_field_what_is_wrong(client, secretariat, wrong, field, words):
    factories.term("ILO")
    response = client.post("/chair/add/", values_of(theme="Kept", **wrong))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert words in str(response.context["form"].errors)
    assert "Kept" in response.text
    assert Chairmanship.objects.count() == 1


def test_objective_of_a_term_is_a_rich_text(client, secretariat):
    sent = "<p>Know <b>more</b></p><ul><li>figures</li></ul>"
    client.post("/chair/add/", values_of(objective=sent))
    term = Chairmanship.objects.get()
    assert term.objective == rich.clean(sent)
    page = client.get("/chair/iom-2007-01/change/").text
    assert f">{escape(term.objective)}</textarea>" in page
    assert "vendor/editor/editor.min.js" in page
    # Without JavaScript paragraphs are added, and what is there keeps its form.
    more = {"objective": term.objective, "objective-added": "And act.", "revision": term.revision}
    client.post("/chair/iom-2007-01/change/", values_of() | more)
    term.refresh_from_db()
    assert rich.plain(term.objective) == "Know more\n\n- figures\n\nAnd act."
    assert "<strong>more</strong>" in term.objective
    too_long = client.post("/chair/iom-2007-01/change/", values_of(objective="x" * 20_001, revision=2))
    assert "This text has 20001 characters; the limit is 20000." in too_long.text


def test_co_chairs_share_the_time(client, secretariat):
    factories.term("ILO", capacity="co_chair")
    assert client.post("/chair/add/", values_of(capacity="co_chair")).status_code == 302


def test_coordinator_is_a_part_of_the_chair(client, secretariat):
    part = factories.agency("UNECE", part_of=factories.agency("Regional Commissions"))
    response = client.post("/chair/add/", values_of("ILO", coordinated_by=part.pk))
    assert "not part of ILO" in str(response.context["form"].errors["coordinated_by"])
    assert (
        client.post("/chair/add/", values_of("Regional Commissions", coordinated_by=part.pk)).status_code
        == 302
    )


def test_what_a_term_would_mean_is_seen_before_it_is_saved(client, secretariat):
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    factories.term("IOM", "2007-01-01", "2007-06-30")
    with clock.moved_to(dt.date(2007, 6, 20)):
        change = values_of("IOM", ends="2007-05-31", look="1", revision=0)
        response = client.post("/chair/iom-2007-01/change/", change)
        meaning = response.context["meaning"]
        assert meaning["moves"]
        assert meaning["chairs"] == []
        assert "The chair of today, IOM, would lose the chair at once." in response.text
        assert [bool(row.get("gap")) for row in meaning["rows"]] == [False, False, True]
    assert Chairmanship.objects.get(agency__acronym="IOM").ends == dt.date(2007, 6, 30)


def test_gap_between_terms_is_shown(client, secretariat):
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    response = client.post("/chair/add/", values_of(starts="2007-03-01", look="1"))
    assert "1 January to 28 February 2007" in response.text


def test_term_changed_meanwhile_is_not_overwritten_unseen(client, secretariat):
    term = factories.term(theme="Old")
    rotation_actions.change_term(
        term, revision=0, agency=term.agency, starts=term.starts, ends=term.ends, theme="Of another"
    )
    mine = values_of(theme="Mine", revision=0)
    response = client.post("/chair/iom-2007-01/change/", mine)
    assert "Of another" in response.text
    assert 'value="Mine"' in response.text
    term.refresh_from_db()
    assert term.theme == "Of another"
    again = client.post(
        "/chair/iom-2007-01/change/", mine | {"revision": response.context["form"]["revision"].value()}
    )
    assert again.status_code == 302
    term.refresh_from_db()
    assert (term.theme, term.revision) == ("Mine", 2)


def test_incoming_chair_is_told_when_its_term_begins():
    factories.term("IOM", "2007-01-01", "2007-06-30")
    with clock.moved_to(dt.date(2006, 12, 1)):
        assert [one.sentence for one in awaiting(factories.person_of("IOM"))] == [
            "Your term as chair begins on 1 January 2007."
        ]
        assert awaiting(factories.person_of("ILO")) == []
    with clock.moved_to(dt.date(2007, 1, 1)):
        assert awaiting(factories.person_of("IOM")) == []


@pytest.mark.django_db(transaction=True)
def test_two_admins_cannot_enter_overlapping_chairs_at_once():
    iom, ilo = factories.agency("IOM"), factories.agency("ILO")
    days = {"starts": dt.date(2007, 1, 1), "ends": dt.date(2007, 6, 30)}
    results = at_once(
        lambda: rotation_actions.enter_term(agency=iom, **days),
        lambda: rotation_actions.enter_term(agency=ilo, **days),
    )
    assert [type(one) for one in results if isinstance(one, Exception)] == [Refused]
    assert Chairmanship.objects.count() == 1
