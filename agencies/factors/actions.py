"""The verb of a lost second factor: somebody else removes it."""

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from agencies.people.models import User
from foundation.verbs import Refused


@transaction.atomic
def reset(person: User, *, by: User | None, request=None) -> list[Authenticator]:
    """Removes all second factors of a person, with the recovery codes. Returns them.

    `by` is None if the operator does it. django-allauth's signal tells of each. Raises `Refused`.
    """
    if by and by.pk == person.pk:
        raise Refused(_("You cannot remove your own second factor here. Ask a colleague to do it."))
    person = User.objects.select_for_update().get(pk=person.pk)
    removed = list(Authenticator.objects.filter(user=person).order_by("pk"))
    if not removed:
        raise Refused(_("%(person)s has no second factor.") % {"person": person.shown})
    for one in removed:
        pk = one.pk
        one.delete()
        one.pk = pk  # whoever hears of it may want to name it
        signals.authenticator_removed.send(
            sender=Authenticator, request=request, user=person, authenticator=one
        )
    return removed
