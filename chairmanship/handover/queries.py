"""The state of a term's handover: when it opens and closes, by the calendar, and what is open."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from agencies.models import User
from chairmanship.handover.models import Handover, HandoverReport
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.dates.partial import PartialDate
from foundation.handover import checklist
from foundation.handover.gathering import gathering

CLOSES_AT = dt.time(18)  # last day, Group's time zone: the incoming chair starts with the open matters
REMINDS = dt.timedelta(days=7)  # before the report is due
A_PAGE = 50  # matters of a kind


@dataclass(frozen=True)
class Turned:
    """The kind of matters of which a reader asked for another page than the first."""

    kind: str = ""
    number: str | None = None

    def page_of(self, kind: str, matters) -> Page:
        """Returns the page of the matters of that kind."""
        return Paginator(matters, A_PAGE).get_page(self.number if kind == self.kind else 1)


NOTHING = Turned()


def lead() -> dt.timedelta:
    """Returns how long before the end of a term its handover opens."""
    return dt.timedelta(days=settings.HANDOVER_DAYS)


def opens_on(term: Chairmanship) -> dt.date:
    """Returns the first day of the handover: `lead` before the end, or the first day of a short term."""
    return max(term.starts, term.ends - lead())


def is_open(term: Chairmanship) -> bool:
    """Returns whether the handover is open: from its opening to the last day of the term."""
    return opens_on(term) <= clock.today() <= term.ends


def is_over(term: Chairmanship) -> bool:
    """Returns whether the term is over, by the calendar."""
    return term.ends < clock.today()


def is_closed(term: Chairmanship) -> bool:
    """Returns whether the worker has recorded what was open at the end of the term."""
    return Handover.objects.filter(term=term, closed_for=term.ends).exists()


def closes_at(term: Chairmanship) -> dt.datetime:
    """Returns when the handover closes and the report is made: 18:00 on the last day, aware."""
    return dt.datetime.combine(term.ends, CLOSES_AT, clock.zone())


def is_before_close(term: Chairmanship) -> bool:
    """Returns whether the handover is still to close, by the calendar. Until then the troika reads drafts."""
    return clock.now() < closes_at(term)


def report_due(term: Chairmanship) -> dt.date:
    """Returns the day by which the outgoing chair is expected to release or issue its report."""
    return term.ends + dt.timedelta(days=settings.HANDOVER_REPORT_DAYS)


def facts_from(term: Chairmanship) -> dt.date:
    """Returns the first day on which the next chair can open the facts, if it has no report by then."""
    return report_due(term) + dt.timedelta(days=1)


def facts_are_due(term: Chairmanship) -> bool:
    """Returns whether the time for the report has passed, by the calendar."""
    return facts_from(term) <= clock.today()


def report_is_out(term: Chairmanship) -> bool:
    """Returns whether the outgoing chair has released or issued its report, so that the next chair reads
    it.
    """
    return term.reports.filter(_out()).exists()


def _out() -> Q:
    return Q(state=HandoverReport.State.ISSUED) | Q(released_at__isnull=False)


def handover_of(term: Chairmanship) -> Handover | None:
    """Returns the handover of the term; None if there is none yet."""
    return Handover.objects.filter(term=term).select_related("taken_over_by").first()


def terms_to_open():
    """Returns the keys of the terms whose handover is due to open and has not opened for their last day."""
    today = clock.today()
    terms = Chairmanship.objects.filter(starts__lte=today, ends__gte=today, ends__lte=today + lead())
    untold = Q(handover=None) | Q(handover__opened_for=None) | ~Q(handover__opened_for=F("ends"))
    return terms.filter(untold).values_list("pk", flat=True)


def terms_to_close():
    """Returns the keys of the terms whose handover is due to close: at 18:00 of their last day or later.

    A term that ended long ago is history and is left out.
    """
    open_ = Q(handover=None) | Q(handover__closed_for=None) | ~Q(handover__closed_for=F("ends"))
    return Chairmanship.objects.filter(_passed() & open_).values_list("pk", flat=True)


def _passed() -> Q:
    today = clock.today()
    last = today if clock.now() >= dt.datetime.combine(today, CLOSES_AT, clock.zone()) else None
    over = Q(ends__lt=today) | (Q(ends=last) if last else Q(pk=None))
    return over & (Q(ends__gte=today - lead()) | Q(handover__opened_at__isnull=False))


def terms_without_report() -> list[int]:
    """Returns the keys of the closed terms that have no issued report, and no draft made at their end or
    later.
    """
    made = HandoverReport.objects.filter(
        Q(state=HandoverReport.State.ISSUED) | Q(facts__provisional=True, as_at__gte=OuterRef("term__ends")),
        term=OuterRef("term"),
        made_at__isnull=False,
    )
    return list(_closed().exclude(Exists(made)).values_list("term", flat=True))


def terms_to_remind() -> list[int]:
    """Returns the keys of the terms whose report is due in the next days and not released or issued."""
    out = HandoverReport.objects.filter(_out(), term=OuterRef("term"))
    last = clock.today() - dt.timedelta(days=settings.HANDOVER_REPORT_DAYS)
    due = _closed().filter(term__ends__range=(last, last + REMINDS))
    return list(due.exclude(Exists(out)).values_list("term", flat=True))


def _closed() -> QuerySet[Handover]:
    return Handover.objects.filter(closed_for=F("term__ends"))


def unsettled_terms():
    """Returns the terms that are over and whose report is not issued, or that nobody has taken over.

    Each has `is_issued`: whether its report is issued; `is_out`: as in `report_is_out`; and `has_facts`:
    whether somebody has opened the version of facts only.
    """
    reports = HandoverReport.objects.filter(term=OuterRef("pk"))
    passed = Chairmanship.objects.filter(
        _passed() | Q(ends__lt=clock.today(), handover__closed_at__isnull=False)
    )
    return (
        passed.annotate(
            is_issued=Exists(reports.filter(state=HandoverReport.State.ISSUED)),
            is_out=Exists(reports.filter(_out())),
            has_facts=Exists(reports.filter(state=HandoverReport.State.FACTS)),
        )
        .exclude(is_issued=True, handover__taken_over_at__isnull=False)
        .select_related("agency", "coordinated_by", "handover")
    )


def open_matters(term: Chairmanship, user: User, *, turned: Turned = NOTHING) -> list[dict]:
    """Returns the kinds of the checklist, each with a page of what is open, as that user may read it.

    `count` is how many matters there are. Kinds with nothing open come last.
    """
    rows = []
    with gathering():
        for kind in checklist.kinds():
            found = kind.find(term)
            page = turned.page_of(kind.slug, found if isinstance(found, checklist.Found) else list(found))
            matters = [one.read_by(user) for one in page]
            rows.append({"kind": kind, "page": page, "matters": matters, "count": page.paginator.count})
    return sorted(rows, key=lambda row: not row["matters"])


def matters_left_open(handover: Handover, *, turned: Turned = NOTHING) -> list[dict]:
    """Returns what was open when the handover closed, by kind: `matters`, of which `page` shows some.

    `became` says what happened to it since, if anything.
    """
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
        group["page"], group["slug"] = turned.page_of(slug, group["matters"]), slug
    return list(groups.values())


def page(term: Chairmanship) -> str:
    """Returns the address of the handover's page."""
    return reverse("chairmanship:handover", args=[term.slug])


def in_words(day: dt.date) -> str:
    """Returns the day in words: "30 June 2007"."""
    return str(PartialDate.of(day))
