from django.contrib.auth.mixins import PermissionRequiredMixin
from django.views.generic import TemplateView

from chairmanship import comparison


class Compare(PermissionRequiredMixin, TemplateView):
    """Terms beside one another, for those who lead. No report takes anything from here."""

    permission_required = "chairmanship.compare_terms"
    template_name = "chairmanship/compare.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**comparison.compared(everything="all" in self.request.GET), **kwargs)
