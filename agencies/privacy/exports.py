"""What the portal stores about a person, as a copy to download."""

import re

from django.db.models import DateTimeField, Value

from agencies.people.models import User
from foundation import discovery
from foundation.dates.partial import PartialDate
from foundation.models import Mail

# How a row names somebody. For other fields the name with "you" says it: "answered by you".
NAMED = {"by": "written or done by you", "person": "you are named"}


def copy(person: User) -> dict:
    """Returns all that is stored about the person, as plain data.

    Texts of others are not in it, only the fact that they name the person.
    """
    return {
        "name": person.name,
        "email": person.email or "",
        "former e-mail addresses, and those entered": [
            one for one in person.former_emails if one.casefold() != (person.email or "").casefold()
        ],
        "telephone": person.phone,
        "mail comes": person.get_mails_display(),
        "known since": person.joined_at.isoformat(timespec="seconds"),
        "last login": person.last_login.isoformat(timespec="seconds") if person.last_login else "",
        "appointments": [
            {
                "agency": one.agency.acronym,
                "as": one.get_role_display(),
                "post": one.post,
                "from": str(PartialDate.of(one.starts)),
                "to": str(PartialDate.of(one.ends)) if one.ends else "",
            }
            for one in person.appointments.select_related("agency").order_by("starts", "pk")
        ],
        "what names you": _naming(person),
        "mail that was written to you": [
            {"subject": mail.subject, "on": mail.created_at.isoformat(timespec="seconds")}
            for mail in (Mail.objects.addressed_to(person.email).order_by("pk") if person.email else ())
        ],
    }


def _naming(person: User) -> list[dict]:
    """Returns the rows of all tables that point to the person: kind, number and, if kept, the moment.

    It leaves out their texts, since the person may no longer read some of them.
    """
    found = []
    for relation in person._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if (
            not relation.one_to_many
            or model._meta.auto_created
            or model._meta.app_label not in discovery.ORDER
        ):
            continue
        field = relation.field
        moment = re.sub("by$", "at", field.name)
        has_moment = moment != field.name and moment in {one.name for one in model._meta.fields}
        rows = model._base_manager.filter(**{field.name: person}).order_by("pk")
        found += [
            {
                "what": str(model._meta.verbose_name),
                "where": str(model._meta.app_config.verbose_name),
                "as": NAMED.get(field.name) or f"{field.verbose_name} you",
                "number": pk,
                "on": at.isoformat(timespec="seconds") if at else "",
            }
            for pk, at in rows.values_list("pk", moment if has_moment else Value(None, DateTimeField()))
        ]
    return found
