"""The Group's decision on an application, written down by the secretariat."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from agencies.models import Application
from foundation.editing import EditView
from meetings import deciding
from meetings.application_forms import DecisionForm


class DecisionAdd(EditView):
    permission_required = "chairmanship.review_applications"
    template_name = "meetings/application_decision_form.html"
    form_class = DecisionForm
    heading = "Record the Group's decision"
    verb = "Record the decision"

    def get_thing(self):
        return get_object_or_404(Application.objects.select_related("agency"), pk=self.kwargs["pk"])

    def get(self, request, *args, **kwargs):
        if not any(self.thing.can_become(outcome) for outcome in Application.DECIDED):
            messages.info(request, f"Nothing is left to decide: the application is {self.thing.outcome}.")
            return redirect(self.get_back())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"application": self.thing, "user": self.request.user}

    def keep(self, **values):
        return deciding.record_decision(self.thing, by=self.request.user, **values)

    def get_facts(self):
        return f"On the application of {self.thing}"

    def get_done(self):
        return "The decision is recorded."

    def get_back(self):
        return reverse("applications:application_detail", args=[self.thing.pk])

    def get_next(self, kept):
        return self.get_back()

    def get_trail(self):
        return [(reverse("applications:application_list"), "Applications"), (self.get_back(), self.thing)]
