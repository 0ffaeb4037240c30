"""The page on which the secretariat withdraws an edition that was entered by mistake."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.applications.actions import editions
from agencies.applications.forms import WithdrawalForm
from agencies.criteria.models import Edition
from foundation.web.editing import EditView


class EditionWithdraw(EditView):
    permission_required = "agencies.review_applications"
    form_class = WithdrawalForm
    heading = gettext_lazy("Withdraw an edition entered in error")
    verb = gettext_lazy("Withdraw edition")

    def get_thing(self):
        return get_object_or_404(Edition.entered, pk=self.kwargs["number"])

    def get(self, request, *args, **kwargs):
        if why := self.thing.corrected or editions.why_used(self.thing):
            messages.info(request, why)
            return redirect(self.get_back())
        return super().get(request, *args, **kwargs)

    def get_facts(self):
        return _(
            "%(edition)s. It will count as never in force. Its number and its text stay in the history, with "
            "your reason."
        ) % {"edition": self.thing}

    def keep(self, **values):
        return editions.withdraw_edition(self.thing, by=self.request.user, **values)

    def get_done(self):
        return _("%(edition)s is withdrawn. %(now)s is in force.") % {
            "edition": self.thing,
            "now": Edition.objects.in_force(),
        }

    def get_back(self):
        return reverse("applications:edition_list")

    def get_trail(self):
        return [
            (reverse("applications:application_list"), _("Applications")),
            (self.get_back(), _("Questions and admission criteria")),
        ]
