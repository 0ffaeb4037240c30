"""The verbs of the Group's workplan: the chair keeps activities, their agencies report on them."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from agencies.models import Purpose, User
from agencies.register.actions import give_purposes
from chairmanship.rotation import rotation
from chairmanship.rotation.models import Chairmanship
from chairmanship.workplan.models import ActivityNote, Output, PassingNote, WorkplanActivity
from chairmanship.workplan.queries import outputs_of, speaking_agency
from foundation.dates import clock
from foundation.text.paragraphs import paragraphs
from foundation.verbs import Refused, Stale, keep

OF_ITSELF = ("title", "objective", "starts", "ends", "lead", "status")


@transaction.atomic
def add_activity(*, by: User, **values) -> WorkplanActivity:
    """Adds an activity to the workplan. Returns it.

    Raises `Refused`, for example if there is one with the same title, start and lead.
    """
    return _put(WorkplanActivity(), values, by)


@transaction.atomic
def change_activity(activity: WorkplanActivity, *, revision: int, by: User, **values) -> WorkplanActivity:
    """Changes an activity. Returns it. Raises `Refused`, and `Stale` if somebody changed it since
    `revision`.
    """
    activity = _locked(activity)
    if activity.revision != revision:
        raise Stale(activity)
    return _put(activity, values, by)


@transaction.atomic
def accept_purposes(activity: WorkplanActivity, *, purposes: Sequence[Purpose], by: User) -> WorkplanActivity:
    """Gives it the purposes that were suggested. Returns it. Raises `Refused` if it has some by now."""
    activity = _locked(activity)
    give_purposes(activity, purposes)
    return keep(activity, revision=activity.revision + 1)


@transaction.atomic
def rename_objective(objective: str, *, words: str, by: User) -> int:
    """Rewords an objective in all its activities. Returns how many they are.

    If another objective has these words already, the two become one. Raises `Refused` if there is no such
    objective any more.
    """
    with_one = WorkplanActivity.objects.exclude(objective="").select_for_update(of=["self"])
    activities = list(with_one.filter(objective=objective))
    if not activities:
        raise Refused(_("Somebody else has renamed this objective. Check the workplan, then try again."))
    for activity in activities:
        keep(activity, objective=words.strip(), revision=activity.revision + 1)
    return len(activities)


@transaction.atomic
def report_on(
    activity: WorkplanActivity, *, text: str = "", status: str = "", seen: str = "", by: User
) -> WorkplanActivity:
    """Adds a note to an activity, or changes its status, or both. Returns it.

    `seen` is the status that the person saw; if they left it, it stays. Raises `Stale` if somebody else
    changed it meanwhile, and `Refused` if there is neither a note nor a new status.
    """
    activity = _locked(activity)
    text, moves = text.strip(), status and status != seen
    if moves and activity.status != seen:
        raise Stale(activity)
    if not (text or moves):
        raise Refused(_("Write a note or choose another status."))
    if moves:
        keep(activity, status=status, revision=activity.revision + 1)
    _note(activity, by, text=text, status=status if moves else "")
    return activity


@transaction.atomic
def pass_on(term: Chairmanship, activity: WorkplanActivity, *, text: str, seen: str, by: User) -> None:
    """Saves the outgoing chair's note to the next one on an unfinished activity. An empty text deletes it.

    Raises `Stale`, with the current note, if somebody changed it since the text `seen`.
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


def _locked(activity: WorkplanActivity) -> WorkplanActivity:
    found = WorkplanActivity.objects.select_for_update(of=["self"]).select_related("lead")
    return found.get(pk=activity.pk)


def _put(activity: WorkplanActivity, values: dict, by: User) -> WorkplanActivity:
    before = activity.status
    is_new = activity.pk is None
    own = {name: values[name] for name in OF_ITSELF}
    if not (own["starts"] or own["ends"] or activity.term):
        # Without dates it would belong to no term, so it belongs to the term in which it is entered.
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
    """Saves the outputs. If the text is not changed, the rows stay as they are."""
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
    keep(
        ActivityNote(activity=activity), text=text, status=status, by=by, agency=speaking_agency(activity, by)
    )
