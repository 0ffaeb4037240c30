"""The chapters of the handover report on applications."""

from django.utils.translation import gettext_lazy as _

from chairmanship.applications.models import applications_of, pending_applications
from foundation.handover.chapters import Chapter
from foundation.text.words import listed


def _applications(rows) -> list[dict]:
    return [
        {
            "applicant": application.applicant,
            "received": str(application.received or ""),
            "considered": listed(day.date for day in application.considerations.all()),
            "outcome": str(application.get_outcome_display()),
            "note": application.note,
        }
        for application in rows.prefetch_related("considerations")
    ]


def applications(term, as_at) -> list[dict]:
    """Returns the applications that came before the Group in the term."""
    return _applications(applications_of(term))


def pending(term, as_at) -> list[dict]:
    """Returns the applications without a final decision."""
    return _applications(pending_applications(term))


CHAPTERS = [
    Chapter(
        "applications", "achievements", 62, _("Institutional work and membership"),
        "chairmanship/applications/handover/applications.html", applications,
    ),
    Chapter(
        "pending", "handover", 30, _("Pending applications"),
        "chairmanship/applications/handover/applications.html", pending,
    ),
]  # fmt: skip
