from django.contrib.auth.decorators import login_not_required
from django.db.models import CharField
from django.db.models.functions import Cast, Coalesce
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from agencies.models import Membership
from agencies.rules import is_of_group, is_secretariat
from chairmanship import rotation
from documents.models import Document
from foundation import clock
from foundation.awaiting import awaited
from meetings.models import Meeting

LATEST = 5


@method_decorator(login_not_required, name="dispatch")
class Home(TemplateView):
    """What awaits the person who is logged in; for a visitor, what anybody may know of the Group."""

    template_name = "gmg_portal/home.html"

    def get_context_data(self, **kwargs):
        today = clock.today()
        meetings = Meeting.objects.public().filter(date__latest__lte=today).order_by("-date", "-time")
        user = self.request.user
        return super().get_context_data(
            is_of_group=user.is_authenticated and (user.is_superuser or is_of_group.test(user)),
            awaited=awaited(user) if user.is_authenticated else [],
            following=Meeting.objects.visible_to(user).ahead().first() if user.is_authenticated else None,
            today=today,
            troika=rotation.troika(today),
            member_count=Membership.objects.on(today).count(),
            documents=latest_documents()[:LATEST],
            meetings=meetings[:3],
            **kwargs,
        )


def latest_documents():
    """Public documents, the latest first: by their own date, else by the end of the term they belong to."""
    when = Coalesce(Cast("date", CharField()), Cast("term__ends", CharField()))
    return (
        Document.objects.public()
        .select_related("lead", "term__agency")
        .order_by(when.desc(nulls_last=True), "title")
    )


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
