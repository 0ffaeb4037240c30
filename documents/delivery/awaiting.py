"""What a person has to do before a document leaves the Group: clear, deliver or publish it."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.rules import own_agencies
from chairmanship.models import Occasion
from chairmanship.rotation.rules import acts_as_chair
from documents.clearance import mail, status
from documents.clearance.models import Round
from documents.document.models import Document, DocumentVersion
from foundation.dates import clock
from foundation.web.awaiting import Awaited

State = Document.State

MOST = 20
NEAR = dt.timedelta(days=14)  # before the day on which a document is due


def awaiting(user) -> list[Awaited]:
    """Returns the uncleared documents for events that are near, and the next step of cleared ones."""
    mine, chairs = own_agencies(user), acts_as_chair.test(user)
    if not (mine or chairs):
        return []
    by_the_clock = status.moved(Round.objects.all())
    return [*_for_occasions(mine, chairs, by_the_clock), *_cleared(mine, chairs, by_the_clock)]


def _for_occasions(mine, chairs, by_the_clock):
    """Yields the uncleared documents that an external event needs soon, for the chair and the lead."""
    near = [one for one in _uncleared_and_near(by_the_clock) if chairs or one[0].lead_id in mine][:MOST]
    running = {
        one.version.document_id: one
        for one in Round.objects.running().filter(version__document__in=[document.pk for document, _ in near])
        .select_related("version")
    }  # fmt: skip
    for document, day in near:
        round_ = running.get(document.pk)
        yield Awaited(
            _("“%(document)s” is needed for %(event)s, but is not cleared yet.")
            % {"document": document, "event": document.occasion},
            mail.place_of(round_) if round_ else document.get_absolute_url(),
            _("View replies") if round_ else _("Ask for clearance"),
            by=dt.datetime.combine(day, dt.time(23, 59), clock.zone()),
        )


def _due(occasion) -> dt.date:
    """Returns the day by which a document for an event is due: its next deadline, else its first day.

    Uses prefetched `deadlines`.
    """
    today = clock.today()
    return min((one.day for one in occasion.deadlines.all() if one.day >= today), default=occasion.starts)


def _uncleared_and_near(by_the_clock) -> list[tuple[Document, dt.date]]:
    """Returns the uncleared documents for external events that are due soon, each with its day."""
    found = status.as_of_now(
        Document.objects.filter(state__in=status.CLEARABLE, occasion__in=Occasion.objects.ahead())
        .select_related("lead", "occasion__forum")
        .prefetch_related("occasion__deadlines"),
        by_the_clock,
    )
    dated = [(one, _due(one.occasion)) for one in found if one.state in status.CLEARABLE]
    near = [pair for pair in dated if pair[1] <= clock.today() + NEAR]
    return sorted(near, key=lambda pair: (pair[1], pair[0].pk))


def _cleared(mine, chairs, by_the_clock):
    """Yields the next step of documents cleared in the portal, for the lead and for the chair."""
    # A document that came cleared from an archive has no version here, and needs no next step.
    here = Document.objects.filter(Exists(DocumentVersion.objects.filter(document=OuterRef("pk"))))
    cleared = (
        status.in_state(here, State.CLEARED, by_the_clock)
        .select_related("occasion__forum")
        .order_by("title", "pk")
    )
    spoken = Q(event_links__isnull=False)
    if chairs:
        for document in cleared.filter(~spoken, occasion__starts__lte=clock.today())[:MOST]:
            yield Awaited(
                _("“%(document)s” is cleared, and %(event)s has begun. Enter the text as delivered.")
                % {"document": document, "event": document.occasion},
                reverse("documents:document_deliver", args=[document.pk]), _("Enter text"), place=55,
            )  # fmt: skip
    whose = Q(lead__in=mine) | Q(lead=None) if chairs else Q(lead__in=mine)
    for document in cleared.filter(whose, Q(occasion=None) | spoken).distinct()[:MOST]:
        sentence = _("“%(document)s” is cleared. Publish it, or record it as adopted.") % {
            "document": document
        }
        yield Awaited(sentence, document.get_absolute_url(), _("View document"), place=55)
