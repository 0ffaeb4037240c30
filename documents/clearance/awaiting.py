"""What awaits a person in a clearance: replies of their agencies, and what the lead agency decides next."""

from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, own_agencies
from chairmanship.rotation.rules import acts_as_chair
from documents.clearance import mail
from documents.clearance.models import Clearance, LateReply, Round
from documents.clearance.objections import objects_in_words, standing_among
from documents.clearance.rounds import RoundStatus, statuses_of
from documents.document.models import Document
from foundation.text.words import opened
from foundation.web.awaiting import Awaited

MOST = 20
State, Outcome = Document.State, Round.Outcome
AT_WORK = ("", State.DRAFTING, State.CIRCULATED)


def awaiting(user) -> list[Awaited]:
    """Returns what awaits them: replies that their agencies owe, objections, late replies, ended rounds.

    A lead agency sees what concerns its documents. The chair's people also see all late replies.
    """
    if not is_of_group.test(user):
        return []
    return [*_open(user), *_late(user), *_next_step(user)]


def _open(user):
    asked = Clearance.objects.filter(
        round__in=Round.objects.running(), agency__in=own_agencies(user), reply=""
    ).select_related("agency", "round__version__document")
    for one in asked.order_by("round__until", "agency__acronym")[:MOST]:
        yield Awaited(
            _("Reply for %(agency)s: clearance of “%(document)s”.")
            % {"agency": one.agency, "document": one.round.version.document},
            mail.place_of(one.round), _("Reply"), by=one.round.until, zone=one.round.timezone,
            template="documents/clearance/_clearance_awaited.html", subject=one,
        )  # fmt: skip


def _late(user):
    """Yields the late replies on which nobody has decided, to the lead agency and to the chair."""
    late = LateReply.objects.filter(decision="", clearance__round__in=Round.objects.valid())
    if not acts_as_chair.test(user):
        late = late.filter(clearance__round__version__document__lead__in=own_agencies(user))
    for one in late.select_related("clearance__agency", "clearance__round__version__document")[:MOST]:
        yield Awaited(
            _("%(agency)s replied late on “%(document)s”: %(reply)s. Take it into account, or note it.")
            % {
                "agency": one.agency,
                "document": one.round.version.document,
                "reply": one.get_reply_display(),
            },
            f"{mail.place_of(one.round)}#late", _("Decide"), place=20,
        )  # fmt: skip


def _next_step(user):
    """Yields, to the lead agency, objections and rounds that ended and wait for its next step.

    A document is shown once: with who objects, else with how its last round ended.
    """
    at_work = Document.objects.filter(lead__in=own_agencies(user), state__in=AT_WORK, issued_as="")
    rounds = Round.objects.with_rest().filter(version__document__in=at_work).order_by("opened_at", "pk")
    statuses = statuses_of(list(rounds))
    objected = standing_among(statuses)
    with_rounds = {one.round.version.document_id: one.round.version.document for one in statuses}
    objected_to = sorted((with_rounds[key] for key in objected), key=lambda one: (one.title, one.pk))
    for document in objected_to[:MOST]:
        said = objects_in_words(objected[document.pk])
        yield Awaited(
            _("%(objection)s of “%(document)s”.") % {"objection": said, "document": document},
            document.get_absolute_url(), _("See the ways on"), place=15,
        )  # fmt: skip
    for status in _ended([one for one in statuses if one.round.version.document_id not in objected])[:MOST]:
        yield Awaited(
            _("%(outcome)s: the clearance of “%(document)s”, version %(number)s. Decide what comes next.")
            % {
                "outcome": opened(status.words),
                "document": status.round.version.document,
                "number": status.round.version.number,
            },
            mail.place_of(status.round), _("View replies"), place=25,
        )  # fmt: skip


def _ended(statuses: list[RoundStatus]) -> list[RoundStatus]:
    """Returns those of the last rounds, on current versions, that ended and did not clear the document."""
    last: dict[int, RoundStatus] = {}
    for one in reversed(statuses):
        if one.round.withdrawn_at is None:
            last.setdefault(one.round.version.document_id, one)
    return [
        one
        for one in last.values()
        if one.round.is_over
        and one.round.version == one.round.version.document.current
        and one.outcome in (Outcome.NOT_CLEARED, Outcome.REMARKS)
    ]
