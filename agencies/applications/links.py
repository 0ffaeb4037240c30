"""The link by which an applicant writes its application and follows it. No account, no password."""

import datetime as dt

from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agencies.applications.models import Dossier
from foundation.dates import clock, hours
from foundation.web import links

SALT = PURPOSE = "agencies.application"
LASTS = dt.timedelta(days=180)  # a link to an application that is pending; each e-mail brings a new one
UNOPENED = dt.timedelta(days=14)  # so long an application waits for its link to be opened
UNUSED = dt.timedelta(days=90)  # so long after the last change an application can still be submitted
AFTERWARDS = dt.timedelta(days=180)  # so long after it is settled the page can be read


class Ended(Exception):
    """The link no longer works. The text says why, and what to do.

    `dossier` is set if whoever wrote the application can get a new link.
    """

    def __init__(self, why: str, dossier: Dossier | None = None):
        super().__init__(why)
        self.dossier = dossier


def link_of(dossier: Dossier) -> str:
    """Returns what the link to its page carries: the dossier and a mark, signed."""
    return links.signed(SALT, dossier.pk, _mark(dossier))


def dossier_of(text: str) -> Dossier:
    """Returns the dossier that the link opens, with its application. Raises `Ended`."""
    link = links.read(SALT, text)
    if link is None:
        raise Ended(
            _(
                "The link is incomplete. Open it again from the e-mail, or copy the whole link: a long link "
                "is sometimes split over two lines."
            )
        )
    pk, mark = link.parts
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
    if why := _why_renewable(dossier, link):
        raise Ended(why, dossier)
    return dossier


def _why_renewable(dossier: Dossier, link: links.Link) -> str:
    """Returns why this link does not work though its page opens, as a sentence; "" if it works."""
    end = ends(dossier, link.written_at)
    if dossier.application and link.written_at != links.NEVER and end and clock.now() >= end:
        return _("This link worked until %(moment)s.") % {"moment": hours.moment(end)}
    return links.why_revoked(PURPOSE, dossier.pk, link)


def ends(dossier: Dossier, written_at: dt.datetime) -> dt.datetime | None:
    """Returns when a link that was written then ends. None for an earlier version's, while it is pending.

    While the application is written, each change moves the end.
    """
    application = dossier.application
    if application is None:
        return dossier.changed_at + (UNUSED if dossier.confirmed_at else UNOPENED)
    settled = application.as_applicant_sees()
    if not settled.is_pending:
        return (application.moved_at or dossier.handed_in_at) + AFTERWARDS
    return None if written_at == links.NEVER else written_at + LASTS


def ends_in_words(dossier: Dossier, text: str = "") -> str:
    """Returns when the link ends, by default one that is written now; "" if that is not known."""
    link = links.read(SALT, text) if text else None
    end = ends(dossier, link.written_at if link else clock.now())
    return hours.moment(end) if end else ""


def why_ended(dossier: Dossier) -> str:
    """Returns why its page no longer opens, in words; "" if it opens."""
    application = dossier.application
    if application is None:
        if not dossier.confirmed_at and clock.now() >= dossier.changed_at + UNOPENED:
            return ngettext(
                "Nobody opened this link for %(days)s day, so it expired. You can start a new application "
                "at any time.",
                "Nobody opened this link for %(days)s days, so it expired. You can start a new application "
                "at any time.",
                UNOPENED.days,
            ) % {"days": UNOPENED.days}
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
