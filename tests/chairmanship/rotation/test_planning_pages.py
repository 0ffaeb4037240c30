"""The pages on which the line of chairs is planned."""

import pytest

from chairmanship.rotation import moves
from tests import factories
from tests.chairmanship.rotation.line import day, keep_move, line_of_chairs, move_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


@pytest.fixture
def secretariat(client):
    client.force_login(factories.secretariat())


def test_effect_is_shown_before_anything_is_kept(client, secretariat, terms):
    factories.meeting("2007-09-01")
    _, undesa, ilo = terms
    typed = {"one": undesa.pk, "other": ilo.pk, "lengths": "days"}
    page = client.post("/chair/plan/swap/", typed)
    assert "would be chaired by ILO instead of UNDESA" in page.text
    assert line_of_chairs()[1][0] == "UNDESA"
    answer = client.post("/chair/plan/swap/", typed | {"seen": page.context["plan"].seen}, follow=True)
    assert "Saved. 2 terms changed." in answer.text
    assert line_of_chairs()[1][0] == "ILO"


def test_term_that_would_be_over_already_is_shown_with_its_days_of_before(client, secretariat, terms):
    iom, *_ = terms
    page = client.post(f"/chair/plan/{iom.slug}/extend/", {"ends": "2007-02-28", "later": "stay"})
    assert "1 January to 28 February 2007" in page.text
    assert "before: 1 January to 30 June 2007" in page.text


def test_addresses_of_a_term_that_was_moved_lead_to_it(client, secretariat, terms):
    _, undesa, ilo = terms
    keep_move(move_of(undesa, moves.extend, ends=day("2007-10-31"), along=True))
    ilo.refresh_from_db()
    assert ilo.slug == "ilo-2007-11"
    assert client.get("/chair/ilo-2008-01/").url == "/chair/ilo-2007-11/"
    assert client.get("/chair/ilo-2008-01/handover/").status_code == 200
    assert client.get("/chair/undesa-2008-01/").status_code == 404
    client.logout()
    assert client.get("/chair/ilo-2008-01/").url == "/chair/ilo-2007-11/"


def test_what_was_not_seen_so_is_shown_anew_and_not_kept(client, secretariat, terms):
    _, undesa, ilo = terms
    typed = {"one": undesa.pk, "other": ilo.pk, "lengths": "days", "seen": "of another day"}
    page = client.post("/chair/plan/swap/", typed)
    assert "Something has changed since your preview" in page.text
    again = client.post("/chair/plan/swap/", typed | {"seen": page.context["plan"].seen})
    assert again.status_code == 302


def test_order_is_typed_in_rows_and_more_rows_lose_nothing(client, secretariat, terms):
    fao, who = factories.agency("FAO"), factories.agency("WHO")
    typed = {
        "rows": "2", "starts": "2009-01-01",
        "row0-agency": fao.pk, "row0-months": "6", "row1-agency": who.pk, "row1-months": "3",
        "row1-co_chair": fao.pk,
    }  # fmt: skip
    more = client.post("/chair/plan/order/", typed | {"more": "1"})
    assert len(more.context["form"].rows) == 6
    assert more.context["form"].rows[1]["months"].value() == "3"
    page = client.post("/chair/plan/order/", typed)
    client.post("/chair/plan/order/", typed | {"seen": page.context["plan"].seen})
    assert [name for name, _, _ in line_of_chairs()] == ["IOM", "UNDESA", "ILO", "FAO", "FAO", "WHO"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Choose an agency for at least one term"),
        ({"row0-agency": "FAO"}, "Enter the number of months"),
        ({"row0-agency": "FAO", "row0-months": "0"}, "Enter 1 or more."),
        ({"row0-co_chair": "FAO", "row0-months": "6"}, "Choose the first of the two co-chairs here"),
        (
            {"row0-agency": "FAO", "row0-co_chair": "FAO", "row0-months": "6"},
            "Choose a different agency as co-chair",
        ),
        ({"row0-agency": "FAO", "row0-months": "6", "starts": "2007-03-01"}, "would overlap"),
    ],
)
def test_order_that_cannot_be_says_why(client, secretariat, terms, typed, words):
    pk = factories.agency("FAO").pk
    typed = {key: pk if value == "FAO" else value for key, value in typed.items()}
    page = client.post("/chair/plan/order/", {"starts": "2009-01-01", "rows": "2"} | typed)
    assert words in page.text
    assert len(line_of_chairs()) == 3


def test_planning_page_asks_as_much_for_many_terms(client, secretariat, terms, django_assert_max_num_queries):
    for year in range(2009, 2029):
        factories.term("WHO", f"{year}-01-01", f"{year}-12-31")
    with django_assert_max_num_queries(14):
        page = client.get("/chair/plan/")
    assert page.text.count("Extend or shorten") == 23
    with django_assert_max_num_queries(14):
        client.get("/chair/plan/order/")


def test_term_that_is_over_is_not_planned(client, secretariat, terms):
    factories.term("WHO", "2006-01-01", "2006-12-31")
    assert client.get("/chair/plan/who-2006-01/split/").status_code == 404


def test_change_of_a_term_tells_the_meetings_that_would_pass_before_it_is_saved(client, secretariat, terms):
    iom, *_ = terms
    factories.meeting("2007-06-15")
    typed = {
        "agency": iom.agency_id, "starts": "2007-01-01", "ends": "2007-05-31", "capacity": "chair",
        "revision": "0", "look": "1",
    }  # fmt: skip
    assert (
        "meeting of 15 June 2007, already convened, would no longer be chaired by IOM"
        in client.post("/chair/iom-2007-01/change/", typed).text
    )
