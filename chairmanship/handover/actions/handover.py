"""The verbs of a handover: it opens and closes automatically; people add lines, tick them and take over.

The calendar says when a handover is open. The worker records with the handover what it has done, so that each
thing is done once. Every run asks what is due and not done yet, so it catches up after a pause.
"""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from agencies.models import User
from agencies.people.mail import secretariat, tell
from chairmanship.handover.models import Handover, HandoverLine, OpenMatter
from chairmanship.handover.queries import (
    closes_at,
    facts_from,
    in_words,
    is_open,
    opens_on,
    page,
    report_due,
    terms_to_close,
    terms_to_open,
)
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.offices import people_of
from foundation.dates import clock
from foundation.handover import checklist
from foundation.mail.backend import address
from foundation.text.words import listed
from foundation.verbs import Refused, keep

# What the worker does --------------------------------------------------------------------


def run_due() -> int:
    """Opens and closes the handovers that are due. Returns how many."""
    return sum(_open(pk) for pk in terms_to_open()) + sum(_close(pk) for pk in terms_to_close())


def locked(pk: int) -> Chairmanship:
    """Returns the term with that key, with its row locked until the transaction ends."""
    return (
        Chairmanship.objects.select_for_update(of=["self"])
        .select_related("agency", "coordinated_by")
        .get(pk=pk)
    )


def get_or_create_handover(term: Chairmanship) -> Handover:
    """Returns the handover of the term; creates it if there is none yet."""
    return Handover.objects.get_or_create(term=term)[0]


@transaction.atomic
def _open(pk: int) -> bool:
    """Opens the handover and tells the troika, once for each last day of the term. Returns whether it did."""
    term = locked(pk)
    handover = get_or_create_handover(term)
    if handover.opened_for == term.ends or not is_open(term):
        return False
    handover.opened_at, handover.opened_for = clock.now(), term.ends
    handover.save()
    following = rotation.successors(term)
    agencies = [one.agency for one in following]
    troika = rotation.troika(clock.today())
    terms = [*troika.current, *following, *troika.outgoing]
    tell(
        [person for one in terms for person in people_of(one)] + ([] if following else secretariat()),
        subject=(
            _("Chair passes from %(agency)s to %(next)s after %(day)s")
            if following
            else _("Term of %(agency)s as chair ends on %(day)s: no next chair is named yet")
        )
        % {"agency": term.agency, "next": listed(agencies), "day": in_words(term.ends)},
        template="chairmanship/handover/mail/handover_opens.txt",
        context={
            "term": term,
            "following": agencies,
            "days": (term.ends - clock.today()).days,
            "expected": report_due(term),
            "facts_from": facts_from(term),
        },
        why=_("You receive this e-mail because you act for an agency of the troika.")
        if following
        else _("you act for the troika or the secretariat"),
        link=address(page(term)),
    )
    return True


@transaction.atomic
def _close(pk: int) -> bool:
    """Records what is open at the end of the term, whatever anybody did. Returns whether it did."""
    term = locked(pk)
    handover = get_or_create_handover(term)
    if handover.closed_for == term.ends or clock.now() < closes_at(term):
        return False
    handover.closed_for, handover.closed_at, handover.sent_at = term.ends, clock.now(), None
    handover.save()
    handover.open_matters.all().delete()  # from an earlier last day, if it was moved
    passing = [kind for kind in checklist.kinds() if not kind.stays]
    found = [(kind, matter) for kind in passing for matter in kind.find(term)]
    for position, (kind, matter) in enumerate(found):
        OpenMatter.objects.create(
            handover=handover,
            position=position,
            kind=kind.slug,
            title=str(kind.title),
            subject=matter.subject,
            sentence=matter.sentence,
            page=matter.page,
        )
    return True


# What people do -------------------------------------------------------------------------------------


@transaction.atomic
def add_line(term: Chairmanship, *, text: str, by: User) -> HandoverLine:
    """Adds something to pass on that is outside the portal. Returns the line. Raises `Refused`."""
    handover = get_or_create_handover(locked(term.pk))
    last = handover.lines.aggregate(last=Max("position"))["last"]
    return keep(HandoverLine(handover=handover), position=0 if last is None else last + 1, text=text.strip())


@transaction.atomic
def tick(line: HandoverLine, *, done: bool, by: User) -> HandoverLine:
    """Marks a line as done or not done. Returns it."""
    line = HandoverLine.objects.select_for_update().get(pk=line.pk)
    if bool(line.done_at) != done:
        line.done_at, line.done_by = (clock.now(), by) if done else (None, None)
        line.save()
    return line


@transaction.atomic
def remove_line(line: HandoverLine, *, by: User) -> None:
    """Deletes a line of the list."""
    HandoverLine.objects.filter(pk=line.pk).delete()


@transaction.atomic
def take_over(term: Chairmanship, *, remarks: str, by: User) -> Handover:
    """Records that the incoming chair has what it needs, with its remarks. Returns the handover.

    Nothing waits for this. A second call replaces the remarks. Raises `Refused` before the handover is open.
    """
    term = locked(term.pk)
    if clock.today() < opens_on(term):
        raise Refused(
            _("You can confirm the handover from %(day)s, when it opens.") % {"day": in_words(opens_on(term))}
        )
    return keep(
        get_or_create_handover(term), taken_over_at=clock.now(), taken_over_by=by, remarks=remarks.strip()
    )
