"""The line of chairs planned ahead: each move, what it means before it is kept, and what no line can be."""

import datetime as dt

import pytest
from django.urls import reverse

from chairmanship.models import Chairmanship, Event, Handover, HandoverLine
from chairmanship.rotation import flags, moves, plan, rotation, timeline
from chairmanship.rotation.forms import MoveForm
from foundation.dates import clock
from foundation.verbs import Refused
from tests import factories
from tests.awaiting import awaiting_in
from tests.together import at_once

awaiting = awaiting_in("agencies", "chairmanship")

pytestmark = pytest.mark.django_db

TODAY = dt.date(2007, 3, 1)


@pytest.fixture(autouse=True)
def today():
    with clock.moved_to(TODAY):
        yield


@pytest.fixture
def terms():
    for acronym in ("IOM", "UNDESA", "ILO", "FAO", "WHO"):
        factories.membership(acronym, "2003")
    return [
        factories.term("IOM", "2007-01-01", "2007-06-30"),
        factories.term("UNDESA", "2007-07-01", "2007-12-31"),
        factories.term("ILO", "2008-01-01", "2008-12-31"),
    ]


def line_of_chairs():
    return [(term.agency.acronym, f"{term.starts} {term.ends}", term.capacity) for term in rotation.terms()]


def keep_move(move):
    plan.keep_plan(move, seen=plan.make_plan(move).seen)
    return [(name, days) for name, days, _ in line_of_chairs()]


def same_term(all_terms, term):
    """The term in that line; as the forms have it, it may have gone."""
    return MoveForm.among(None, all_terms, term)


def move_of(term, move, **values):
    """A move of that term in whatever line it is made."""
    return lambda all_terms: move(all_terms, same_term(all_terms, term), **values)


def swap_of(one, other, *, keep_lengths=False):
    return lambda all_terms: moves.swap(
        all_terms, same_term(all_terms, one), same_term(all_terms, other), keep_lengths=keep_lengths
    )


def day(text):
    return dt.date.fromisoformat(text)


def test_order_of_agencies_and_lengths_becomes_terms_after_the_last(terms):
    fao, who, iom = (factories.agency(acronym) for acronym in ("FAO", "WHO", "IOM"))

    def move(all_terms):
        return moves.go_on(
            all_terms, starts=day("2009-01-01"), order=[([fao], 6), ([who, iom], 7), ([fao], 1)]
        )

    keep_move(move)
    assert line_of_chairs()[3:] == [
        ("FAO", "2009-01-01 2009-06-30", "chair"),
        ("IOM", "2009-07-01 2010-01-31", "co-chair"),
        ("WHO", "2009-07-01 2010-01-31", "co-chair"),
        ("FAO", "2010-02-01 2010-02-28", "chair"),
    ]


def test_order_after_the_last_means_nothing_for_the_meetings_before(terms):
    factories.meeting("2007-09-01")
    assert (
        effects_of(
            lambda line: moves.go_on(line, starts=day("2009-01-01"), order=[([factories.agency("FAO")], 6)])
        )
        == []
    )


def test_two_terms_swap_their_days_and_keep_all_else(terms):
    _, undesa, ilo = terms
    Chairmanship.objects.filter(pk=undesa.pk).update(theme="Figures")
    assert keep_move(swap_of(undesa, ilo))[1:] == [
        ("ILO", "2007-07-01 2007-12-31"),
        ("UNDESA", "2008-01-01 2008-12-31"),
    ]
    undesa.refresh_from_db()
    assert (undesa.theme, undesa.revision) == ("Figures", 1)


def test_two_terms_swap_with_their_lengths_and_those_between_move(terms):
    _, undesa, _ = terms
    factories.term("FAO", "2009-03-01", "2009-05-31")
    fao = Chairmanship.objects.get(agency__acronym="FAO")
    assert keep_move(swap_of(fao, undesa, keep_lengths=True))[1:] == [
        ("FAO", "2007-07-01 2007-09-30"),
        ("ILO", "2007-10-01 2008-09-30"),
        ("UNDESA", "2008-11-29 2009-05-28"),  # after the same gap of 59 days
    ]


def test_co_chairs_swap_together(terms):
    _, undesa, ilo = terms
    Chairmanship.objects.filter(pk=ilo.pk).update(capacity="co-chair")
    factories.term("WHO", "2008-01-01", "2008-12-31", capacity="co-chair")
    keep_move(swap_of(undesa, ilo))
    assert line_of_chairs()[1:] == [
        ("ILO", "2007-07-01 2007-12-31", "co-chair"),
        ("WHO", "2007-07-01 2007-12-31", "co-chair"),
        ("UNDESA", "2008-01-01 2008-12-31", "chair"),
    ]


def test_term_that_has_begun_does_not_swap(terms):
    iom, undesa, _ = terms
    with pytest.raises(Refused, match="IOM has the chair since 1 January 2007"):
        plan.make_plan(swap_of(iom, undesa))


@pytest.mark.parametrize(
    ("meanwhile", "expected"),
    [
        ("beside", [("IOM", "2007-01-01 2007-06-30"), ("UNDESA", "2007-07-01 2007-12-31")]),
        ("room", [("IOM", "2007-01-01 2007-05-31"), ("UNDESA", "2007-08-01 2007-12-31")]),
        ("later", [("IOM", "2007-01-01 2007-05-31"), ("UNDESA", "2007-08-01 2008-01-31")]),
    ],
)
def test_interim_is_inserted(terms, meanwhile, expected):
    def move(all_terms):
        return moves.insert_interim(
            all_terms,
            agency=factories.agency("WHO"),
            starts=day("2007-06-01"),
            ends=day("2007-07-31"),
            meanwhile=meanwhile,
        )

    after = keep_move(move)
    assert ("WHO", "2007-06-01 2007-07-31") in after
    assert [one for one in after if one[0] in ("IOM", "UNDESA")] == expected
    assert Chairmanship.objects.get(agency__acronym="WHO").capacity == "interim"


def test_interim_within_a_term_gives_the_chair_back_when_it_ends(terms):
    _, undesa, _ = terms
    undesa.theme = "Remittances"
    undesa.save()
    days = {"starts": day("2007-09-15"), "ends": day("2007-09-20")}

    def move(all_terms):
        who = factories.agency("WHO")
        return moves.insert_interim(all_terms, agency=who, meanwhile="on", **days)

    keep_move(move)
    assert line_of_chairs()[1:] == [
        ("UNDESA", "2007-07-01 2007-09-14", "chair"),
        ("WHO", "2007-09-15 2007-09-20", "interim"),
        ("UNDESA", "2007-09-21 2007-12-31", "chair"),
        ("ILO", "2008-01-01 2008-12-31", "chair"),
    ]
    assert [term.theme for term in rotation.terms() if term.agency == undesa.agency] == ["Remittances"] * 2
    assert [rotation.place(term) for term in rotation.terms()] == [1, 2, None, 2, 3]
    rows = timeline.rows(timeline.until(TODAY), TODAY)
    assert [row["place"] for row in rows] == [1, 2, None, 2, 3]


def test_interim_at_the_edges_of_co_chairs_shortens_them_and_within_gives_both_the_rest(terms):
    *_, ilo = terms
    keep_move(move_of(ilo, moves.co_chair, agency=factories.agency("WHO")))

    def interim(starts, ends):
        return lambda all_terms: moves.insert_interim(
            all_terms, agency=factories.agency("FAO"), starts=day(starts), ends=day(ends), meanwhile="on"
        )

    assert keep_move(interim("2007-12-15", "2008-01-31"))[1:] == [
        ("UNDESA", "2007-07-01 2007-12-14"),
        ("FAO", "2007-12-15 2008-01-31"),
        ("ILO", "2008-02-01 2008-12-31"),
        ("WHO", "2008-02-01 2008-12-31"),
    ]
    assert keep_move(interim("2008-05-01", "2008-05-31"))[-2:] == [
        ("ILO", "2008-06-01 2008-12-31"),
        ("WHO", "2008-06-01 2008-12-31"),
    ]
    assert [rotation.place(term) for term in rotation.terms()] == [1, 2, None, 3, 3, None, 3, 3]


def test_interim_is_asked_for_with_the_chair_going_on_and_shown_so_before_it_is_kept(client, terms):
    client.force_login(factories.secretariat())
    who = factories.agency("WHO").pk
    asked = {"agency": who, "starts": "2007-09-15", "ends": "2007-09-20"}
    page = client.post(reverse("chairmanship:plan_interim"), asked).content.decode()
    assert "1 July to 14 September 2007" in page
    assert "21 September to 31 December 2007" in page
    assert "Nobody" not in page
    assert len(line_of_chairs()) == 3


def test_term_is_split(terms):
    iom, *_ = terms
    who = factories.agency("WHO")
    assert keep_move(move_of(iom, moves.split, day=day("2007-04-01"), agency=who))[:2] == [
        ("IOM", "2007-01-01 2007-03-31"),
        ("WHO", "2007-04-01 2007-06-30"),
    ]
    with pytest.raises(Refused, match="within the term"):
        plan.make_plan(move_of(iom, moves.split, day=day("2007-01-01"), agency=who))


def test_extended_term_moves_the_later_ones_along_or_takes_of_the_next(terms):
    iom, *_ = terms
    assert keep_move(move_of(iom, moves.extend, ends=day("2007-09-30"), along=True)) == [
        ("IOM", "2007-01-01 2007-09-30"),
        ("UNDESA", "2007-10-01 2008-03-31"),
        ("ILO", "2008-04-01 2009-03-31"),
    ]
    assert keep_move(move_of(iom, moves.extend, ends=day("2007-12-31"), along=False))[:2] == [
        ("IOM", "2007-01-01 2007-12-31"),
        ("UNDESA", "2008-01-01 2008-03-31"),
    ]
    with pytest.raises(Refused, match="Nothing would be left of the term of UNDESA"):
        plan.make_plan(move_of(iom, moves.extend, ends=day("2008-03-31"), along=False))


def test_shortened_term_leaves_a_gap_or_the_later_ones_move_up(terms):
    iom, *_ = terms
    assert keep_move(move_of(iom, moves.extend, ends=day("2007-05-31"), along=False))[:2] == [
        ("IOM", "2007-01-01 2007-05-31"),
        ("UNDESA", "2007-07-01 2007-12-31"),
    ]
    assert keep_move(move_of(iom, moves.extend, ends=day("2007-06-30"), along=True))[1:] == [
        ("UNDESA", "2007-07-01 2007-12-31"),
        ("ILO", "2008-01-01 2008-12-31"),
    ]


def test_co_chair_joins_a_term_and_the_other_stays_alone_when_taken_out(terms):
    *_, ilo = terms
    keep_move(move_of(ilo, moves.co_chair, agency=factories.agency("WHO")))
    assert [(name, capacity) for name, _, capacity in line_of_chairs()[2:]] == [
        ("ILO", "co-chair"),
        ("WHO", "co-chair"),
    ]
    with pytest.raises(Refused, match="WHO has that term already"):
        plan.make_plan(move_of(ilo, moves.co_chair, agency=factories.agency("WHO")))
    who = Chairmanship.objects.get(agency__acronym="WHO")
    keep_move(move_of(who, moves.take_out, along=True))
    assert line_of_chairs()[2:] == [("ILO", "2008-01-01 2008-12-31", "chair")]


def test_taken_out_term_lets_the_later_move_up(terms):
    _, undesa, _ = terms
    assert keep_move(move_of(undesa, moves.take_out, along=True)) == [
        ("IOM", "2007-01-01 2007-06-30"),
        ("ILO", "2007-07-01 2008-06-30"),
    ]


def test_term_of_which_something_is_recorded_is_not_taken_out(terms):
    _, undesa, _ = terms
    Event.objects.create(kind="briefing", date=factories.date("2007-09-01"), forum="F", term=undesa)
    move = move_of(undesa, moves.take_out, along=False)
    with pytest.raises(Refused, match="Move it or give it other days"):
        plan.keep_plan(move, seen=plan.make_plan(move).seen)
    assert len(line_of_chairs()) == 3


def test_overlapping_chairs_are_refused_over_the_whole_line(terms):
    def move(all_terms):
        return moves.go_on(all_terms, starts=day("2008-06-01"), order=[([factories.agency("WHO")], 3)])

    with pytest.raises(Refused, match="ILO, 1 January to 31 December 2008, and WHO"):
        plan.make_plan(move)
    with pytest.raises(Refused, match="would overlap"):  # and under the lock, whatever was seen
        plan.keep_plan(move, seen="x")
    assert len(line_of_chairs()) == 3


def test_plan_is_kept_only_as_it_was_seen(terms):
    _, undesa, ilo = terms
    move = swap_of(undesa, ilo)
    seen = plan.make_plan(move).seen
    factories.meeting("2007-09-01")
    with pytest.raises(Refused, match="Something changed since you looked"):
        plan.keep_plan(move, seen=seen)
    assert line_of_chairs()[1][0] == "UNDESA"


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_do_not_both_come_true(terms):
    _, undesa, ilo = terms
    one, other = swap_of(undesa, ilo), move_of(ilo, moves.take_out, along=False)
    seen, also = plan.make_plan(one).seen, plan.make_plan(other).seen
    results = at_once(lambda: plan.keep_plan(one, seen=seen), lambda: plan.keep_plan(other, seen=also))
    assert [type(result) for result in results if isinstance(result, Exception)] == [Refused]


# What it means ----------------------------------------------------------------------------------------


def effects_of(move):
    return [effect.sentence for effect in plan.make_plan(move).effects]


def test_meeting_that_would_fall_to_another_chair_is_told(terms):
    _, undesa, ilo = terms
    factories.meeting("2007-09-01", stage="called")
    factories.meeting("2007-04-01")
    factories.meeting("2007-10-01", stage="cancelled")
    factories.meeting("2008", level="principals", stage="planned")  # somewhere within the year
    incoming, *passing = effects_of(swap_of(undesa, ilo))
    assert "The incoming chair would be ILO instead of UNDESA" in incoming
    assert "handover" not in incoming
    assert [sentence.partition(" meeting of ")[2] for sentence in passing] == [
        "1 September 2007, called already, would be chaired by ILO instead of UNDESA.",
        "2008, planned already, would be chaired by UNDESA instead of ILO.",
    ]


def test_swap_while_a_handover_is_open_says_to_whom_it_would_go(terms):
    iom, undesa, ilo = terms
    with clock.moved_to(dt.date(2007, 6, 1)):
        handover = Handover.objects.create(term=iom)
        HandoverLine.objects.create(handover=handover, position=0, text="The website")
        [effect] = plan.make_plan(swap_of(undesa, ilo)).effects
        assert effect.sentence.startswith(
            "The incoming chair would be ILO instead of UNDESA. The handover of IOM"
        )
        assert "it would go to ILO" in effect.sentence
        assert effect.url == "/chair/iom-2007-01/handover/"
        keep_move(swap_of(undesa, ilo))
        assert [line.text for line in handover.lines.all()] == ["The website"]
        assert [str(term.agency) for term in rotation.terms_after(iom)] == ["ILO"]


def test_meeting_that_would_fall_into_a_gap_goes_to_the_secretariat(terms):
    iom, *_ = terms
    factories.meeting("2007-06-15")
    [effect] = plan.make_plan(move_of(iom, moves.extend, ends=day("2007-05-31"), along=False)).effects
    assert effect.sentence.endswith("nobody, so that the secretariat takes care of it instead of IOM.")
    assert effect.warns


def test_meeting_of_a_term_by_its_own_word_that_would_lie_outside_is_told(terms):
    _, undesa, ilo = terms
    factories.term("WHO", "2007-08-01", "2007-09-30", capacity="interim")
    factories.meeting("2009-09-01", term=ilo)
    assert any(
        "is counted to the term of ILO, which would then be 1 July to 31 December 2007" in sentence
        for sentence in effects_of(swap_of(undesa, ilo))
    )


def test_chair_of_today_that_would_pass_is_told(terms):
    iom, *_ = terms
    assert "The chair of today would pass at once: from IOM to WHO, with all powers." in effects_of(
        move_of(iom, moves.split, day=TODAY, agency=factories.agency("WHO"))
    )


def test_effects_ask_as_much_for_many_meetings(terms, django_assert_num_queries):
    _, undesa, ilo = terms
    move = swap_of(undesa, ilo)
    with django_assert_num_queries(4):
        plan.make_plan(move)
    for number in range(1, 20):
        factories.meeting(f"2007-09-{number:02}")
    with django_assert_num_queries(4):
        assert len(plan.make_plan(move).effects) > 19


# What is flagged in time ------------------------------------------------------------------------------


def flag_sentences():
    return [flag.sentence for flag in flags.flags()]


def test_line_that_holds_is_flagged_nowhere(terms):
    assert flag_sentences() == []


def test_running_term_without_a_successor_is_flagged_half_a_year_before():
    factories.membership("IOM", "2003")
    factories.term("IOM", "2007-01-01", "2007-12-31")
    assert flag_sentences() == []
    with clock.moved_to(dt.date(2007, 7, 1)):
        assert flag_sentences() == [
            "The term of IOM ends on 31 December 2007, and nobody is named to follow."
        ]
        [one] = [one for one in awaiting(factories.secretariat()) if "nobody is named" in one.sentence]
        assert one.url == "/chair/plan/order/"
        assert awaiting(factories.person_of("IOM")) == []


def test_nobody_at_all_and_a_gap_ahead_are_flagged(terms):
    assert flag_sentences() == []
    Chairmanship.objects.filter(agency__acronym="UNDESA").delete()
    assert flag_sentences() == ["Nobody is named for 1 July 2007 to 31 December 2007."]
    Chairmanship.objects.all().delete()
    assert flag_sentences() == ["Nobody is in the chair, and nobody is named to come."]
    factories.term("IOM", "2007-05-01", "2007-12-31")
    assert flag_sentences() == ["Nobody is in the chair until 30 April 2007."]


def test_term_of_an_agency_that_leaves_or_left_is_flagged(terms):
    who = factories.agency("WHO")
    who.memberships.update(ends="2008-06")
    factories.term("WHO", "2009-01-01", "2009-06-30")
    factories.term("UNEP", "2009-07-01", "2009-12-31")
    factories.membership("UPU", "2003", "2006-12-31")
    factories.term("UPU", "2010-01-01", "2010-06-30")
    assert flag_sentences() == [
        "WHO leaves the Group in June 2008; its term is to be 1 January to 30 June 2009.",
        "UNEP is no member of the Group; its term is to be 1 July to 31 December 2009.",
        "UPU left the Group on 31 December 2006; its term is to be 1 January to 30 June 2010.",
    ]


# The pages --------------------------------------------------------------------------------------------


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
    assert "Kept: two terms are as you planned." in answer.text
    assert line_of_chairs()[1][0] == "ILO"


def test_term_that_would_be_over_already_is_shown_with_its_days_of_before(client, secretariat, terms):
    iom, *_ = terms
    page = client.post(f"/chair/plan/{iom.slug}/extend/", {"ends": "2007-02-28", "later": "stay"})
    assert "1 January to 28 February 2007" in page.text
    assert "until now 1 January to 30 June 2007" in page.text


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
    assert "Something changed since you looked" in page.text
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
        ({}, "Choose the agency of at least one term"),
        ({"row0-agency": "FAO"}, "For how many months?"),
        ({"row0-agency": "FAO", "row0-months": "0"}, "Give 1 or more."),
        ({"row0-co_chair": "FAO", "row0-months": "6"}, "Choose the first of the two here"),
        ({"row0-agency": "FAO", "row0-co_chair": "FAO", "row0-months": "6"}, "A co-chair is another agency"),
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
        "meeting of 15 June 2007, called already, would be chaired by"
        in client.post("/chair/iom-2007-01/change/", typed).text
    )
