"""What the history tells of calls for contributions, and that agencies answered them: not what they wrote."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from documents.contributions.models import Call, Contribution
from foundation.dates import clock, shown
from foundation.history.kinds import Thing, for_those_with

READS = "documents.read_all"

THINGS = [
    Thing(
        Call,
        gettext_lazy("the call for contributions"),
        ngettext_lazy(
            "the call for contributions %(names)s", "the calls for contributions %(names)s", "count"
        ),
        within={"documents": "document"},
        fields={
            "until": gettext_lazy("the deadline"),
            "asks": gettext_lazy("what is asked for"),
        },
        steps={
            "withdrawn_at": {"*": gettext_lazy("%(who)s withdrew %(thing)s.")},
            "closed_at": {"*": gettext_lazy("%(who)s closed %(thing)s.")},
        },
        seen=for_those_with(READS),
        label=lambda call: _("of %(day)s") % {"day": shown.day(clock.day_of(call.opened_at))},
        quoted=False,
        by=("opened_by", "withdrawn_by", "closed_by"),
        unread=("questions",),
        created=gettext_lazy("%(who)s started %(thing)s."),
    ),
    Thing(
        Contribution,
        gettext_lazy("the contribution"),
        ngettext_lazy("the contribution of %(names)s", "the contributions of %(names)s", "count"),
        within={"documents": "call__document"},
        steps={
            "handed_in_at": {
                "": gettext_lazy("%(who)s took back the contribution of %(name)s."),
                "*": gettext_lazy("%(who)s submitted the contribution of %(name)s."),
            }
        },
        seen=for_those_with(READS),
        label=lambda one: str(one.agency),
        quoted=False,
        related=("agency",),
        by=("saved_by",),
        unread=("text", "entries", "call__questions"),
        silent=True,
    ),
]
