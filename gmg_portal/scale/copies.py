"""Copies of the rest of the demo, moved back in time and tied to what the invented past has.

What hangs on a meeting, a document or a person of the demo hangs in its copy on one of the year: the first on
the first, the second on the second.
"""

import datetime as dt
from collections.abc import Callable
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models

from agencies.models import (
    Agency,
    AgencyName,
    Application,
    Appointment,
    Candidate,
    Criterion,
    Dossier,
    Edition,
    Membership,
    Organization,
    Purpose,
    Question,
    SecretariatRole,
    User,
)
from chairmanship.models import Chairmanship, Forum, Handover, TroikaNote, WorkplanActivity
from documents.models import Call, Document, DocumentVersion, Round, Step
from foundation.dates.partial import PartialDate
from foundation.discovery import ORDER
from foundation.models import Job, Mail, Portal
from gmg_portal.scale.year import Year
from meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Comment,
    Decision,
    GuestInvitation,
    Invitation,
    Meeting,
    Proposal,
    Suggestion,
)

# The same rows serve every year.
SAME = {Purpose, Edition, Question, Criterion, Forum}
# The year has rows of its own, or nobody needs a second one.
OWN = {
    Action, Agency, AgencyName, AgendaItem, Appointment, Attendance, Chairmanship, Decision, Document,
    DocumentVersion, Handover, Invitation, Job, Mail, Meeting, Membership, Portal, SecretariatRole, Step,
    User,
}  # fmt: skip
UNSETTLED = (Application.Outcome.RECEIVED, Application.Outcome.UNDER_REVIEW)
# How what is open in the demo ended in its copy.
ENDED: dict[type[models.Model], Callable] = {
    Application: lambda one: {"outcome": "declined" if one.outcome in UNSETTLED else one.outcome},
    Call: lambda one: {"closed_at": one.until, "closed_by_id": one.opened_by_id},
    Candidate: lambda _: {"email": ""},
    Comment: lambda one: {"taken_in": True},
    Dossier: lambda _: {"email": "", "words": {}},  # as the worker leaves what was settled long ago
    GuestInvitation: lambda one: {"state": "refused" if one.state == "asked" else one.state},
    Proposal: lambda one: {"answer": one.answer or "declined"},
    Round: lambda one: {"outcome": "cleared", "written_at": one.until},
    Suggestion: lambda one: {"dropped_at": None if one.meeting_id else one.made_at},
    TroikaNote: lambda one: {"put_away_at": one.written_at},
    WorkplanActivity: lambda one: {"status": "done"},
}
# What nobody else may be called.
NAMED = {Application: "applicant", Organization: "name", WorkplanActivity: "title"}


class Pattern:
    """The demo's rows to copy, and the places of those for which a year has rows of its own."""

    def __init__(self):
        self.rows = {model: list(model._base_manager.order_by("pk")) for model in _in_order()}
        self.rows[Dossier] = [one for one in self.rows[Dossier] if one.handed_in_at]
        self.places = {model: {key: place for place, key in enumerate(_keys(model))} for model in OWN}
        self.items = {one.pk: one for one in AgendaItem.objects.all()}
        self.versions = {one.pk: one for one in DocumentVersion.objects.defer("text", "words")}

    def copy(self, year: Year, back: int) -> None:
        """Copies them into the year, so many years back."""
        keys = Keys(self, year)
        for model, rows in self.rows.items():
            copies = year.make([_copied(row, back, keys) for row in rows])
            keys.copied |= {(model, row.pk): copy.pk for row, copy in zip(rows, copies, strict=True)}


class Keys:
    """What a year has in place of the demo's rows."""

    def __init__(self, pattern: Pattern, year: Year):
        self.pattern, self.name = pattern, str(year.first.year)
        self.rows = {**year.made, Agency: year.members, User: year.people}
        self.items = {(one.meeting_id, one.position): one.pk for one in year.made[AgendaItem]}
        self.versions = {(one.document_id, one.number): one.pk for one in year.made[DocumentVersion]}
        self.copied: dict[tuple[type[models.Model], int], int] = {}

    def of(self, model: type[models.Model], key: int) -> int | None:
        """Returns the key of what stands for the row of that key; None if nothing does."""
        if model in SAME:
            return key
        if model is AgendaItem:
            item = self.pattern.items[key]
            return self.items[self.of(Meeting, item.meeting_id), item.position]
        if model is DocumentVersion:
            return self.versions[self.of(Document, self.pattern.versions[key].document_id), 1]
        if model in OWN and (rows := self.rows.get(model)):
            return rows[self.pattern.places[model][key] % len(rows)].pk
        return self.copied.get((model, key))


def _copied(row: models.Model, back: int, keys: Keys) -> models.Model:
    model, values = type(row), {}
    for one in model._meta.concrete_fields:
        value = getattr(row, one.attname)
        if one.remote_field and value is not None:
            value = keys.of(one.related_model, value)
        if not one.primary_key:
            values[one.attname] = _earlier(value, back)
    if model in NAMED:
        values[NAMED[model]] += f" ({keys.name})"
    copy = model(**values)
    for name, value in ENDED[model](copy).items() if model in ENDED else ():
        setattr(copy, name, value)
    return copy


def _keys(model: type[models.Model]) -> models.QuerySet:
    return model._base_manager.order_by("pk").values_list("pk", flat=True)


def _in_order() -> list[type[models.Model]]:
    """Returns the models to copy, each after those that it points to."""
    copied = {
        model
        for app in ORDER
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model not in SAME | OWN and not model._meta.proxy
    }
    return list(TopologicalSorter({model: _needs(model) & copied for model in copied}).static_order())


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {one.related_model for one in model._meta.concrete_fields if one.remote_field} - {model}


def _earlier(value, years: int):
    """Returns a date, a partial date or a moment so many years earlier; any other value as it is."""
    if not isinstance(value, dt.date | PartialDate):
        return value
    day = {"day": 28} if (value.month, value.day) == (2, 29) else {}
    if isinstance(value, PartialDate):
        return PartialDate(**{"month": value.month, "day": value.day} | day, year=value.year - years)
    return value.replace(year=value.year - years, **day)
