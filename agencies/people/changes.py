"""What the history tells of people: their appointments, roles and accounts, and no contact details."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from agencies.people.models import INVITATION, WITHDRAWN, Appointment, SecretariatRole, User
from foundation.history.kinds import (
    CORRECTED,
    READS_ALL,
    WHY_CORRECTED,
    Kind,
    Seen,
    Thing,
    Told,
    everything,
    number,
)


def called(person: User) -> str:
    """Returns the name, never an address."""
    return person.name or _("Person %(number)s") % {"number": person.pk}


def may_read(user, person: User | None) -> bool:
    """Whether the user reads the page of the person. If there is no such person, whether they read all."""
    return user.has_perm("agencies.read_register" if person is None else "agencies.read_person", person)


def may_read_own(user, person: User | None) -> bool:
    """Whether the user reads the page of the person, or is the person."""
    return may_read(user, person) or (person is not None and person.pk == user.pk)


def _back(user, person: User) -> str:
    """Returns the page of the person; for those who read only their own history, their account."""
    return reverse("people:person_detail", args=[person.pk]) if may_read(user, person) else reverse("me")


def _kept(path: str):
    """Returns what shows rows of people whose page the user reads. `path` leads from a row to the person."""

    def found(user, rows) -> Seen:
        if user.has_perm(READS_ALL):
            return everything(user, rows)
        owners = dict(rows.values_list("pk", path))
        people = {one.pk: may_read_own(user, one) for one in User.objects.filter(pk__in=set(owners.values()))}
        return {pk: None for pk, owner in owners.items() if people.get(owner)}

    return found


def _reads_reason(user, _appointment) -> bool:
    """Whether the user reads why an appointment was an error. The page of the agency does not say it."""
    return user.has_perm(READS_ALL)


def _reads_account(user, person: User | None) -> bool:
    """Whether the user reads what happened to the account: the person and the secretariat, no colleague."""
    return user.has_perm(READS_ALL) or (person is not None and person.pk == user.pk)


# What happens to accounts (`agencies.accounts.events`), by its name in the audit log of the person.
ACCOUNT = "account"
ACCOUNT_STEPS = {
    "signed_in": gettext_lazy("%(who)s signed in."),
    "signed_in_new": gettext_lazy("%(who)s signed in from a new browser."),
    "sign_in_failed": gettext_lazy("Somebody entered a wrong password for %(name)s."),
    "sign_ins_failed": gettext_lazy("Somebody entered wrong passwords for %(name)s several times."),
    "locked": gettext_lazy(
        "The portal stopped sign-in for %(name)s for a while, after several wrong passwords. Browsers in "
        "which %(name)s has signed in before can still be used."
    ),
    "password_changed": gettext_lazy("%(who)s changed the password of %(name)s."),
    "password_reset": gettext_lazy("%(who)s chose a new password by a link from an e-mail."),
    "address_changed": gettext_lazy("%(who)s changed the e-mail address of %(name)s."),
    "factor_added": gettext_lazy("%(who)s added a second factor for %(name)s."),
    "factor_removed": gettext_lazy("%(who)s removed a second factor of %(name)s."),
    "factor_reset": gettext_lazy("%(who)s made new recovery codes for %(name)s."),
    "factor_failed": gettext_lazy("Somebody passed the password of %(name)s, but not the second factor."),
    "method_connected": gettext_lazy("%(who)s added a way to sign in for %(name)s."),
    "method_disconnected": gettext_lazy("%(who)s removed a way to sign in of %(name)s."),
    "session_ended": gettext_lazy("%(who)s signed %(name)s out in another browser."),
    "sessions_ended": gettext_lazy("%(who)s signed %(name)s out in all other browsers."),
}


def _appointed(user, rows) -> Seen:
    """Everybody of the Group reads who acts for an agency, on its page."""
    return everything(user, rows) if user.has_perm("agencies.read_contacts") else {}


def _label(row: Appointment) -> str:
    values = {"person": called(row.person), "role": row.get_role_display(), "agency": row.agency}
    return _("%(person)s as %(role)s of %(agency)s") % values


def _find(user, key: str) -> User | None:
    """Returns the person. Raises `PermissionDenied` also where there is none: nobody learns who is there."""
    person = User.objects.filter(pk=number(key)).first()
    if person is None and not may_read(user, None):
        raise PermissionDenied
    return person


KINDS = [
    Kind(
        "people",
        gettext_lazy("People"),
        gettext_lazy("Person"),
        find=_find,
        may=may_read_own,
        back_for=_back,
        back=lambda person: reverse("people:person_detail", args=[person.pk]),
        label=called,
    )
]

THINGS = [
    Thing(
        User,
        gettext_lazy("the person"),
        ngettext_lazy("the person %(names)s", "the people %(names)s", "count"),
        within={"people": "pk"},
        fields={
            "groups": gettext_lazy("the roles"),
            ACCOUNT: Told(gettext_lazy("the account"), may=_reads_account),
        },
        steps={
            "is_superuser": {
                "True": gettext_lazy("%(who)s made %(name)s a superuser."),
                "False": gettext_lazy("%(who)s took the rights of a superuser away from %(name)s."),
            },
            "is_staff": {
                "True": gettext_lazy("%(who)s gave %(name)s access to the administration pages."),
                "False": gettext_lazy("%(who)s took access to the administration pages away from %(name)s."),
            },
            "is_active": {
                "True": gettext_lazy("%(who)s opened the account of %(name)s."),
                "False": gettext_lazy("%(who)s closed the account of %(name)s."),
            },
            INVITATION: {
                "sent": gettext_lazy("%(who)s invited %(name)s to the portal."),
                "accepted": gettext_lazy("%(who)s accepted the invitation to the portal."),
                WITHDRAWN: gettext_lazy("%(who)s withdrew the invitation of %(name)s to the portal."),
            },
            ACCOUNT: ACCOUNT_STEPS,
        },
        seen=_kept("pk"),
        gone=lambda user: False,
        label=called,
        quoted=False,
    ),
    Thing(
        Appointment,
        gettext_lazy("the appointment"),
        ngettext_lazy("the appointment of %(names)s", "the appointments of %(names)s", "count"),
        within={"people": "person", "agencies": "agency"},
        fields={
            "role": gettext_lazy("the role"),
            "post": gettext_lazy("the job title"),
            "starts": gettext_lazy("the first day"),
            "ends": gettext_lazy("the last day"),
            "agency": gettext_lazy("the agency"),
            "correction": Told(WHY_CORRECTED, may=_reads_reason),
        },
        steps={"corrected_at": CORRECTED},
        seen=_appointed,
        label=_label,
        quoted=False,
        related=("person", "agency"),
        created=gettext_lazy("%(who)s appointed %(name)s."),
    ),
    Thing(
        SecretariatRole,
        gettext_lazy("the role in the secretariat"),
        ngettext_lazy(
            "the role of %(names)s in the secretariat",
            "the roles of %(names)s in the secretariat",
            "count",
        ),
        within={"people": "person"},
        steps={
            "role": {
                SecretariatRole.Role.FULL: gettext_lazy(
                    "%(who)s gave %(name)s the full role in the secretariat."
                ),
                SecretariatRole.Role.READING: gettext_lazy(
                    "%(who)s gave %(name)s the role in the secretariat for reading only."
                ),
            }
        },
        seen=_kept("person"),
        # A role that was taken away is told on the page of the person, and among all changes.
        gone=lambda user: True,
        gone_by="person",
        label=lambda row: called(row.person),
        quoted=False,
        related=("person",),
        opens=("role",),
        removed=gettext_lazy("%(who)s took away the role of %(name)s in the secretariat."),
    ),
]
