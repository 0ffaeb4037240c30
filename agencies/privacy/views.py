"""The pages on which you correct what is stored about you, and download a copy."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from agencies.people.forms import OwnForm
from agencies.people.models import User
from agencies.privacy import actions, exports
from foundation.dates import clock
from foundation.portal import group
from foundation.verbs import Refused
from foundation.web.editing import EditView


class OwnChange(EditView):
    form_class = OwnForm
    heading = gettext_lazy("Edit contact details")

    def has_permission(self):
        return True

    def get_edited(self):
        return User.objects.get(pk=self.request.user.pk)

    def get_facts(self):
        return _("If you change your e-mail address, we send a link to the new one for you to confirm it.")

    def keep(self, **values):
        self.asked = actions.change_own(self.request.user, **values)

    def get_done(self):
        if self.asked:
            return _(
                "Saved. We have sent a link to %(email)s: open it to confirm the new address. Until then, "
                "sign in with the old one."
            ) % {"email": self.asked}
        return _("Saved.")

    def get_back(self):
        return reverse("me")

    def get_trail(self):
        return [(self.get_back(), _("My account"))]


@require_GET
@never_cache
def copy(request):
    """Downloads all of it as a file."""
    answer = JsonResponse(exports.copy(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{group.slug()}-about-me-{clock.today()}.json"'
    return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def address(request, link):
    """The page behind the link to a new address.

    It has a button, since opening a mail must change nothing.
    """
    try:
        person, email = actions.address_change_of(link)
        if request.method == "POST":
            actions.confirm(link)
            messages.success(request, _("Done. From now on, sign in with %(email)s.") % {"email": email})
            return redirect("home")
    except actions.Ended as ended:
        return render(request, "agencies/accounts/invitation_ended.html", {"why": str(ended)}, status=410)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("home")
    return render(request, "agencies/privacy/new_address.html", {"person": person, "email": email})
