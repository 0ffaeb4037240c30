"""The handover of a term: it opens, closes and sends its report by itself; people settle, write and look.

When it is open the calendar says. What the worker does is written down with the handover, so that each is
done once; every run asks what is due and not done yet, and catches up after a pause.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.urls import reverse

from agencies.models import User
from agencies.people.mail import secretariat, tell
from chairmanship.handover.models import Handover, HandoverLine, HandoverReport, OpenMatter
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.rotation.offices import people_of
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover import checklist
from foundation.mail.backend import address
from foundation.text.words import listed
from foundation.verbs import Refused, keep

CLOSES_AT = dt.time(18)  # on the last day, in the Group's zone: the incoming chair begins with the report
REPORT_WITHIN = dt.timedelta(days=30)  # after the term, as the Group expects it


def lead() -> dt.timedelta:
    """How long before the end of a term its handover opens."""
    return dt.timedelta(days=settings.HANDOVER_DAYS)


def opens_on(term: Chairmanship) -> dt.date:
    """The day from which the handover is open: some weeks before the end, or with the term if it is short."""
    return max(term.starts, term.ends - lead())


def is_open(term: Chairmanship) -> bool:
    """Whether the chair is about to pass: from the opening to the last day."""
    return opens_on(term) <= clock.today() <= term.ends


def is_over(term: Chairmanship) -> bool:
    """Whether the chair has passed. The calendar says so, whether or not the worker has run."""
    return term.ends < clock.today()


def is_closed(term: Chairmanship) -> bool:
    """Whether what was open at the end of the term is written down."""
    return Handover.objects.filter(term=term, closed_for=term.ends).exists()


def closes_at(term: Chairmanship) -> dt.datetime:
    """The moment, aware, at which the report is made from what there is: 18:00 in the Group's zone."""
    return dt.datetime.combine(term.ends, CLOSES_AT, clock.zone())


def of(term: Chairmanship) -> Handover | None:
    """The handover of the term, if it has one yet, with who took over."""
    return Handover.objects.filter(term=term).select_related("taken_over_by").first()


# What opens and closes by itself --------------------------------------------------------------------


def run_due() -> int:
    """Opens and closes what is due and not done yet. Gives how many handovers."""
    return sum(_open(pk) for pk in _to_open()) + sum(_close(pk) for pk in _to_close())


def _to_open():
    today = clock.today()
    terms = Chairmanship.objects.filter(starts__lte=today, ends__gte=today, ends__lte=today + lead())
    untold = Q(handover=None) | Q(handover__opened_for=None) | ~Q(handover__opened_for=F("ends"))
    return terms.filter(untold).values_list("pk", flat=True)


def _to_close():
    """Terms that are over, or in the evening of their last day. One that ended long ago is history."""
    open_ = Q(handover=None) | Q(handover__closed_for=None) | ~Q(handover__closed_for=F("ends"))
    return Chairmanship.objects.filter(_passed() & open_).values_list("pk", flat=True)


def _passed() -> Q:
    today = clock.today()
    last = today if clock.now() >= dt.datetime.combine(today, CLOSES_AT, clock.zone()) else None
    over = Q(ends__lt=today) | (Q(ends=last) if last else Q(pk=None))
    return over & (Q(ends__gte=today - lead()) | Q(handover__opened_at__isnull=False))


def unsettled():
    """The terms that have passed and whose report is not issued, or that nobody has taken over.

    Each has `is_issued`: whether a report of the term is issued.
    """
    reports = HandoverReport.objects.filter(term=OuterRef("pk"), state=HandoverReport.State.ISSUED)
    passed = Chairmanship.objects.filter(
        _passed() | Q(ends__lt=clock.today(), handover__closed_at__isnull=False)
    )
    return (
        passed.annotate(is_issued=Exists(reports))
        .exclude(is_issued=True, handover__taken_over_at__isnull=False)
        .select_related("agency", "coordinated_by", "handover")
    )


def locked(pk: int) -> Chairmanship:
    """The term of that key, locked until the transaction ends."""
    return (
        Chairmanship.objects.select_for_update(of=["self"])
        .select_related("agency", "coordinated_by")
        .get(pk=pk)
    )


def begun(term: Chairmanship) -> Handover:
    """The handover of the term, made where there was none."""
    return Handover.objects.get_or_create(term=term)[0]


@transaction.atomic
def _open(pk: int) -> bool:
    """Tells the troika, once for the day on which the chair passes."""
    term = locked(pk)
    handover = begun(term)
    if handover.opened_for == term.ends or not is_open(term):
        return False
    handover.opened_at, handover.opened_for = clock.now(), term.ends
    handover.save()
    following = rotation.successors(term)
    troika = rotation.troika(clock.today())
    terms = [*troika.current, *following, *troika.outgoing]
    tell(
        [person for one in terms for person in people_of(one)] + ([] if following else secretariat()),
        subject=f"The chair passes on {in_words(term.ends)}: {term.agency} to {listed_or_nobody(following)}",
        template="chairmanship/handover/mail/handover_opens.txt",
        context={"term": term, "following": following, "days": (term.ends - clock.today()).days},
        why="you act for an agency of the troika"
        if following
        else "you act for the troika or the secretariat",
        link=address(page(term)),
    )
    return True


@transaction.atomic
def _close(pk: int) -> bool:
    """Writes down what is open at the change, whether or not anybody pressed a button."""
    term = locked(pk)
    handover = begun(term)
    if handover.closed_for == term.ends or clock.now() < closes_at(term):
        return False
    handover.closed_for, handover.closed_at, handover.sent_at = term.ends, clock.now(), None
    handover.save()
    handover.open_matters.all().delete()  # of an end that was moved since
    found = [(kind, matter) for kind in checklist.kinds() for matter in kind.find(term)]
    for position, (kind, matter) in enumerate(found):
        OpenMatter.objects.create(
            handover=handover,
            position=position,
            kind=kind.slug,
            title=kind.title,
            subject=matter.subject,
            sentence=matter.sentence,
            page=matter.page,
        )
    return True


# Whom and where -------------------------------------------------------------------------------------


def page(term: Chairmanship) -> str:
    """The address of its page."""
    return reverse("chairmanship:handover", args=[term.slug])


def in_words(day: dt.date) -> str:
    """The day in words."""
    return str(PartialDate.of(day))


def listed_or_nobody(terms: list[Chairmanship]) -> str:
    """Their agencies in words, or “nobody yet”."""
    return listed(term.agency for term in terms) or "nobody yet"


# What people do -------------------------------------------------------------------------------------


@transaction.atomic
def add_line(term: Chairmanship, *, text: str, by: User) -> HandoverLine:
    """Adds something to pass on that lies outside of the portal. Returns the line. Raises `Refused`."""
    handover = begun(locked(term.pk))
    last = handover.lines.aggregate(last=Max("position"))["last"]
    return keep(HandoverLine(handover=handover), position=0 if last is None else last + 1, text=text.strip())


@transaction.atomic
def tick(line: HandoverLine, *, done: bool, by: User) -> HandoverLine:
    """Marks a line as done, or as not done after all. Returns it."""
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
    """Writes down that the incoming chair has what it needs, with its remarks if any. Returns the handover.

    Nothing waits for this. Done again, the new remarks replace the old. Raises `Refused` before the handover
    is open.
    """
    term = locked(term.pk)
    if clock.today() < opens_on(term):
        raise Refused(
            f"The handover opens on {in_words(opens_on(term))}. Until then there is nothing to take over."
        )
    return keep(begun(term), taken_over_at=clock.now(), taken_over_by=by, remarks=remarks.strip())


# What is open ---------------------------------------------------------------------------------------


def open_now(term: Chairmanship, user: User) -> list[dict]:
    """The kinds of the checklist, each with what is open, as that person may settle it.

    Kinds of which nothing is open come last.
    """
    rows = [
        {"kind": kind, "matters": [one.read_by(user) for one in kind.find(term)]}
        for kind in checklist.kinds()
    ]
    return sorted(rows, key=lambda row: not row["matters"])


def left_open(handover: Handover) -> list[dict]:
    """What was open at the change, kind by kind, each with what became of it; empty while it is open."""
    known = {kind.slug: kind for kind in checklist.kinds()}
    groups: dict[str, dict] = {}
    for matter in handover.open_matters.all():
        groups.setdefault(matter.kind, {"title": matter.title, "matters": []})["matters"].append(matter)
    for slug, group in groups.items():
        subjects = [matter.subject for matter in group["matters"]]
        became = known[slug].became(handover.term, subjects) if slug in known else {}
        for matter in group["matters"]:
            matter.became = became.get(matter.subject, "")
        group["open"] = sum(not matter.became for matter in group["matters"])
    return list(groups.values())
