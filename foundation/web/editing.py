"""Pages with a form whose values a verb saves."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from foundation.verbs import Refused
from foundation.web.forms import beside


def asked_again(request, form, *, heading, verb, page: str):
    """Answers a small form of another page with a page of its own: something in it is not clear yet.

    `page` is the address of the page that has it.
    """
    context = {"form": form, "heading": heading, "verb": verb, "back": page, "page": page}
    return render(request, "form.html", context)


class EditView(PermissionRequiredMixin, FormView):
    """A form whose values `keep` hands to a verb.

    If it is refused, the form shows why and keeps what was typed.

    `thing` is what the page is about. `get_thing` fetches it once the permission is checked, or raises
    `Http404`. `edited` is the instance that a model form checks.
    """

    template_name = "form.html"
    heading = ""
    verb = gettext_lazy("Save")
    done = gettext_lazy("Saved.")

    def get_thing(self):
        """Returns what the page is about. Raises `Http404` if it does not exist or is not visible."""
        return None

    def get_edited(self):
        """Returns the instance that a model form checks."""
        return None

    def keep(self, **values):
        """Hands the values of the form to a verb. Returns what the verb saved. May raise `Refused`."""
        raise NotImplementedError

    def get_back(self):
        """Returns the address of the page to go back to."""
        raise NotImplementedError

    def get_trail(self):
        """Returns the pages above this one, as pairs of address and name."""
        return []

    def get_heading(self):
        """Returns the title of the page."""
        return self.heading

    def get_facts(self):
        """Returns the line below the title."""
        return ""

    def get_done(self):
        """Returns the message after saving."""
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
            form.add_error(beside(refusal, form), str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return redirect(self.get_next(kept))

    def get_next(self, kept):
        """Returns the address of the page after saving."""
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
