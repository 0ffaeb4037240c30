"""The purposes of the Group by their numbers, for the demo."""

from agencies.models import Purpose


def purposes(*numbers: int) -> list[Purpose]:
    """Returns the purposes with these numbers, of the first terms of reference."""
    return list(Purpose.objects.filter(edition=1, number__in=numbers))
