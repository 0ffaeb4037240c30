"""All changes as a table."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from foundation.history import reading, sentences
from foundation.history.kinds import kinds

MOST = 10_000  # entries of the log; earlier ones by choosing days
COLUMNS = (_("When"), _("Who"), _("Kind"), _("Of"), _("What happened"), _("Before"), _("After"))


def table(user, **chosen) -> Iterator[tuple]:
    """Yields a row for each change, the latest first. Texts are whole."""
    for one in reading.each_change(user, most=MOST, **chosen):
        shown = one.told is None or one.told.values
        for sentence in sentences.of([one]):
            yield (
                one.at,
                one.who,
                kinds()[one.kind].title,
                reading.title_of(one),
                sentence,
                one.before if shown else "",
                one.after if shown else "",
            )
