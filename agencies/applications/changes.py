"""What the history tells of applications, to those who read them."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext_lazy

from agencies.applications.models import (
    Answer,
    Application,
    Assessment,
    Consideration,
    Dossier,
    DossierFile,
    Remark,
)
from foundation.history.kinds import Kind, Thing, Told, for_those_with, number

READS = "agencies.read_applications"
APPLICANT = gettext_lazy("The applicant")
Outcome = Application.Outcome


def may_read(user, application) -> bool:
    """Whether the user reads applications."""
    return user.has_perm(READS)


def may_review(user, row) -> bool:
    """Whether the user reviews applications: only they read what is asked of an applicant."""
    return user.has_perm("agencies.review_applications")


KINDS = [
    Kind(
        "applications",
        gettext_lazy("Applications"),
        gettext_lazy("Application"),
        find=lambda user, key: Application.objects.filter(pk=number(key)).first(),
        may=may_read,
        back=lambda one: reverse("applications:application_detail", args=[one.pk]),
    )
]

THINGS = [
    Thing(
        Application,
        gettext_lazy("the application"),
        ngettext_lazy("the application of %(names)s", "the applications of %(names)s", "count"),
        within={"applications": "pk"},
        fields={
            "applicant": gettext_lazy("the name of the applicant"),
            "received": gettext_lazy("the date of receipt"),
            "agency": gettext_lazy("the agency in the register"),
            "note": gettext_lazy("the note"),
            "outcome": gettext_lazy("the state"),
        },
        steps={
            "outcome": {
                Outcome.UNDER_REVIEW: gettext_lazy("%(who)s put %(thing)s under review."),
                Outcome.OFFERED: gettext_lazy("%(who)s recorded that the Group offered membership."),
                Outcome.ADMITTED: gettext_lazy("%(who)s recorded that the Group admitted the applicant."),
                Outcome.DEFERRED: gettext_lazy("%(who)s recorded that the Group deferred its decision."),
                Outcome.DECLINED: gettext_lazy("%(who)s recorded that the Group declined %(thing)s."),
                Outcome.WITHDRAWN: gettext_lazy("%(who)s recorded that %(thing)s was withdrawn."),
            }
        },
        seen=for_those_with(READS),
        quoted=False,
        anonymous=APPLICANT,
    ),
    Thing(
        Answer,
        gettext_lazy("the answer"),
        ngettext_lazy("the answer to %(names)s", "the answers to %(names)s", "count"),
        within={"applications": "application"},
        fields={"text": gettext_lazy("the answer to %(name)s")},
        seen=for_those_with(READS),
        anonymous=APPLICANT,
        silent=True,
    ),
    Thing(
        Assessment,
        gettext_lazy("the assessment"),
        ngettext_lazy("the assessment of %(names)s", "the assessments of %(names)s", "count"),
        within={"applications": "application"},
        fields={
            "finding": gettext_lazy("the finding on %(name)s"),
            "evidence": gettext_lazy("the evidence on %(name)s"),
        },
        seen=for_those_with(READS),
        label=lambda row: row.criterion.title,
        related=("criterion",),
        by=("by",),
        opens=("finding", "evidence"),
    ),
    Thing(
        Remark,
        gettext_lazy("the comment"),
        ngettext_lazy("a comment of %(names)s", "comments of %(names)s", "count"),
        within={"applications": "application"},
        seen=for_those_with(READS),
        label=lambda row: str(row.agency or gettext_lazy("the secretariat")),
        quoted=False,
        related=("agency",),
        by=("by",),
    ),
    Thing(
        Consideration,
        gettext_lazy("the consideration"),
        ngettext_lazy("the consideration on %(names)s", "the considerations on %(names)s", "count"),
        within={"applications": "application"},
        seen=for_those_with(READS),
        quoted=False,
        created=gettext_lazy("%(who)s recorded that the Group considered the application on %(name)s."),
    ),
    Thing(
        Dossier,
        gettext_lazy("the page of the applicant"),
        ngettext_lazy("the page of the applicant", "the pages of the applicants", "count"),
        within={"applications": "application"},
        fields={"asked": Told(gettext_lazy("the request for missing information"), may=may_review)},
        seen=for_those_with(READS),
        gone=lambda user: False,
        anonymous=APPLICANT,
        silent=True,
    ),
    Thing(
        DossierFile,
        gettext_lazy("the attachment"),
        ngettext_lazy("the attachment %(names)s", "the attachments %(names)s", "count"),
        within={"applications": "dossier__application"},
        seen=lambda user, rows: for_those_with(READS)(user, rows.exclude(dossier__application=None)),
        gone=lambda user: False,
        label=lambda row: row.name,
        anonymous=APPLICANT,
    ),
]
