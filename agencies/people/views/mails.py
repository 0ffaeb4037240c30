"""The pages on which people choose which e-mails they get, and when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from agencies.people import actions
from agencies.people.forms import MailsForm
from agencies.people.stopping import stopped_by
from foundation.verbs import Refused
from foundation.web.editing import EditView

ONE_CLICK = "One-Click"  # what a mail program sends for its reader (RFC 8058)


class OwnMails(EditView):
    """Chooses for each kind of mail how it comes."""

    form_class = MailsForm
    heading = gettext_lazy("E-mails that you receive")
    done = gettext_lazy("Your choice was saved.")

    def has_permission(self):
        return True

    def get_facts(self):
        return _(
            "Daily summaries come at 08:00 in the Group’s time zone, weekly ones on Mondays. Invitations, "
            "links for you alone, and what has to be answered soon are sent at once."
        )

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"person": self.request.user}

    def keep(self, *, mails, **kinds):
        return actions.choose_mails(self.request.user, mails=mails, kinds=kinds)

    def get_back(self):
        return reverse("me")

    def get_trail(self):
        return [(self.get_back(), _("My account"))]


@csrf_exempt  # mail programs send the form by themselves; the link says whose mail it is
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def stop(request, link):
    """The page behind "Unsubscribe" in a mail. It has a button, as opening a link must change nothing."""
    found = stopped_by(link)
    if found is None:
        why = _("The link is incomplete. Open it again from the e-mail, or copy the whole link.")
        return render(request, "agencies/people/mails_stopped.html", {"why": why}, status=410)
    person, kind = found
    if request.method == "POST":
        try:
            actions.stop_mails(person, kind=kind)
        except Refused as refused:
            return render(request, "agencies/people/mails_stopped.html", {"why": str(refused)}, status=409)
        if request.POST.get("List-Unsubscribe") == ONE_CLICK:
            return render(request, "agencies/people/mails_stopped.html", {"kind": kind})
        messages.success(
            request, _("You will get no more e-mails of this kind: %(kind)s.") % {"kind": kind.label}
        )
        return redirect("home")
    return render(request, "agencies/people/mails_stop.html", {"kind": kind})
