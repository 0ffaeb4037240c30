"""The contributions that await a person, and the calls that await their lead agency."""

from django.db.models import Count
from django.utils.translation import gettext as _

from agencies.people.rules import is_of_group, own_agencies
from chairmanship.rotation.rules import acts_as_chair
from documents.contributions import mail
from documents.contributions.models import Call, Contribution
from documents.document.models import Document
from foundation.web.awaiting import Awaited

MOST = 20


def awaiting(user) -> list[Awaited]:
    """Returns the contributions that the person's agencies have not submitted yet, at most `MOST`.

    For the lead agency also the calls that ended, until they are compiled or closed. For the chair those of
    documents that no agency leads.
    """
    found = [*_open(user)] if is_of_group.test(user) else []
    return [*found, *_ended(user)]


def _open(user):
    asked = Contribution.objects.filter(
        call__in=Call.objects.open(), agency__in=own_agencies(user), handed_in_at=None
    ).select_related("agency", "call__document")
    for one in asked.defer("text").order_by("call__until", "agency__acronym")[:MOST]:
        request = (
            _("Finish and submit the contribution of %(agency)s to “%(document)s”.")
            if one.saved_at
            else _("Contribute for %(agency)s to “%(document)s”.")
        )
        yield Awaited(
            request % {"agency": one.agency, "document": one.call.document}, mail.place_of(one),
            _("Continue") if one.saved_at else _("Contribute"),
            by=one.call.until, zone=one.call.timezone,
        )  # fmt: skip


def _ended(user):
    governing = Document.objects.governing()
    ended = Call.objects.awaiting_lead().select_related("document")
    led = ended.none()
    if is_of_group.test(user):
        led = ended.filter(document__lead__in=own_agencies(user)).exclude(document__in=governing)
    if acts_as_chair.test(user):
        led |= ended.filter(document__lead=None) | ended.filter(document__in=governing)
    counted = led.annotate(asked=Count("contributions"), came=Count("contributions__handed_in_at"))
    for call in counted.defer("questions").order_by("until")[:MOST]:
        yield Awaited(
            _(
                "The call for contributions to “%(document)s” has ended, with %(came)s of %(asked)s "
                "submitted. Use the responses, or close the call."
            )
            % {"document": call.document, "came": call.came, "asked": call.asked},
            mail.place_of_call(call), _("View call"),
        )  # fmt: skip
