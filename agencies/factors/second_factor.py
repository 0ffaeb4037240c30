"""Of whom a second factor can be demanded: the secretariat, administrators, or everybody."""

from django.utils.translation import gettext_lazy as _

from agencies.factors.demands import Demand
from agencies.people.rules import is_guarded, reads_as_secretariat

DEMANDS = {
    "secretariat": Demand(
        reads_as_secretariat,
        _("You belong to the secretariat, so we ask you for more than a password when you sign in."),
    ),
    "superuser": Demand(
        lambda user: is_guarded.test(user, user),
        _("You administer the portal, so we ask you for more than a password when you sign in."),
    ),
    "everybody": Demand(
        lambda user: True,
        _("The portal asks everybody for more than a password when they sign in."),
    ),
}
