"""The home page, and the page of the user's own account."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from agencies.accounts import sessions
from agencies.factors.queries import factors_of
from agencies.models import Membership, User
from agencies.people import actions as people_actions
from agencies.people.rules import reads_as_group, secretariat_role
from chairmanship.rotation.powers import powers_of
from documents.models import Document
from foundation.dates import clock, hours
from foundation.mail.backend import address
from foundation.mail.letters import SUMMARY_AT
from foundation.portal import group
from foundation.web.awaiting import awaited
from foundation.web.public import public_page
from gmg_portal.models import put_off
from meetings.models import Meeting

LATEST = 5
MAILS = [
    (User.Mails.AT_ONCE, gettext_lazy("Each e-mail at once")),
    (User.Mails.DAILY, gettext_lazy("One e-mail a day, with everything in it")),
    (User.Mails.WEEKLY, gettext_lazy("One e-mail a week, on Monday")),
]


@method_decorator(public_page, name="dispatch")
class Home(TemplateView):
    """What awaits the user; for visitors, what is public about the Group."""

    template_name = "gmg_portal/home.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        meetings = Meeting.objects.public().behind().order_by("-date", "-time")
        user = self.request.user
        is_of_group = user.is_authenticated and (user.is_superuser or reads_as_group.test(user))
        return super().get_context_data(
            is_of_group=is_of_group,
            **_to_do(user),
            following=Meeting.objects.visible_to(user).ahead().first() if user.is_authenticated else None,
            today=today,
            troika=powers_of(user).troika,
            member_count=0 if is_of_group else Membership.objects.on(today).count(),
            documents=latest_documents()[:LATEST],
            meetings=meetings[:3],
            founded=group.founded(),
            first_name=group.first_name().name,
            renamed=group.renamed(),
            **kwargs,
        )


def _to_do(user) -> dict:
    """Returns what awaits the user, and apart from it what they have put off."""
    if not user.is_authenticated:
        return {"awaited": [], "later": []}
    off, things = set(user.put_off.running().values_list("key", flat=True)), awaited(user)
    return {
        "awaited": [thing for thing in things if thing.key not in off],
        "later": [thing for thing in things if thing.key in off],
    }


@require_POST
def home_put_off(request):
    """Puts off a line of the user's to-do list, or with `again` takes back everything that was put off."""
    if "again" in request.POST:
        request.user.put_off.all().delete()
        return redirect("home")
    thing = next((one for one in awaited(request.user) if one.key == request.POST.get("key")), None)
    if thing is None:
        messages.success(request, _("This is no longer on your to-do list."))
    else:
        words = _("Put off until %(when)s. Your colleagues still see it on their lists.")
        messages.success(request, words % {"when": hours.moment(put_off(thing, by=request.user))})
    return redirect("home")


def latest_documents():
    """Returns public documents, the latest first: by their own date, else by the end of their term."""
    return Document.objects.public().select_related("lead", "term__agency").with_face().latest_first()


class Me(TemplateView):
    """What is stored about the user, and the settings of their account."""

    template_name = "gmg_portal/me.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            appointments=user.appointments.select_related("agency").order_by("-starts", "agency__acronym"),
            secretariat_role=secretariat_role(user),
            mails=MAILS,
            calendar=user.calendar_key and address(reverse("meetings:feed", args=[user.calendar_key])),
            summary_at=SUMMARY_AT,
            factors=factors_of(user),
            sign_ins=sessions.others_of(self.request),
            **kwargs,
        )


@require_POST
def choose_mails(request):
    """Sets how the user gets their mail."""
    chosen = request.POST.get("mails", "")
    if chosen not in dict(MAILS):
        messages.error(request, _("Please choose one of the options. Nothing was changed."))
    else:
        people_actions.choose_mails(request.user, mails=chosen)
        messages.success(request, _("Your choice was saved."))
    return redirect("me")
