"""The link by which an applicant writes its application and follows it. No account, no password."""

import datetime as dt

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications.models import Dossier
from foundation.dates import clock

SALT = "agencies.application"
UNUSED = dt.timedelta(days=90)  # so long after the last change an application can still be submitted
AFTERWARDS = dt.timedelta(days=180)  # so long after it is settled the page can be read


class Ended(Exception):
    """The link no longer works. The text says why, and what to do."""


def link_of(dossier: Dossier) -> str:
    """Returns what the link to its page carries: the dossier and a mark, signed."""
    return signing.Signer(salt=SALT).sign_object([dossier.pk, _mark(dossier)])


def dossier_of(link: str) -> Dossier:
    """Returns the dossier that the link opens, with its application. Raises `Ended`."""
    try:
        pk, mark = signing.Signer(salt=SALT).unsign_object(link)
    except (signing.BadSignature, ValueError, TypeError):
        raise Ended(
            _(
                "The link is incomplete. Open it again from the e-mail, or copy the whole link: a long link "
                "is sometimes split over two lines."
            )
        ) from None
    dossier = Dossier.objects.select_related("application").filter(pk=pk).first()
    if dossier is None or not constant_time_compare(mark, _mark(dossier)):
        raise Ended(
            _(
                "This application no longer exists: it was withdrawn before it was submitted, or nobody "
                "wrote in it for a long time. You can start a new one at any time."
            )
        )
    if why := why_ended(dossier):
        raise Ended(why)
    return dossier


def why_ended(dossier: Dossier) -> str:
    """Returns why its page no longer opens, in words; "" if it opens."""
    application = dossier.application
    if application is None:
        if clock.now() >= dossier.changed_at + UNUSED:
            return ngettext(
                "Nobody wrote in this application for %(days)s day, so it was deleted. You can start a new "
                "one at any time.",
                "Nobody wrote in this application for %(days)s days, so it was deleted. You can start a new "
                "one at any time.",
                UNUSED.days,
            ) % {"days": UNUSED.days}
        return ""
    moved, application = application.moved_at or dossier.handed_in_at, application.as_applicant_sees()
    if not application.is_pending and clock.now() >= moved + AFTERWARDS:
        return _(
            "This application is closed (%(outcome)s), and its page was available for six months afterwards. "
            "If you have a question about it, ask the secretariat."
        ) % {"outcome": application.get_outcome_display()}
    return ""


def _mark(dossier: Dossier) -> str:
    return salted_hmac(SALT, f"{dossier.pk}\n{dossier.opened_at.isoformat()}").hexdigest()[:24]
