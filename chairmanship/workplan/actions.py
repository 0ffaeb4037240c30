"""The verbs of the Group's workplan: activities kept by the chair, and what those in them say of them."""

from django.db import transaction

from agencies.models import Agency, User
from agencies.people.rules import own_agencies
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.workplan.models import ActivityNote, Output, PassingNote, WorkplanActivity
from foundation.dates import clock
from foundation.text.paragraphs import joined, paragraphs
from foundation.verbs import Refused, Stale, keep

OF_ITSELF = ("title", "objective", "starts", "ends", "lead", "status")


@transaction.atomic
def add_activity(*, by: User, **values) -> WorkplanActivity:
    """An activity of the workplan. Raises `Refused`, as when there is one of that title, start and lead."""
    return _put(WorkplanActivity(), values, by)


@transaction.atomic
def change_activity(activity: WorkplanActivity, *, revision: int, by: User, **values) -> WorkplanActivity:
    """Raises `Stale` when somebody changed it since that revision, and `Refused`."""
    activity = _locked(activity)
    if activity.revision != revision:
        raise Stale(activity)
    return _put(activity, values, by)


@transaction.atomic
def rename_objective(objective: str, *, words: str, by: User) -> int:
    """Other words for an objective, in all its activities. Gives how many they are.

    Words that another objective has already bring the two together. Raises `Refused` when there is no such
    objective any more.
    """
    with_one = WorkplanActivity.objects.exclude(objective="").select_for_update(of=["self"])
    activities = list(with_one.filter(objective=objective))
    if not activities:
        raise Refused(
            "Somebody renamed this objective meanwhile. Look at the workplan, then rename it again."
        )
    for activity in activities:
        keep(activity, objective=words.strip(), revision=activity.revision + 1)
    return len(activities)


@transaction.atomic
def report_on(
    activity: WorkplanActivity, *, text: str = "", status: str = "", seen: str = "", by: User
) -> WorkplanActivity:
    """What somebody in it says of an activity: a note, another status, or both.

    `seen` is the status that they saw: one that they left as it was changes nothing. Raises `Stale` when
    somebody else changed it meanwhile, and `Refused` when nothing is said.
    """
    activity = _locked(activity)
    text, moves = text.strip(), status and status != seen
    if moves and activity.status != seen:
        raise Stale(activity)
    if not (text or moves):
        raise Refused("Write a note, or choose another status.")
    if moves:
        keep(activity, status=status, revision=activity.revision + 1)
    _note(activity, by, text=text, status=status if moves else "")
    return activity


@transaction.atomic
def pass_on(term: Chairmanship, activity: WorkplanActivity, *, text: str, seen: str, by: User) -> None:
    """The outgoing chair's note for the next on what its term leaves unfinished; none, if it is empty.

    Raises `Stale`, with the note that stands, when somebody wrote another one than was seen.
    """
    _locked(activity)
    note = PassingNote.objects.filter(term=term, activity=activity).first()
    if (note.text if note else "") != seen:
        raise Stale(note)
    if not text:
        if note:
            note.delete()
        return
    keep(note or PassingNote(term=term, activity=activity), text=text, by=by, at=clock.now())


def outputs_of(activity: WorkplanActivity) -> str:
    """Its outputs as a text that one writes."""
    return joined(output.text for output in activity.outputs.all()) if activity.pk else ""


def voice(activity: WorkplanActivity, user: User) -> Agency | None:
    """For which agency of an activity somebody speaks: its lead, else a partner; nobody of them is None."""
    mine = own_agencies(user)
    return next((agency for agency in agencies_in(activity) if agency.pk in mine), None)


def agencies_in(activity: WorkplanActivity) -> list[Agency]:
    """Its lead, where there is one, and its partners."""
    return [*filter(None, [activity.lead]), *activity.partners.all()]


def _locked(activity: WorkplanActivity) -> WorkplanActivity:
    found = WorkplanActivity.objects.select_for_update(of=["self"]).select_related("lead")
    return found.get(pk=activity.pk)


def _put(activity: WorkplanActivity, values: dict, by: User) -> WorkplanActivity:
    before = activity.status
    is_new = activity.pk is None
    own = {name: values[name] for name in OF_ITSELF}
    if not (own["starts"] or own["ends"] or activity.term):
        # Without any time it would belong to no term at all: it belongs to the one in which it is entered.
        activity.term = next(iter(rotation.chairs()), None)
    keep(activity, **own, revision=activity.revision if is_new else activity.revision + 1)
    activity.partners.set([agency for agency in values["partners"] if agency != activity.lead])
    activity.purposes.set(values["purposes"])
    activity.events.set(values["events"])
    _put_outputs(activity, values["outputs"])
    if not is_new and activity.status and activity.status != before:
        _note(activity, by, status=activity.status)
    return activity


def _put_outputs(activity: WorkplanActivity, text: str) -> None:
    """A text that was not changed leaves its lines as they are, whatever is in them."""
    if text == outputs_of(activity):
        return
    rows, texts = list(activity.outputs.all()), paragraphs(text)
    for row, words in zip(rows, texts, strict=False):
        if row.text != words:
            keep(row, text=words)
    following = rows[-1].position + 1 if rows else 0
    for words in texts[len(rows) :]:
        keep(Output(activity=activity), position=following, text=words)
        following += 1
    for row in rows[len(texts) :]:
        row.delete()


def _note(activity, by, *, text="", status="") -> None:
    keep(ActivityNote(activity=activity), text=text, status=status, by=by, agency=voice(activity, by))
