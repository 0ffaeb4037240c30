"""The verbs of external events, and of statements, contributions and briefings."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Agency, Purpose
from agencies.register.actions import give_purposes
from chairmanship.outside.models import Deadline, Event, EventTroika, Forum, Occasion
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.verbs import Refused, Stale, keep


@transaction.atomic
def keep_occasion(
    occasion: Occasion, *, forum: str, deadlines: list[tuple], revision: int, **values
) -> Occasion:
    """Saves an external event with its deadlines, which are pairs of a day and what is due.

    Returns it. Raises `Refused`, and `Stale` if somebody changed it since `revision`.
    """
    occasion = _as_seen(occasion, revision)
    occasion.forum = Forum.objects.get_or_create(name=forum)[0]
    occasion = keep(occasion, **values)
    before = {(one.day, one.what): one for one in occasion.deadlines.all()}
    for key, one in before.items():
        if key not in deadlines:
            one.delete()
    for day, what in deadlines:
        if (day, what) not in before:
            Deadline.objects.create(occasion=occasion, day=day, what=what)
    return occasion


@transaction.atomic
def keep_event(
    event: Event, *, speakers: list[Agency], purposes: Iterable[Purpose], revision: int, **values
) -> Event:
    """Saves a statement, contribution or briefing. Returns it.

    If the troika spoke and nobody is named, it is the troika of that day. Raises `Refused` if the day is
    still to come, and `Stale`.
    """
    if values["date"].earliest > clock.today():
        raise Refused(
            _(
                "This date is in the future. Add the event to the external events now, and the statement "
                "once it has been delivered."
            )
        )
    event = _as_seen(event, revision)
    if not values["forum"] and values["occasion"]:
        values["forum"] = str(values["occasion"].forum)
    event = keep(event, **values)
    event.purposes.set(purposes)
    if event.by_troika and not speakers:
        speakers = rotation.troika(event.date.earliest).agencies
    if [one.agency for one in event.speakers.select_related("agency")] != list(speakers):
        event.speakers.all().delete()
        for position, agency in enumerate(speakers):
            EventTroika.objects.create(event=event, position=position, agency=agency)
    return event


@transaction.atomic
def accept_purposes(event: Event, *, purposes: Sequence[Purpose]) -> Event:
    """Gives it the purposes that were suggested. Returns it. Raises `Refused` if it has some by now."""
    event = Event.objects.select_for_update(of=["self"]).get(pk=event.pk)
    give_purposes(event, purposes)
    return keep(event, revision=event.revision + 1)


@transaction.atomic
def publish(event: Event) -> Event:
    """Lets everybody read the text as delivered. Returns the event. Raises `Refused` if there is no text."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not event.text:
        raise Refused(_("There is no text to publish yet. Add the text as delivered, then publish it."))
    return keep(event, published_at=event.published_at or clock.now())


@transaction.atomic
def withdraw(event: Event) -> Event:
    """Lets only the Group read the text again. Returns the event."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    return keep(event, published_at=None)


def _as_seen(thing, revision: int):
    """Returns it with its row locked and a new revision. Raises `Stale` if somebody changed it since."""
    if thing.pk is None:
        return thing
    thing = type(thing).objects.select_for_update(of=["self"]).get(pk=thing.pk)
    if thing.revision != revision:
        raise Stale(thing)
    thing.revision += 1
    return thing
