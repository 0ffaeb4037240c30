"""The pages of the template and the criteria: the Group reads them, the secretariat writes new editions."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from agencies.criteria import actions
from agencies.criteria.forms import EditionForm
from agencies.criteria.models import Edition
from foundation.dates import clock
from foundation.web.editing import EditView
from foundation.web.panels import sections as panels


class EditionList(PermissionRequiredMixin, ListView):
    permission_required = "agencies.read_applications"
    template_name = "agencies/criteria/edition_list.html"
    queryset = (
        Edition.entered.order_by("-number")
        .select_related("corrected_by")
        .prefetch_related("questions", "criteria")
    )

    def get_context_data(self, **kwargs):
        beside = panels("editions", None, self.request.user)
        return super().get_context_data(in_force=Edition.objects.in_force(), panels=beside, **kwargs)


class EditionAdd(EditView):
    permission_required = "agencies.review_applications"
    form_class = EditionForm
    heading = gettext_lazy("Write a new edition")
    verb = gettext_lazy("Save edition")

    def get_initial(self):
        last = Edition.objects.order_by("-number").first()
        return {
            "holds_from": clock.today(),
            "questions": "\n".join(question.text for question in last.questions.all()),
            "criteria": "\n\n".join(f"{one.title}\n{one.text}".strip() for one in last.criteria.all()),
        }

    def get_facts(self):
        return _("It starts from the last edition. Earlier editions do not change.")

    def keep(self, **values):
        return actions.write_edition(by=self.request.user, **values)

    def get_done(self):
        return _("Edition saved.")

    def get_back(self):
        return reverse("applications:edition_list")

    def get_trail(self):
        return [
            (reverse("applications:application_list"), _("Applications")),
            (self.get_back(), _("Questions and admission criteria")),
        ]
