"""The field that chooses a term."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Value, When
from django.http import Http404
from django.utils.translation import gettext_lazy

from chairmanship.rotation.access import get_term
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.web.choosers import Chooser


class TermChooser(Chooser):
    """A term. A year or a month is that of its first or its last day. The current one is offered first."""

    own = "agency__acronym"
    texts = ("agency__acronym", "agency__name", "theme")
    days = ("starts", "ends")

    def likely(self, found):
        begun = Case(When(starts__lte=clock.today(), then=Value(0)), default=Value(1))
        return found.order_by(begun, "-starts")

    def label_from_instance(self, term):
        return f"{term.agency}, {term.months}"

    def detail(self, term) -> str:
        return term.theme


class TermInAddress(TermChooser):
    """A term by its slug, as addresses have it."""

    def prepare_value(self, value):
        return value.slug if isinstance(value, Chairmanship) else value

    def to_python(self, value):
        """Returns the term with that slug. Raises `ValidationError` if there is none."""
        if not value:
            return None
        try:
            return get_term(value)
        except Http404:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class OfTerm(forms.Form):
    """Narrows a list to a term."""

    term = TermInAddress(
        Chairmanship.objects.select_related("agency").order_by("-starts"),
        label=gettext_lazy("Chair"),
        required=False,
        empty_label=gettext_lazy("Any"),
    )

    def __init__(self, data):
        super().__init__(data, auto_id="%s")

    @property
    def chosen(self) -> Chairmanship | None:
        """The term, if one is chosen. What is none narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("term")
