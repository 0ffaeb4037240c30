"""Applicants: an address can belong to one although it is not in the register."""

from agencies.applications.models import Dossier


def is_of_somebody(detail: str) -> bool:
    """Returns whether an applicant has confirmed that address."""
    return Dossier.objects.filter(email__iexact=detail, confirmed_at__isnull=False).exists()
