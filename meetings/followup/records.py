"""What the records say of decisions and action points, to check the words of a report."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.handover.records import Count, Records, Unfinished
from meetings.followup.handover import open_actions_of
from meetings.followup.models import Action, Decision
from meetings.meeting.audiences import Audience
from meetings.meeting.models import Meeting


def counts(term, as_at: dt.date) -> Iterator[Count]:
    """How many decisions were taken and action points agreed, as members read them."""
    of_term = {"item__meeting__in": Meeting.objects.with_open_words().of_term(term)}
    decisions, actions = (
        rows.for_audience(Audience.MEMBERS).filter(**of_term).count()
        for rows in (Decision.objects.standing(), Action.objects.all())
    )
    yield Count(lambda n: ngettext("%(number)s decision", "%(number)s decisions", n), (decisions,))
    yield Count(lambda n: ngettext("%(number)s action point", "%(number)s action points", n), (actions,))


def unfinished(term, as_at: dt.date) -> Iterator[Unfinished]:
    """The open action points."""
    for one in open_actions_of(term).filter(done=False):
        yield Unfinished(
            one.text, _("The action point “%(action)s” is open.") % {"action": one.text.rstrip(".")}
        )


RECORDS = Records(counts=counts, unfinished=unfinished)
