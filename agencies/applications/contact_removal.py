"""Applicants: an address can belong to one although it is not in the register."""

from agencies.applications.models import Dossier


def of_somebody(details: set[str]) -> set[str]:
    """Returns those that are addresses which an applicant has confirmed."""
    confirmed = Dossier.objects.filter(confirmed_at__isnull=False).values_list("email", flat=True)
    known = {one.casefold() for one in confirmed}
    return {one for one in details if one.casefold() in known}
