"""Pages on which somebody fills in a form, and a verb keeps it."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import redirect
from django.views.generic import FormView

from foundation.verbs import Refused


class EditView(PermissionRequiredMixin, FormView):
    """A form whose values `keep` hands to a verb. What is refused stands in the form with all that was typed.

    `thing` is what the page is about, fetched or refused as 404 by `get_thing` after the permission is asked;
    `edited` the instance that a form of a model checks.
    """

    template_name = "form.html"
    heading = ""
    verb = "Save"
    done = "Saved."

    def get_thing(self):
        """What the page is about; raises `Http404` where it is not there or not visible."""
        return None

    def get_edited(self):
        """The instance that a form of a model checks."""
        return None

    def keep(self, **values):
        """Hands the values of the form to a verb, and returns what it kept. May raise `Refused`."""
        raise NotImplementedError

    def get_back(self):
        """Where the page leads, kept or not."""
        raise NotImplementedError

    def get_trail(self):
        """The pages above this one: pairs of an address and its name."""
        return []

    def get_heading(self):
        """The title of the page."""
        return self.heading

    def get_facts(self):
        """A line below the title."""
        return ""

    def get_done(self):
        """What is said once it is kept."""
        return self.done

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.thing = None

    def dispatch(self, request, *args, **kwargs):
        if self.has_permission():  # else the answer is the same whether the thing exists or not
            self.thing = self.get_thing()
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        edited = self.get_edited()
        return super().get_form_kwargs() | ({} if edited is None else {"instance": edited})

    def form_valid(self, form):
        try:
            kept = self.keep(**form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return redirect(self.get_next(kept))

    def get_next(self, kept):
        """Where to go once it is kept."""
        return self.get_back()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            thing=self.thing,
            heading=self.get_heading(),
            facts=self.get_facts(),
            verb=self.verb,
            back=self.get_back(),
            trail=self.get_trail(),
            **kwargs,
        )
