"""What the tests of clearance share: deadlines, and short forms of the verbs."""

import datetime as dt

from documents.clearance import actions as clearance_actions
from documents.clearance import rounds as clearance_rounds
from documents.clearance import status as clearance_status
from documents.models import Clearance, Document, Round
from tests import factories

UNTIL = dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC)  # 18:00 in Geneva
LATER = UNTIL + dt.timedelta(days=1)
TOKYO = dt.datetime(2027, 5, 20, 0, tzinfo=dt.UTC)


def open_round(group, *acronyms, until=UNTIL, **fields) -> Round:
    agencies = [factories.agency(one) for one in acronyms or ("ILO", "UNHCR")]
    fields.setdefault("timezone", "Europe/Zurich")
    return clearance_actions.open_round(
        group.version, agencies=agencies, until=until, by=group.lead, **fields
    )


def clearance_of(round_, acronym) -> Clearance:
    return round_.clearances.get(agency__acronym=acronym)


def status_of(round_) -> clearance_rounds.RoundStatus:
    return clearance_rounds.status_of(Round.objects.with_rest().get(pk=round_.pk))


def reply_words(round_) -> dict[str, str]:
    return {row.clearance.agency.acronym: row.word for row in status_of(round_).rows}


def give_reply(round_, acronym, reply, text="", by=None):
    by = by or factories.person_of(acronym)
    return clearance_actions.reply(clearance_of(round_, acronym), reply=reply, words=text, by=by)


def state_of(document) -> str:
    """As a reader sees it."""
    return clearance_status.as_of_now(Document.objects.filter(pk=document.pk))[0].state
