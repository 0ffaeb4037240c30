"""Reports of servers that are not believed by themselves: somebody confirms that an address does not work."""

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.mailbox import filing, ours
from agencies.mailbox.meanings import Meaning
from agencies.mailbox.models import Received
from foundation.mail import addresses
from foundation.models import Mail


class AddressForm(forms.Form):
    """A confirmation: it asks for nothing."""


def meaning_of(received: Received) -> Meaning | None:
    """Returns that a mail did not reach an address, if the portal did not believe the report by itself."""
    if received.kind != Received.Kind.BOUNCE or received.state != Received.State.WAITS:
        return None
    failed = [one for one in received.facts.get("failures", ()) if one.get("given_up")]
    mail = received.answers or _last_to(failed)
    if not failed or mail is None:
        return None
    warnings = [_("Anybody can write such a report. Please check that it is genuine before you record it.")]
    if received.answers and not ours.was_sent_lately(mail):
        warnings.append(_("It names an e-mail that the portal sent long ago."))

    def record(*, by) -> str:
        filing.mark_returned(mail, failed[0]["reason"])
        for one in mail.to:
            addresses.mark(one, reason=failed[0]["reason"], source="bounced")
        return _("%(address)s marked as not reachable") % {"address": ", ".join(mail.to)}

    return Meaning(
        about=mail.subject,
        url=reverse("mail:mail_detail", args=[mail.pk]),
        sentence=_("A mail server reports that this e-mail did not reach %(address)s: %(reason)s")
        % {"address": ", ".join(mail.to), "reason": failed[0]["reason"] or _("no reason given")},
        form_class=AddressForm,
        record=record,
        warnings=warnings,
    )


def _last_to(failed: list[dict]) -> Mail | None:
    """Returns the last mail of ours to one of these addresses."""
    for one in failed[:5]:
        if found := Mail.objects.addressed_to(one["address"]).exclude(sent_at=None).first():
            return found
    return None
