"""What happens to accounts: it is in the history, and mailed if it could be somebody else's doing.

record(person, "factor_added", by=person)      # in the transaction of the change
notify(person, "factor_added", request)
"""

from auditlog.models import LogEntry
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.people.changes import ACCOUNT
from agencies.people.mail import secretariat, tell
from agencies.people.models import User
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.web import browsers

# The subject of the mail about each event, and its first sentence. An event without words is not mailed.
MAILED = {
    "signed_in_new": (
        gettext_lazy("Somebody signed in to your account from a new browser"),
        gettext_lazy("Somebody, probably you, signed in to your account from a browser that we do not know."),
    ),
    "password_changed": (
        gettext_lazy("Your password has been changed"),
        gettext_lazy("Your password for the portal has been changed. All other browsers were signed out."),
    ),
    "password_reset": (
        gettext_lazy("Your password has been changed"),
        gettext_lazy(
            "A new password was chosen for your account by a link from an e-mail. All other browsers were "
            "signed out."
        ),
    ),
    "address_changed": (
        gettext_lazy("Your e-mail address has been changed"),
        gettext_lazy(
            "The e-mail address of your account has been changed. You now sign in with the new one, and our "
            "e-mails go there too."
        ),
    ),
    "factor_added": (
        gettext_lazy("A second factor was added to your account"),
        gettext_lazy("A second factor to sign in was added to your account: %(name)s."),
    ),
    "factor_removed": (
        gettext_lazy("A second factor was removed from your account"),
        gettext_lazy("A second factor to sign in was removed from your account: %(name)s."),
    ),
    "factor_reset": (
        gettext_lazy("You have new recovery codes"),
        gettext_lazy("New recovery codes were made for your account. The earlier ones no longer work."),
    ),
    "method_connected": (
        gettext_lazy("A way to sign in was added to your account"),
        gettext_lazy("A way to sign in was added to your account: %(name)s."),
    ),
    "method_disconnected": (
        gettext_lazy("A way to sign in was removed from your account"),
        gettext_lazy("A way to sign in was removed from your account: %(name)s."),
    ),
    "sessions_ended": (
        gettext_lazy("You were signed out of the portal"),
        gettext_lazy("Somebody else signed your account out of the portal in all browsers."),
    ),
}


def record(person: User, what: str, *, by: User | None = None, **details) -> None:
    """Writes into the history of a person what happened to their account; never from where.

    `what` is one of `agencies.people.changes.ACCOUNT_STEPS`. Whoever is signed in did it, if `by` is None.
    """
    LogEntry.objects.log_create(
        person,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=by,
        changes={ACCOUNT: ["", what]},
        additional_data=details or None,
    )


def notify(person: User, what: str, request=None, *, to: str = "", name: str = "") -> None:
    """Mails the person what happened to their account, at once whatever mail they chose.

    It says when, and with a `request` from which browser. `name` names the factor or the way to sign in.
    `to` is another address than theirs of now. Events that are not `MAILED` are not told.
    """
    if what not in MAILED or not (to or person.email):
        return
    subject, words = MAILED[what]
    tell(
        [to or person.email],
        subject=str(subject),
        template="agencies/accounts/mail/event.txt",
        context={
            "person": person,
            "words": str(words) % {"name": name},
            "when": hours.moment(clock.now()),
            "browser": browsers.in_words(browsers.of(request)) if request else "",
        },
        why=_("You receive this e-mail because it is about your account in the portal."),
        link=address(reverse("me")),
        private=True,
        reply_to=[one.email for one in secretariat() if one.email],
    )


def happened(person: User, what: str, request=None, *, by: User | None = None, name: str = "") -> None:
    """Records what happened and mails it to the person."""
    record(person, what, by=by, **({"name": name} if name else {}))
    notify(person, what, request, name=name)
