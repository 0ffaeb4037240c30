"""Copies of the rest of the demo, moved back in time and tied to what the invented past has.

What hangs on a meeting, a document or a person of the demo hangs in its copy on one of the year: the first on
the first, the second on the second.
"""

import datetime as dt
from collections.abc import Callable

from django.apps import apps
from django.db import models

from agencies.models import (
    Agency,
    AgencyName,
    Application,
    Appointment,
    Criterion,
    Dossier,
    Edition,
    Membership,
    Organization,
    Purpose,
    Question,
    SecretariatRole,
    User,
)  # fmt: skip
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
    Decision,
    GuestInvitation,
    Invitation,
    Meeting,
    Proposal,
    Suggestion,
)  # fmt: skip

# What is the same in every year.
SAME = {Purpose, Edition, Question, Criterion, Forum}
# What the year has of its own, or nobody needs twice.
OWN = {
    Action, Agency, AgencyName, AgendaItem, Appointment, Attendance, Chairmanship, Decision, Document,
    DocumentVersion, Invitation, Meeting, Membership, Portal, SecretariatRole, Step, User,
}  # fmt: skip
# How what is open in the demo ended in its copy.
ENDED: dict[type[models.Model], Callable[[models.Model], dict]] = {
    Application: lambda one: {
        "outcome": "declined" if one.outcome in ("received", "under_review") else one.outcome
    },
    Call: lambda one: {"closed_at": one.until, "closed_by": one.opened_by},
    GuestInvitation: lambda one: {"state": "refused" if one.state == "asked" else one.state},
    Handover: lambda one: {"taken_over_at": one.closed_at},
    Job: lambda one: {"finished_at": one.due_at},
    Mail: lambda one: {"sent_at": one.created_at},
    Proposal: lambda one: {"answer": one.answer or "declined"},
    Round: lambda one: {"outcome": "cleared", "written_at": one.until},
    Suggestion: lambda one: {"dropped_at": None if one.meeting_id else one.made_at},
    TroikaNote: lambda one: {"put_away_at": one.written_at},
    WorkplanActivity: lambda one: {"status": "done"},
}
# Whose name there is only once.
NAMED = {Application: "applicant", Organization: "name", WorkplanActivity: "title"}


class Pattern:
    """The demo's rows to copy, the models in the order in which one needs another."""

    def __init__(self):
        self.rows = {model: list(model._base_manager.order_by("pk")) for model in _in_order()}
        self.rows[Dossier] = [one for one in self.rows[Dossier] if one.application_id]
        self.places = {
            model: {
                pk: place
                for place, pk in enumerate(model._base_manager.order_by("pk").values_list("pk", flat=True))
            }
            for model in OWN
        }
        self.items = {one.pk: one for one in AgendaItem.objects.all()}
        self.versions = {one.pk: one for one in DocumentVersion.objects.defer("text", "words")}

    def copy(self, year: Year, back: int) -> None:
        """Copies all of it into the year, so many years back."""
        keys: dict[tuple[type[models.Model], int], int] = {}
        own = _Own(self, year)
        for model, rows in self.rows.items():
            copies = [self._copied(row, back, keys, own, year) for row in rows]
            year.make(copies)
            keys |= {(model, row.pk): copy.pk for row, copy in zip(rows, copies, strict=True)}

    def _copied(self, row, back: int, keys: dict, own: "_Own", year: Year) -> models.Model:
        model = type(row)
        values = {}
        for one in model._meta.concrete_fields:
            value = getattr(row, one.attname)
            if one.primary_key or value is None:
                continue
            if one.remote_field:
                value = own.key(one.related_model, value) or keys.get(
                    (one.related_model, value), value if one.related_model in SAME else None
                )
            values[one.attname] = _earlier(value, back)
        if model in NAMED:
            values[NAMED[model]] += f" ({year.first.year})"
        if model is Job and row.kind == Mail.JOB:
            values["subject"] = str(keys[Mail, int(row.subject)])
        copy = model(**values)
        for name, value in ENDED.get(model, lambda _: {})(copy).items():
            setattr(copy, name, value)
        return copy


class _Own:
    """What a year has in place of rows of the demo."""

    def __init__(self, pattern: Pattern, year: Year):
        self.pattern, self.year = pattern, year
        self.items, self.versions = {}, {}
        for item in year.made[AgendaItem]:
            self.items[item.meeting_id, item.position] = item.pk
        for version in year.made[DocumentVersion]:
            self.versions[version.document_id, version.number] = version.pk
        self.lists = {**year.made, Agency: year.members, User: year.people}

    def key(self, model: type[models.Model], key: int) -> int | None:
        """Returns the key of what stands for the row of that key; None if the year has nothing of the kind."""
        if model is AgendaItem:
            item = self.pattern.items[key]
            return self.items[self.key(Meeting, item.meeting_id), item.position]
        if model is DocumentVersion:
            return self.versions[self.key(Document, self.pattern.versions[key].document_id), 1]
        if model in OWN and self.lists.get(model):
            found = self.lists[model]
            return found[self.pattern.places[model][key] % len(found)].pk
        return None


def _in_order() -> list[type[models.Model]]:
    """Returns the models of the portal to copy, each after those that it points to."""
    left = [model for app in ORDER for model in apps.get_app_config(app).get_models(include_auto_created=True)
            if not model._meta.proxy and model not in SAME | OWN]  # fmt: skip
    found: list[type[models.Model]] = []
    while left:
        ready = [model for model in left if not (_needs(model) - {model}) & set(left)]
        found += ready
        left = [model for model in left if model not in ready]
        if not ready:
            raise RuntimeError(f"These point to each other: {left}")
    return found


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    needs = {one.related_model for one in model._meta.concrete_fields if one.remote_field}
    return needs | ({Mail} if model is Job else set())  # a job names its mail in words


def _earlier(value, years: int):
    """Returns a date, a partial date or a moment so many years earlier; any other value as it is."""
    if not isinstance(value, dt.date | PartialDate):
        return value
    changes = {"year": value.year - years} | ({"day": 28} if (value.month, value.day) == (2, 29) else {})
    if isinstance(value, PartialDate):
        return PartialDate(**{"month": value.month, "day": value.day} | changes)
    return value.replace(**changes)
