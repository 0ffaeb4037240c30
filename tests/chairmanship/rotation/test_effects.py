"""What a plan of the line of chairs would change elsewhere, and what is flagged in time."""

import datetime as dt

import pytest

from chairmanship.models import Chairmanship, Handover, HandoverLine
from chairmanship.rotation import flags, moves, plan, rotation
from foundation.dates import clock
from tests import factories
from tests.awaiting import awaiting_in
from tests.chairmanship.rotation.line import TODAY, day, effects_of, keep_move, move_of, swap_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]
awaiting = awaiting_in("agencies", "chairmanship")


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
        "1 September 2007, already convened, would be chaired by ILO instead of UNDESA.",
        "2008, already planned, would be chaired by UNDESA instead of ILO.",
    ]


def test_swap_while_a_handover_is_open_says_to_whom_it_would_go(terms):
    iom, undesa, ilo = terms
    with clock.moved_to(dt.date(2007, 6, 1)):
        handover = Handover.objects.create(term=iom)
        HandoverLine.objects.create(handover=handover, position=0, text="The website")
        [effect] = plan.make_plan(swap_of(undesa, ilo)).effects
        assert effect.sentence.startswith(
            "The incoming chair would be ILO instead of UNDESA. The open handover of IOM"
        )
        assert "would go to ILO" in effect.sentence
        assert effect.url == "/chair/iom-2007-01/handover/"
        keep_move(swap_of(undesa, ilo))
        assert [line.text for line in handover.lines.all()] == ["The website"]
        assert [str(term.agency) for term in rotation.terms_after(iom)] == ["ILO"]


def test_meeting_that_would_fall_into_a_gap_goes_to_the_secretariat(terms):
    iom, *_ = terms
    factories.meeting("2007-06-15")
    [effect] = plan.make_plan(move_of(iom, moves.extend, ends=day("2007-05-31"), along=False)).effects
    assert effect.sentence.endswith("no longer be chaired by IOM. The secretariat would take care of it.")
    assert effect.warns


def test_meeting_of_a_term_by_its_own_word_that_would_lie_outside_is_told(terms):
    _, undesa, ilo = terms
    factories.term("WHO", "2007-08-01", "2007-09-30", capacity="interim")
    factories.meeting("2009-09-01", term=ilo)
    assert any(
        "counts towards the term of ILO, which would then be 1 July to 31 December 2007" in sentence
        for sentence in effects_of(swap_of(undesa, ilo))
    )


def test_chair_of_today_that_would_pass_is_told(terms):
    iom, *_ = terms
    assert "The chair would pass at once from IOM to WHO, with all powers." in effects_of(
        move_of(iom, moves.split, day=TODAY, agency=factories.agency("WHO"))
    )


def test_effects_ask_as_much_for_many_meetings(terms, django_assert_num_queries):
    _, undesa, ilo = terms
    move = swap_of(undesa, ilo)
    with django_assert_num_queries(5):
        plan.make_plan(move)
    for number in range(1, 20):
        factories.meeting(f"2007-09-{number:02}")
    with django_assert_num_queries(5):
        assert len(plan.make_plan(move).effects) > 19


def flag_sentences():
    return [flag.sentence for flag in flags.flags()]


def test_line_that_holds_is_flagged_nowhere(terms):
    assert flag_sentences() == []


def test_running_term_without_a_successor_is_flagged_half_a_year_before():
    factories.membership("IOM", "2003")
    factories.term("IOM", "2007-01-01", "2007-12-31")
    assert flag_sentences() == []
    with clock.moved_to(dt.date(2007, 7, 1)):
        assert flag_sentences() == ["The term of IOM ends on 31 December 2007, and no next chair is named."]
        [one] = [one for one in awaiting(factories.secretariat()) if "no next chair" in one.sentence]
        assert one.url == "/chair/plan/order/"
        assert awaiting(factories.person_of("IOM")) == []


def test_nobody_at_all_and_a_gap_ahead_are_flagged(terms):
    assert flag_sentences() == []
    Chairmanship.objects.filter(agency__acronym="UNDESA").delete()
    assert flag_sentences() == ["No chair is named for the period from 1 July to 31 December 2007."]
    Chairmanship.objects.all().delete()
    assert flag_sentences() == ["Nobody chairs the Group, and no next chair is named."]
    factories.term("IOM", "2007-05-01", "2007-12-31")
    assert flag_sentences() == ["Nobody chairs the Group until 30 April 2007."]


def test_term_of_an_agency_that_leaves_or_left_is_flagged(terms):
    who = factories.agency("WHO")
    who.memberships.update(ends="2008-06")
    factories.term("WHO", "2009-01-01", "2009-06-30")
    factories.term("UNEP", "2009-07-01", "2009-12-31")
    factories.membership("UPU", "2003", "2006-12-31")
    factories.term("UPU", "2010-01-01", "2010-06-30")
    assert flag_sentences() == [
        "WHO leaves the Group in June 2008. Its term is planned for 1 January to 30 June 2009.",
        "UNEP is not a member of the Group. Its term is planned for 1 July to 31 December 2009.",
        "UPU left the Group on 31 December 2006. Its term is planned for 1 January to 30 June 2010.",
    ]
