"""What the portal stores about a person, as a copy to download."""

import re

from django.db.models import DateTimeField, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.people.models import Appointment, User
from agencies.people.rules import secretariat_role
from foundation import discovery
from foundation.dates.partial import PartialDate
from foundation.mail.kinds import chosen_kinds
from foundation.models import Mail

# How a row names somebody. For other fields the name with "you" says it: "answered by you".
NAMED = {"by": gettext_lazy("written or done by you"), "person": gettext_lazy("you are named")}


def copy(person: User) -> dict:
    """Returns all that is stored about the person, as plain data.

    Texts of others are not in it, only the fact that they name the person.
    """
    appointments = Appointment.entered.filter(person=person).select_related("agency")
    return {
        _("name"): person.name,
        _("e-mail"): person.email or "",
        _("former or unconfirmed e-mail addresses"): [
            one for one in person.former_emails if one.casefold() != (person.email or "").casefold()
        ],
        _("telephone"): person.phone,
        _("how you get e-mails"): person.get_mails_display(),
        _("how you get e-mails of a kind"): {
            str(kind.label): str(person.gets(kind).label)
            for kind in chosen_kinds()
            if kind in person.mail_choices
        },
        _("known since"): person.joined_at.isoformat(timespec="seconds"),
        _("last sign-in"): person.last_login.isoformat(timespec="seconds") if person.last_login else "",
        _("appointments"): [
            {
                _("agency"): one.agency.acronym,
                _("as"): one.get_role_display(),
                _("post"): one.post,
                _("from"): str(PartialDate.of(one.starts)),
                _("to"): str(PartialDate.of(one.ends)) if one.ends else "",
                _("note"): one.corrected,
            }
            for one in appointments.order_by("starts", "pk")
        ],
        _("role in the secretariat"): str(secretariat_role(person) or ""),
        _("records that name you"): _naming(person),
        _("e-mails sent to you"): [
            {_("subject"): mail.subject, _("on"): mail.created_at.isoformat(timespec="seconds")}
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
                _("what"): str(model._meta.verbose_name),
                _("where"): str(model._meta.app_config.verbose_name),
                _("as"): str(NAMED.get(field.name) or _("%(done_by)s you") % {"done_by": field.verbose_name}),
                _("number"): pk,
                _("on"): at.isoformat(timespec="seconds") if at else "",
            }
            for pk, at in rows.values_list("pk", moment if has_moment else Value(None, DateTimeField()))
        ]
    return found
