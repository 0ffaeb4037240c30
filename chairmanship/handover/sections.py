"""The sections of the handover report, in the order in which the portal proposes them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from chairmanship.rotation.models import Level, ReportSection
from foundation.dates import clock


@dataclass(frozen=True)
class Section:
    """A section: what it is called, and what would stand there while it is empty.

    One below another (`under`) goes where that goes. `is_short` says whether the summary has it,
    `is_proposed` whether the report has it unless the chair decides otherwise. In one with `own_first`, what
    the portal drafts follows what the chair wrote.

    `is_public` says whether visitors read it once the chair publishes the report. What the portal shows to
    members only stays with them: the workplan, the documents that are not published, decisions and action
    points, the people who took part, what is still open with the reasons for proposed topics, the coverage of
    purposes, and advice, which is meant for the next chair alone.
    """

    slug: str
    title: str
    empty: str
    under: str = ""
    is_annex: bool = False
    is_short: bool = True
    is_proposed: bool = True
    own_first: bool = False
    is_public: bool = True


SECTIONS = (
    Section(
        "foreword",
        _("Foreword"),
        _("A foreword is never drafted. Your head of agency can sign one here."),
        is_short=False,
    ),
    Section(
        "summary",
        _("Summary"),
        _("The main facts of the term appear here once they are recorded."),
    ),
    Section(
        "origin",
        _("The Group, its origin and its members"),
        _("The founding and the members of the Group appear here."),
        is_short=False,
    ),
    Section(
        "term",
        _("Theme and objective"),
        _("The theme and the objective of the term appear here once they are written."),
    ),
    Section("meetings", _("Meetings"), _("The meetings of the term appear here once they are convened.")),
    Section(
        "workplan",
        _("Workplan"),
        _("The activities of the workplan appear here."),
        is_public=False,
    ),
    Section(
        "events",
        _("Statements, contributions and briefings"),
        _("Statements, contributions and briefings appear here once they are recorded."),
    ),
    Section(
        "levels",
        _("Work at national, regional and global level, and on policy"),
        _("What the work at all levels has in common can stand here."),
        own_first=True,
    ),
    Section(
        Level.NATIONAL.value,
        _("National level"),
        _("Nothing is written about the national level yet."),
        under="levels",
    ),
    Section(
        Level.REGIONAL.value,
        _("Regional level"),
        _("Nothing is written about the regional level yet."),
        under="levels",
    ),
    Section(
        Level.GLOBAL.value,
        _("Global level"),
        _("Nothing is written about the global level yet."),
        under="levels",
    ),
    Section(Level.POLICY.value, _("Policy"), _("Nothing is written about policy yet."), under="levels"),
    Section(
        "documents",
        _("Joint documents"),
        _("The documents of the term appear here once the Group has cleared, adopted or published them."),
    ),
    Section(
        Level.INSTITUTIONAL.value,
        _("Institutional development"),
        _("Terms of reference, website, admission criteria and applications appear here."),
        own_first=True,
    ),
    Section(
        Level.ENGAGEMENT.value,
        _("Engagement with agencies, partners and civil society"),
        _("Partners who took part in meetings or received documents appear here."),
        own_first=True,
    ),
    Section("challenges", _("Challenges"), _("Nothing is written about challenges yet.")),
    Section(
        "ideas",
        _("Ideas discussed"),
        _("Ideas that agencies discussed can stand here. They are not recommendations of the chair."),
    ),
    Section(
        "advice",
        _("Advice to the next chair"),
        _("The portal never gives advice. If you have any, write it here."),
        is_short=False,
        is_public=False,
    ),
    Section(
        "open",
        _("Matters passed on"),
        _("Open action points, proposed topics, applications and documents in clearance appear here."),
        is_public=False,
    ),
    Section(
        "ahead",
        _("The year after the term"),
        _("The next chair, the next meetings and the next activities appear here."),
    ),
    Section(
        "since",
        _("Since then"),
        _("What happened since appears here if the report is issued more than 60 days after the term."),
    ),
    Section(
        "members", _("Members of the Group"), _("The members appear here."), is_annex=True, is_short=False
    ),
    Section(
        "list",
        _("Documents"),
        _("The documents of the term appear here."),
        is_annex=True,
        is_short=False,
        is_public=False,
    ),
    Section(
        "decisions",
        _("Decisions and action points"),
        _("Decisions and action points appear here once minutes are circulated."),
        is_annex=True,
        is_short=False,
        is_proposed=False,
        is_public=False,
    ),
    Section(
        "statements",
        _("Statements in full"),
        _("Statements whose text is recorded appear here."),
        is_annex=True,
        is_short=False,
        is_proposed=False,
    ),
    Section(
        "participants",
        _("Participants in meetings"),
        _("Participants and apologies appear here once they are recorded."),
        is_annex=True,
        is_short=False,
        is_proposed=False,
        is_public=False,
    ),
    Section(
        "coverage",
        _("Coverage of the Group’s purposes"),
        _("The purposes that the work of the term served appear here."),
        is_annex=True,
        is_short=False,
        is_proposed=False,
        is_public=False,
    ),
)
BY_SLUG = {section.slug: section for section in SECTIONS}
WRITTEN = {
    section.slug: section for section in SECTIONS if not section.is_annex
}  # in which the chair can write


@dataclass(frozen=True)
class Placed:
    """A section in a term's report, whether it is shown, and whether one of the chair's people opened it."""

    section: Section
    is_shown: bool
    is_read: bool


def placed(rows: Iterable[ReportSection]) -> list[Placed]:
    """Returns all sections in the order of a report. Annexes come last, and a part below its section."""
    known = {row.slug: row for row in rows}
    proposed = {section.slug: number for number, section in enumerate(SECTIONS)}

    def place(section: Section) -> tuple:
        top = section.under or section.slug
        row = known.get(top)
        chosen = row.position if row and row.position is not None else proposed[top]
        return section.is_annex, chosen, proposed[top], proposed[section.slug]

    found = []
    for section in sorted(SECTIONS, key=place):
        row, top = known.get(section.slug), known.get(section.under)
        hidden_above = top is not None and top.is_shown is False
        is_shown = section.is_proposed if row is None or row.is_shown is None else row.is_shown
        found.append(Placed(section, is_shown and not hidden_above, bool(row and row.read_at)))
    return found


def move(term, slug: str, *, by: int) -> None:
    """Moves a section one place up (`by=-1`) or down (`by=1`) among those of its kind."""
    section = BY_SLUG[slug]
    tops = [
        one.section.slug
        for one in placed(term.report_sections.all())
        if not one.section.under and one.section.is_annex == section.is_annex
    ]
    here = tops.index(section.under or slug)
    there = min(max(here + by, 0), len(tops) - 1)
    tops.insert(there, tops.pop(here))
    for position, name in enumerate(tops):
        _keep(term, name, position=position)


def show(term, slug: str, *, is_shown: bool) -> None:
    """Leaves a section out of the report, or brings it back."""
    _keep(term, slug, is_shown=is_shown)


def note_read(term, slug: str) -> None:
    """Notes that one of the chair's people opened the section."""
    if not term.report_sections.filter(slug=slug, read_at__isnull=False).exists():
        _keep(term, slug, read_at=clock.now())


def _keep(term, slug: str, **values) -> None:
    ReportSection.objects.update_or_create(term=term, slug=slug, defaults=values)
