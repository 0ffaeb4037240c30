"""The verbs of roles in the secretariat: they are given, changed and taken away. Those concerned are told."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from agencies.people.mail import secretariat, tell
from agencies.people.models import SecretariatRole, User
from agencies.people.queries import is_last_of_secretariat
from agencies.people.rules import secretariat_role
from foundation.dates import clock
from foundation.mail.backend import address
from foundation.mail.kinds import Kind
from foundation.verbs import Refused, keep, lock_table

Role = SecretariatRole.Role


@transaction.atomic
def give_role(person: User, *, role: str, by: User) -> SecretariatRole:
    """Gives the person that role in the secretariat, also in place of the one they have. Returns it.

    Raises `Refused`, for example if nobody would be left with the full role.
    """
    person = _locked(person)
    held = secretariat_role(person)
    if not person.is_active:
        raise Refused(
            _("The account of %(person)s is closed. Ask an administrator to reopen it first.")
            % {"person": person.shown}
        )
    if held and held.role == role:
        raise Refused(_("%(person)s already has this role.") % {"person": person.shown})
    if role != Role.FULL:
        refuse_last(person)
    given = keep(held or SecretariatRole(person=person), role=role, since=clock.now())
    sentences = {
        (False, Role.FULL): _("%(by)s gave %(person)s the full role in the secretariat."),
        (False, Role.READING): _("%(by)s gave %(person)s the role in the secretariat for reading only."),
        (True, Role.FULL): _("%(by)s changed the role of %(person)s in the secretariat to full."),
        (True, Role.READING): _("%(by)s changed the role of %(person)s in the secretariat to reading only."),
    }
    _tell(person, sentences[held is not None, Role(role)], by=by)
    return given


@transaction.atomic
def take_role(person: User, *, by: User) -> None:
    """Takes away the person's role in the secretariat. Raises `Refused` if nobody would be left in it."""
    person = _locked(person)
    held = secretariat_role(person)
    if held is None:
        raise Refused(_("%(person)s has no role in the secretariat any more.") % {"person": person.shown})
    refuse_last(person)
    held.delete()
    _tell(person, _("%(by)s took away the role of %(person)s in the secretariat."), by=by)


def refuse_last(person: User) -> None:
    """Raises `Refused` if nobody else has the full role and can sign in."""
    if is_last_of_secretariat(person):
        raise Refused(
            _(
                "%(person)s is the only person with the full role in the secretariat who can sign in. Give "
                "somebody else the full role first."
            )
            % {"person": person.shown}
        )


def _locked(person: User) -> User:
    """Returns the person of now. Locks all roles, as two people could take away the last two at once."""
    lock_table(SecretariatRole)
    return User.objects.select_for_update().get(pk=person.pk)


def _tell(person: User, sentence: str, *, by: User) -> None:
    said = {"by": by.shown, "person": person.shown}
    for people, why in (
        ([person], _("You receive this e-mail because it is about your role in the secretariat.")),
        (
            [one for one in secretariat() if one != person],
            _("You receive this e-mail because you belong to the secretariat."),
        ),
    ):
        tell(
            people,
            subject=_("Role in the secretariat: %(person)s") % said,
            template="agencies/people/mail/role.txt",
            context={"sentence": sentence % said, "by": by, "to_themselves": people == [person]},
            why=why,
            link=address(reverse("home" if people == [person] else "people:role_list")),
            kind=Kind.ACCOUNT,
            but=by,
        )
