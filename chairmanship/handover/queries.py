"""Where the handover of a term stands: when it opens and closes, by the calendar, and what is open."""

import datetime as dt

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from agencies.models import User
from chairmanship.handover.models import Handover, HandoverReport
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover import checklist
from foundation.text.words import listed

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


def handover_of(term: Chairmanship) -> Handover | None:
    """The handover of the term, if it has one yet, with who took over."""
    return Handover.objects.filter(term=term).select_related("taken_over_by").first()


def terms_to_open():
    """The keys of the terms whose handover is due to open and has not been opened for their last day."""
    today = clock.today()
    terms = Chairmanship.objects.filter(starts__lte=today, ends__gte=today, ends__lte=today + lead())
    untold = Q(handover=None) | Q(handover__opened_for=None) | ~Q(handover__opened_for=F("ends"))
    return terms.filter(untold).values_list("pk", flat=True)


def terms_to_close():
    """The keys of the terms whose handover is due to close: those over, or in the evening of their last day.

    A term that ended long ago is history and is left out.
    """
    open_ = Q(handover=None) | Q(handover__closed_for=None) | ~Q(handover__closed_for=F("ends"))
    return Chairmanship.objects.filter(_passed() & open_).values_list("pk", flat=True)


def _passed() -> Q:
    today = clock.today()
    last = today if clock.now() >= dt.datetime.combine(today, CLOSES_AT, clock.zone()) else None
    over = Q(ends__lt=today) | (Q(ends=last) if last else Q(pk=None))
    return over & (Q(ends__gte=today - lead()) | Q(handover__opened_at__isnull=False))


def unsettled_terms():
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


def open_matters(term: Chairmanship, user: User) -> list[dict]:
    """The kinds of the checklist, each with what is open, as that person may settle it.

    Kinds of which nothing is open come last.
    """
    rows = [
        {"kind": kind, "matters": [one.read_by(user) for one in kind.find(term)]}
        for kind in checklist.kinds()
    ]
    return sorted(rows, key=lambda row: not row["matters"])


def matters_left_open(handover: Handover) -> list[dict]:
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


def page(term: Chairmanship) -> str:
    """The address of its page."""
    return reverse("chairmanship:handover", args=[term.slug])


def in_words(day: dt.date) -> str:
    """The day in words."""
    return str(PartialDate.of(day))


def listed_or_nobody(terms: list[Chairmanship]) -> str:
    """Their agencies in words, or “nobody yet”."""
    return listed(term.agency for term in terms) or "nobody yet"
