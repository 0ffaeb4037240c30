"""A second factor can be demanded of the chair: of all who act for an agency that chairs the Group today."""

from django.utils.translation import gettext_lazy as _

from agencies.factors.demands import Demand
from chairmanship.rotation.rules import is_chair

DEMANDS = {
    "chair": Demand(
        is_chair,
        _("Your agency chairs the Group, so we ask you for more than a password when you sign in."),
    ),
}
