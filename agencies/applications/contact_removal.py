"""Whom an address reaches that the register does not know: an applicant."""

from agencies.applications.models import Dossier


def is_of_somebody(detail: str) -> bool:
    """Whether an applicant who confirmed that address is reached by it."""
    return Dossier.objects.filter(email__iexact=detail, confirmed_at__isnull=False).exists()
