"""The lengths of texts in all apps, in characters. A longer text is refused with a reason, never cut."""

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

from foundation.text import rich

ACRONYM = 40
NAME = 300
TITLE = 500
TEXT = 20_000


@deconstructible
class VisibleLength:
    """Refuses a rich text with more than `limit` characters that can be seen; its markup does not count."""

    def __init__(self, limit: int):
        self.limit = limit

    def __call__(self, text: str) -> None:
        count = rich.length(text)
        if count > self.limit:
            words = _(
                "This text has %(show_value)d characters; the limit is %(limit_value)d. Please shorten it."
            )
            raise ValidationError(
                words, code="max_length", params={"show_value": count, "limit_value": self.limit}
            )

    def __eq__(self, other):
        return isinstance(other, VisibleLength) and self.limit == other.limit

    def __hash__(self):
        return hash(self.limit)
