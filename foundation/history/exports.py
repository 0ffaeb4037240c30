"""All changes as a table."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.exports.tables import Asked, Table
from foundation.history import reading, sentences
from foundation.history.forms import FilterForm
from foundation.history.kinds import READS_ALL, kinds

COLUMNS = (
    gettext_lazy("When"),
    gettext_lazy("Who"),
    gettext_lazy("Kind"),
    gettext_lazy("Of"),
    gettext_lazy("What happened"),
    gettext_lazy("Before"),
    gettext_lazy("After"),
)


def changes(asked: Asked) -> Table:
    """Returns all changes that the filters choose, the latest first. Some entries of the log tell nothing."""
    if not asked.user.has_perm(READS_ALL):
        raise PermissionDenied
    chosen = FilterForm(asked.GET).chosen()
    return Table(_("changes"), COLUMNS, reading.count(**chosen), _rows(asked.user, **chosen))


def _rows(user, **chosen) -> Iterator[tuple]:
    """Yields a row for each change. Texts are whole."""
    for one in reading.each_change(user, **chosen):
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


TABLES = {"changes": changes}
