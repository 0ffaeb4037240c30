"""The handovers of the invented past: taken over, with a narrative and an issued report."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from chairmanship.handover import report
from chairmanship.models import Chairmanship, Handover, HandoverReport, NarrativeVersion, ReportParagraph
from foundation.files import storage
from gmg_portal.scale import words
from gmg_portal.scale.year import Year

SECTIONS = ("national", "regional", "global", "challenges", "ideas", "ideas")
# A page without a word: what a report says is in its facts.
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class Example:
    """What all reports of the invented past say and the file of all of them: those of a term of the demo."""

    def __init__(self, term: Chairmanship):
        self.facts = report.gather(term, as_at=term.ends)
        self.file = storage.store(PDF, under="reports", ending="pdf")

    def issued(self, year: Year, term: Chairmanship, number: int) -> HandoverReport:
        """Returns the report of a term. Every second one is published."""
        by, at = year.focal_points[number], year.moment(term.ends)
        facts = self.facts | {
            "term": term.pk,
            "slug": term.slug,
            "agency": term.agency.acronym,
            "name": term.agency.name,
            "period": term.period,
            "months": term.months,
        }
        made = {"pdf": self.file, "sha256": hashlib.sha256(PDF).hexdigest(), "pages": 1}
        made |= {f"summary_{name}": value for name, value in made.items()}
        published = {"published_at": at, "published_by": by} if number % 2 else {}
        return HandoverReport(
            term=term,
            version=1,
            state="issued",
            as_at=term.ends,
            facts=facts,
            requested_at=at,
            requested_by=by,
            made_at=at,
            issued_at=at,
            issued_by=by,
            public_pdf=self.file,
            **made,
            **published,
        )


def add(year: Year, example: Example) -> None:
    """Adds those of the terms of the year."""
    terms = year.made[Chairmanship]
    year.make(_handover(year, term) for term in terms)
    year.make(example.issued(year, term, number) for number, term in enumerate(terms))
    year.make(paragraph for term in terms for paragraph in _paragraphs(year, term))
    year.make(version for term in terms for version in _versions(year, term))


def _handover(year: Year, term: Chairmanship) -> Handover:
    closed = year.moment(term.ends, 18)
    return Handover(
        term=term,
        opened_at=closed - dt.timedelta(days=45),
        opened_for=term.ends,
        closed_at=closed,
        closed_for=term.ends,
        sent_at=closed,
        taken_over_at=closed,
        taken_over_by=year.focal_points[0],
    )


def _paragraphs(year: Year, term: Chairmanship) -> Iterator[ReportParagraph]:
    for position, section in enumerate(SECTIONS):
        yield ReportParagraph(
            term=term, section=section, position=100 + position, text=words.rich(year.dice, 1)
        )


def _versions(year: Year, term: Chairmanship) -> Iterator[NarrativeVersion]:
    for number in (1, 2, 3):
        yield NarrativeVersion(
            term=term,
            name="challenges",
            number=number,
            text=words.rich(year.dice, number),
            by=year.focal_points[number],
            begun_at=year.moment(term.ends),
            saved_at=year.moment(term.ends, 10),
        )
