"""How a round of clearance stands by the clock, whether or not a worker has saved it."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext

from documents.clearance.models import Clearance, Round
from documents.document.reachability import former_member_pairs, reachable_pairs
from foundation.dates import clock

Reply, Outcome = Clearance.Reply, Round.Outcome

# The shape that goes with a reply, as a class of the stylesheet. An objection is a right, so it has its own.
SHAPES = {
    Reply.FINE: "state state-done",
    Reply.BUT: "state state-wanted",
    Reply.NO: "state state-objection",
    Reply.NOT_CONCERNED: "state state-over",
    Reply.MORE_TIME: "state state-wanted",
    Reply.BROKEN: "state state-objection",
}


@dataclass
class Row:
    """How one agency replied: its reply or what its silence is, and a shape. `agrees` is None while open.

    An agency that left the Group without replying (`has_left`) is not waited for and does not count.
    """

    clearance: Clearance
    said: str
    shape: str
    agrees: bool | None
    reachable: bool
    has_left: bool = False

    @property
    def word(self) -> str:
        """What it says, in a word or two."""
        return str(OTHERWISE.get(self.said) or self.clearance.get_reply_display())

    @property
    def dissociates(self) -> bool:
        """Whether the agency objected, and lets the text go forward with its dissociation."""
        return self.said == DISSOCIATES


@dataclass
class RoundStatus:
    """How a round stands now: a row for each agency, and the outcome once the deadline has passed."""

    round: Round
    rows: list[Row]
    outcome: str

    @property
    def silent(self) -> list[Row]:
        """The rows of the agencies that have not replied and still belong to the Group."""
        return [row for row in self.rows if not (row.clearance.reply or row.has_left)]

    @property
    def unreachable(self) -> list[str]:
        """The acronyms of the silent agencies that have nobody who could reply."""
        return [row.clearance.agency.acronym for row in self.silent if not row.reachable]

    @property
    def words(self) -> str:
        """The state of the round in a word or two."""
        if self.round.withdrawn_at:
            return pgettext("a round of clearance", "withdrawn")
        return str(Outcome(self.outcome).label) if self.outcome else pgettext("a round of clearance", "open")

    @property
    def shape(self) -> str:
        """The class of the stylesheet for that state."""
        shapes = {
            Outcome.CLEARED: "state state-done",
            Outcome.REMARKS: "state state-wanted",
            Outcome.NOT_CLEARED: "state state-objection",
        }
        return shapes.get(self.outcome, "state state-over" if self.round.withdrawn_at else "state")

    @property
    def counts(self) -> str:
        """ "7 no objection · 1 objection · 2 have not replied", in the order of the replies."""
        counts = Counter(row.said for row in self.rows)
        return " · ".join(words % {"count": counts[said]} for said, words in COUNTED.items() if counts[said])


# What it can mean that an agency has not replied; and that it objected and dissociates itself.
ASKED, NOBODY_TO_ASK, CONSENTED, SILENT, LEFT = "asked", "unreachable", "consented", "silent", "left"
DISSOCIATES = "dissociates"
OTHERWISE = {
    ASKED: gettext_lazy("no reply yet"),
    NOBODY_TO_ASK: gettext_lazy("no focal point to ask"),
    CONSENTED: gettext_lazy("agreed by silence"),
    SILENT: gettext_lazy("no reply"),
    LEFT: gettext_lazy("left the Group"),
    DISSOCIATES: gettext_lazy("dissociates itself"),
}
COUNTED = {
    Reply.FINE: ngettext_lazy("%(count)d no objection", "%(count)d no objection", "count"),
    Reply.BUT: ngettext_lazy("%(count)d with comments", "%(count)d with comments", "count"),
    Reply.NO: ngettext_lazy("%(count)d objection", "%(count)d objections", "count"),
    Reply.NOT_CONCERNED: ngettext_lazy("%(count)d not applicable", "%(count)d not applicable", "count"),
    Reply.MORE_TIME: ngettext_lazy("%(count)d needs more time", "%(count)d need more time", "count"),
    Reply.BROKEN: ngettext_lazy("%(count)d broke the silence", "%(count)d broke the silence", "count"),
    DISSOCIATES: ngettext_lazy("%(count)d dissociates itself", "%(count)d dissociate themselves", "count"),
    ASKED: ngettext_lazy("%(count)d has not replied", "%(count)d have not replied", "count"),
    NOBODY_TO_ASK: ngettext_lazy(
        "%(count)d without a focal point", "%(count)d without a focal point", "count"
    ),
    CONSENTED: ngettext_lazy("%(count)d agreed by silence", "%(count)d agreed by silence", "count"),
    SILENT: ngettext_lazy("%(count)d did not reply", "%(count)d did not reply", "count"),
    LEFT: ngettext_lazy("%(count)d left the Group", "%(count)d left the Group", "count"),
}


def status_of(round_: Round) -> RoundStatus:
    """Returns how a round stands. It uses what is prefetched."""
    return statuses_of([round_])[0]


def statuses_of(rounds) -> list[RoundStatus]:
    """Returns how each of the rounds stands.

    It looks up once, for all of them, which agencies could have replied.
    """
    now = clock.now()
    # Silence counts only for agencies that could have replied on that day.
    dated = [(one, min(now, one.until).astimezone(clock.zone()).date()) for one in rounds]
    silent = {
        (one.agency_id, day)
        for round_, day in dated
        for one in round_.clearances.all()
        if not one.reply and one.silent_consent is None
    }
    there, gone = reachable_pairs(silent), former_member_pairs(silent)
    return [_status(round_, day, there, gone) for round_, day in dated]


def _status(round_: Round, day, there: set[tuple], gone: set[tuple]) -> RoundStatus:
    rows = []
    for one in round_.clearances.all():
        one.round = round_
        asked = (one.agency_id, day)
        if asked in gone and not one.reply and one.silent_consent is None:
            rows.append(Row(one, LEFT, "state state-over", None, False, has_left=True))
        else:
            rows.append(_row(one, round_, asked in there))
    return RoundStatus(round_, rows, _outcome(round_, rows))


def _row(clearance: Clearance, round_: Round, is_there: bool) -> Row:
    if clearance.objects_to_it and _dissociates(clearance, round_):
        return Row(clearance, DISSOCIATES, "state state-wanted", True, True)
    if clearance.reply:
        agrees = clearance.reply in Clearance.AGREES
        return Row(clearance, clearance.reply, SHAPES[clearance.reply], agrees, True)
    if not round_.is_over:
        said = ASKED if is_there else NOBODY_TO_ASK
        return Row(clearance, said, "state" if is_there else "state state-over", None, is_there)
    could = bool(clearance.reached_at and is_there)
    consents = clearance.silent_consent
    if consents is not None:  # the saved result holds, even if the register has changed since
        could = consents or (round_.express and clearance.reached_at is not None)
    elif not round_.express:
        consents = could
    if consents:
        return Row(clearance, CONSENTED, "state state-done by-silence", True, True)
    return Row(clearance, SILENT, "state state-over", False, could)


def _dissociates(clearance: Clearance, round_: Round) -> bool:
    """Whether the agency has dissociated itself since it objected."""
    said = round_.version.document.dissociations.all()
    return any(one.agency_id == clearance.agency_id and one.at >= clearance.replied_at for one in said)


def _outcome(round_: Round, rows: list[Row]) -> str:
    if not round_.is_over:
        return ""
    if round_.outcome:
        return round_.outcome
    said = [row for row in rows if not row.has_left]
    if not said or not all(row.agrees for row in said):
        return Outcome.NOT_CLEARED
    return Outcome.REMARKS if any(row.clearance.reply == Reply.BUT for row in rows) else Outcome.CLEARED
