"""The moves by which the line of chairs is planned, and what no line can be."""

import pytest
from django.urls import reverse

from chairmanship.models import Chairmanship, Event
from chairmanship.rotation import moves, plan, rotation, timeline
from foundation.verbs import Refused
from tests import factories
from tests.chairmanship.rotation.line import (
    TODAY,
    day,
    effects_of,
    keep_move,
    line_of_chairs,
    move_of,
    swap_of,
)
from tests.together import at_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def test_order_of_agencies_and_lengths_becomes_terms_after_the_last(terms):
    fao, who, iom = (factories.agency(acronym) for acronym in ("FAO", "WHO", "IOM"))

    def move(all_terms):
        return moves.go_on(
            all_terms, starts=day("2009-01-01"), order=[([fao], 6), ([who, iom], 7), ([fao], 1)]
        )

    keep_move(move)
    assert line_of_chairs()[3:] == [
        ("FAO", "2009-01-01 2009-06-30", "chair"),
        ("IOM", "2009-07-01 2010-01-31", "co_chair"),
        ("WHO", "2009-07-01 2010-01-31", "co_chair"),
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
    Chairmanship.objects.filter(pk=ilo.pk).update(capacity="co_chair")
    factories.term("WHO", "2008-01-01", "2008-12-31", capacity="co_chair")
    keep_move(swap_of(undesa, ilo))
    assert line_of_chairs()[1:] == [
        ("ILO", "2007-07-01 2007-12-31", "co_chair"),
        ("WHO", "2007-07-01 2007-12-31", "co_chair"),
        ("UNDESA", "2008-01-01 2008-12-31", "chair"),
    ]


def test_term_that_has_begun_does_not_swap(terms):
    iom, undesa, _ = terms
    with pytest.raises(Refused, match="IOM has chaired the Group since 1 January 2007"):
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
    assert "No chair" not in page
    assert len(line_of_chairs()) == 3


def test_term_is_split(terms):
    iom, *_ = terms
    who = factories.agency("WHO")
    assert keep_move(move_of(iom, moves.split, day=day("2007-04-01"), agency=who))[:2] == [
        ("IOM", "2007-01-01 2007-03-31"),
        ("WHO", "2007-04-01 2007-06-30"),
    ]
    with pytest.raises(Refused, match="Choose a day within the term"):
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
        ("ILO", "co_chair"),
        ("WHO", "co_chair"),
    ]
    with pytest.raises(Refused, match="WHO already has this term"):
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
    with pytest.raises(Refused, match="Change its dates instead"):
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
    with pytest.raises(Refused, match="Something has changed since your preview"):
        plan.keep_plan(move, seen=seen)
    assert line_of_chairs()[1][0] == "UNDESA"


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_do_not_both_come_true(terms):
    _, undesa, ilo = terms
    one, other = swap_of(undesa, ilo), move_of(ilo, moves.take_out, along=False)
    seen, also = plan.make_plan(one).seen, plan.make_plan(other).seen
    results = at_once(lambda: plan.keep_plan(one, seen=seen), lambda: plan.keep_plan(other, seen=also))
    assert [type(result) for result in results if isinstance(result, Exception)] == [Refused]
