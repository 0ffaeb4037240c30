"""A reference to an agency from what belongs to a day: it shows the agency as it was called then."""

import datetime as dt
from collections.abc import Callable

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor


class OfDayDescriptor(ForwardManyToOneDescriptor):
    def __get__(self, instance, cls=None):
        found = super().__get__(instance, cls)
        if instance is None or found is None or not found.name_facts:
            return found
        day = self.field.day(instance)
        return found.as_of(day) if day else found


class AgencyOfDay(models.ForeignKey):
    """A foreign key to an agency. `day(row)` returns the day that the row belongs to; None for today.

    It takes no query, because the names of an agency are beside it. `day` must not take one either.
    """

    forward_related_accessor_class = OfDayDescriptor

    def __init__(self, *args, day: Callable[[models.Model], dt.date | None] = lambda row: None, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day

    def deconstruct(self):
        """Is a plain foreign key for migrations, as the database has it."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
