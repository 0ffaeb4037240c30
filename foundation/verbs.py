"""What the verbs of every app have in common."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class Refused(Exception):
    """The request cannot be carried out now. The text says why, and what to do."""


class Stale(Refused):
    """Somebody else has changed it since it was opened. `current` is the version of now.

    What was typed is not saved and not lost: the page shows both versions. `merged` is the result of merging
    them, if they are rich texts; for a form with several texts it is a dict of their results.
    """

    def __init__(self, current, merged=None):
        super().__init__(
            _("Somebody else changed this while you were writing. Nothing is lost: both versions are below.")
        )
        self.current = current
        self.merged = merged


def keep(thing, **values):
    """Sets these values, checks the whole object and saves it. Returns it. Raises `Refused`.

    Call it in the transaction in which the verb took its lock.
    """
    for name, value in values.items():
        setattr(thing, name, value)
    try:
        thing.full_clean()
        with transaction.atomic():
            thing.save()
    except ValidationError as error:
        raise Refused(_in_words(thing, error)) from None
    except IntegrityError:
        raise Refused(
            _(
                "Somebody else has just saved something that conflicts with this. Nothing was changed. "
                "Please check their entry and try again."
            )
        ) from None
    return thing


def _in_words(thing, error: ValidationError) -> str:
    """Returns the first error of each field, with its name, and what is wrong with the whole."""
    return " ".join(
        " ".join(words)
        if name == NON_FIELD_ERRORS
        else f"{capfirst(thing._meta.get_field(name).verbose_name)}: {words[0]}"
        for name, words in error.message_dict.items()
    )


def lock_table(model: type[models.Model]) -> None:
    """Locks the model's table until the transaction ends: nobody else can write, everybody can read.

    It is for rules about several rows. SQLite lets only one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
