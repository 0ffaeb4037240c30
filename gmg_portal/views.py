from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from agencies.models import Membership
from agencies.rules import is_of_group, is_of_member, is_secretariat
from chairmanship import rotation
from chairmanship.rules import is_chair, is_troika
from documents.models import Document
from documents.views import latest_first
from foundation import clock
from foundation.awaiting import awaited
from meetings.models import Meeting

LATEST = 5


@method_decorator(login_not_required, name="dispatch")
class Home(TemplateView):
    """For a visitor what anybody may know of the Group; for who is logged in what awaits them."""

    template_name = "gmg_portal/home.html"

    def get_template_names(self):
        return ["gmg_portal/awaiting.html"] if self.request.user.is_authenticated else [self.template_name]

    def get_context_data(self, **kwargs):
        if self.request.user.is_authenticated:
            return super().get_context_data(**self.own(self.request.user), **kwargs)
        return super().get_context_data(**self.public(), **kwargs)

    def own(self, user) -> dict:
        things = awaited(user)
        now = clock.now()
        return {
            "things": [(thing, thing.by and thing.by < now) for thing in things],
            "meeting": Meeting.objects.visible_to(user).ahead().first(),
            "troika": rotation.troika(),
            "belongs": is_of_group.test(user) or is_troika.test(user) or user.is_superuser,
            "may_propose": is_of_member.test(user) or is_chair.test(user) or is_secretariat.test(user),
        }

    def public(self) -> dict:
        today = clock.today()
        meetings = Meeting.objects.public().filter(date__latest__lte=today).order_by("-date", "-time")
        return {
            "today": today,
            "troika": rotation.troika(today),
            "member_count": Membership.objects.on(today).count(),
            "documents": latest_documents()[:LATEST],
            "meetings": meetings[:3],
        }


def latest_documents():
    """Public documents, the latest first."""
    return latest_first(Document.objects.public().select_related("lead", "term__agency"))


class Me(TemplateView):
    """What is stored about who asks, and what they can do with their login."""

    template_name = "gmg_portal/me.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            appointments=user.appointments.select_related("agency").order_by("-starts", "agency__acronym"),
            is_secretariat=is_secretariat.test(user),
            **kwargs,
        )
