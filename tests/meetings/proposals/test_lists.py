"""The lists of proposals: sifted, in pages, and as quick for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Proposal
from meetings.proposals.actions import answers
from tests import factories
from tests.meetings.proposals.desk import page, proposal

pytestmark = pytest.mark.django_db


def test_own_proposals_stand_first_and_can_be_sifted(client, group):
    theirs = proposal(group.other, "UNCTAD", "Theirs")
    mine = proposal(group.focal, title="Mine", meeting=group.april)
    done = proposal(group.focal, title="Done")
    answers.decline(done, by=group.chair, reason="No.")
    assert list(page(client, group.focal, "proposal_list").context["object_list"]) == [done, mine, theirs]
    for query, shown in (
        ({"state": "waiting"}, [mine, theirs]),
        ({"state": "answered"}, [done]),
        ({"meeting": group.april.pk}, [mine]),
        ({"state": "nonsense", "meeting": "x"}, [done, mine, theirs]),
    ):
        listed = page(client, group.focal, "proposal_list", **query).context["object_list"]
        assert list(listed) == shown


def _many(group, count):
    agencies = [factories.agency("ILO"), factories.agency("UNCTAD"), factories.agency("UNHCR")]
    Proposal.objects.bulk_create(
        Proposal(
            title=f"Topic {n}",
            proposed_by=agencies[n % 3],
            entered_by=group.chair,
            on_behalf=n % 2 == 0,
            meeting=group.april if n % 2 else None,
        )
        for n in range(count)
    )


@pytest.mark.parametrize(("name", "who"), [("proposal_list", "focal"), ("waiting", "chair")])
def test_lists_ask_as_often_for_three_as_for_three_hundred(client, group, name, who):
    counts = []
    for count in (3, 297):
        _many(group, count)
        page(client, getattr(group, who), name, meeting=group.april.pk)
        with CaptureQueriesContext(connection) as queries:
            shown = page(client, getattr(group, who), name)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(shown.content) < 300_000


def test_list_comes_in_pages_of_25(client, group):
    _many(group, 30)
    assert len(page(client, group.focal, "proposal_list").context["object_list"]) == 25
    assert len(page(client, group.focal, "proposal_list", page=2).context["object_list"]) == 5
