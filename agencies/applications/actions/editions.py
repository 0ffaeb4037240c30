"""An edition of the criteria that was entered by mistake is withdrawn, while nobody was judged by it."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications import links
from agencies.applications.models import Application, Dossier
from agencies.criteria.models import Criterion, Edition
from agencies.people.models import User
from foundation.corrections import mark
from foundation.verbs import Refused, lock_table


@transaction.atomic
def withdraw_edition(edition: Edition, *, reason: str, by: User) -> Edition:
    """Marks an edition as entered in error: it was never in force, and keeps its number. Returns it.

    Raises `Refused`, also if somebody applies or was judged by it.
    """
    lock_table(Application)  # nobody submits in between
    lock_table(Edition)
    edition = Edition.entered.get(pk=edition.pk)
    if not edition.corrected_at and (why := why_used(edition)):
        raise Refused(why)
    return mark(edition, reason=reason, by=by)


def why_used(edition: Edition) -> str:
    """Returns why the edition cannot be withdrawn, in words; "" if it can."""
    if not Edition.objects.exclude(pk=edition.pk).exists():
        return _("This is the only edition. Write the right one first.")
    if edition.holds_from is None:
        return _("This is the first edition: applications from before the others are judged by it.")
    judged = [one for one in _perhaps_judged(edition) if Edition.objects.judging(one) == edition]
    if judged or Criterion.objects.filter(edition=edition, assessments__isnull=False).exists():
        return _("Applications are judged by this edition, so it stays. Write a new edition instead.")
    if Edition.objects.in_force() == edition and (count := _drafts()):
        words = ngettext(
            "%(count)s applicant is writing by this edition, so it stays. Write a new edition instead.",
            "%(count)s applicants are writing by this edition, so it stays. Write a new edition instead.",
            count,
        )
        return words % {"count": count}
    return ""


def _perhaps_judged(edition: Edition):
    """Returns the applications submitted under it, and those that came by mail without an edition."""
    without = Application.objects.filter(edition=None, received__latest__gte=edition.holds_from)
    return [*edition.applications.all(), *without]


def _drafts() -> int:
    """Returns how many applicants are writing an application that they have not submitted."""
    return sum(not links.why_ended(one) for one in Dossier.objects.filter(application=None))
