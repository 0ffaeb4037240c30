"""The verbs of what lies outside the Group: what others hold, and what was said there for the Group."""

from django.db import transaction

from agencies.models import Agency
from chairmanship.outside.models import Deadline, Event, EventTroika, Forum, Occasion
from chairmanship.rotation import rotation
from foundation.dates import clock
from foundation.verbs import Refused, Stale, keep


@transaction.atomic
def keep_occasion(
    occasion: Occasion, *, forum: str, deadlines: list[tuple], revision: int, **values
) -> Occasion:
    """Keeps an external event, new or changed, with its deadlines as pairs of a day and what is wanted.

    Returns it. Raises `Refused` or `Stale`.
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
def keep_event(event: Event, *, speakers: list[Agency], revision: int, **values) -> Event:
    """Keeps what was said, new or changed. Returns it. Raises `Refused` for a day to come, and `Stale`.

    Where the troika spoke and nobody says who that was, it is the troika of that day.
    """
    if values["date"].earliest > clock.today():
        raise Refused(
            "That day is still to come. Put the event into the calendar; what is said there is entered once "
            "it is said."
        )
    event = _as_seen(event, revision)
    if not values["forum"] and values["occasion"]:
        values["forum"] = str(values["occasion"].forum)
    event = keep(event, **values)
    if event.by_troika and not speakers:
        speakers = rotation.troika(event.date.earliest).agencies
    if [one.agency for one in event.speakers.select_related("agency")] != list(speakers):
        event.speakers.all().delete()
        for position, agency in enumerate(speakers):
            EventTroika.objects.create(event=event, position=position, agency=agency)
    return event


@transaction.atomic
def publish(event: Event) -> Event:
    """Lets everybody read the text as it was delivered. Returns the event.

    Raises `Refused` without a text.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    if not event.text:
        raise Refused("The text as it was delivered is not entered yet. Enter it, then publish it.")
    return keep(event, published_at=event.published_at or clock.now())


@transaction.atomic
def withdraw(event: Event) -> Event:
    """Lets only the Group read the text again. Returns the event."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    return keep(event, published_at=None)


def _as_seen(thing, revision: int):
    """The thing under its lock. Raises `Stale` when somebody changed it since."""
    if thing.pk is None:
        return thing
    thing = type(thing).objects.select_for_update(of=["self"]).get(pk=thing.pk)
    if thing.revision != revision:
        raise Stale(thing)
    thing.revision += 1
    return thing
