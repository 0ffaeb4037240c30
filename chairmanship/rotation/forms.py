"""The forms of the line of chairs: of a term, and of the moves of a plan, each with only what it needs."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency
from agencies.register.choosers import AgencyChooser
from chairmanship.rotation import moves, rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.text.lengths import TEXT
from foundation.verbs import Refused
from foundation.web.forms import KeptForm, WholeDayField
from foundation.web.requests import whole
from foundation.web.writing import RichField, RichWidget

LONGEST = 120  # months
ROWS = 4
MOST_ROWS = 40
ALONG = [
    ("along", gettext_lazy("Move with it")),
    ("stay", gettext_lazy("Keep their dates where possible")),
]


class TermForm(KeptForm):
    beside = {"ends_early": "ends", "": "starts"}
    objective = RichField(
        label=gettext_lazy("Objective"), required=False, max_length=TEXT, widget=RichWidget({"rows": 4})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Chairmanship
        fields = ["agency", "starts", "ends", "capacity", "coordinated_by", "theme", "objective"]
        field_classes = {
            "agency": AgencyChooser,
            "coordinated_by": AgencyChooser,
            "starts": WholeDayField,
            "ends": WholeDayField,
        }
        labels = {
            "agency": gettext_lazy("Chair"),
            "starts": gettext_lazy("From"),
            "ends": gettext_lazy("To"),
            "capacity": gettext_lazy("Capacity"),
            "coordinated_by": gettext_lazy("Coordinated by"),
            "theme": gettext_lazy("Theme"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["coordinated_by"].queryset = Agency.objects.exclude(part_of=None)
        self.fields["coordinated_by"].empty_label = _("The agency itself")

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def clean(self):
        values = super().clean()
        agency, part = values.get("agency"), values.get("coordinated_by")
        if agency and part and part.part_of_id != agency.pk:
            raise ValidationError(
                {
                    "coordinated_by": _("%(part)s is not part of %(agency)s.")
                    % {"part": part, "agency": agency}
                }
            )
        return values


# Moves of a plan


class TermChoice(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return str(term)


def terms_to_come():
    return Chairmanship.objects.filter(starts__gt=clock.today()).select_related("agency")


def _day(label, **kwargs):
    return WholeDayField(label=label, **kwargs)


def _agency(label, **kwargs):
    return AgencyChooser(Agency.objects.all(), label=label, **kwargs)


def _later(initial="along"):
    return forms.ChoiceField(
        label=gettext_lazy("Later terms"),
        choices=ALONG,
        widget=forms.RadioSelect,
        initial=initial,
        required=False,
    )


class MoveForm(forms.Form):
    """One move of the line. `term` is the one that the page is about. `made` gives the move."""

    heading = ""
    about = ""

    def __init__(self, *args, term=None, **kwargs):
        self.term = term
        super().__init__(*args, **kwargs)
        self.begin()

    def begin(self) -> None:
        """Sets what the fields begin with."""

    def among(self, line, term) -> Chairmanship:
        """That term in the given line. Raises `Refused` when it was taken out meanwhile."""
        found = next((one for one in line if one.pk == term.pk), None)
        if found is None:
            raise Refused(_("Somebody else has removed the term of %(agency)s.") % {"agency": term.agency})
        return found

    @property
    def along(self) -> bool:
        return self.cleaned_data.get("later") != "stay"

    def made(self) -> Callable:
        return lambda line: self.move(line, **self.cleaned_data)

    def move(self, line, **values):
        raise NotImplementedError


class SwapForm(MoveForm):
    heading = gettext_lazy("Swap two terms")
    about = gettext_lazy("Only the dates change. Each agency keeps its theme, narrative and everything else.")
    one = TermChoice(None, label=gettext_lazy("First term"))
    other = TermChoice(None, label=gettext_lazy("Second term"))
    lengths = forms.ChoiceField(
        label=gettext_lazy("Dates"),
        choices=[
            ("days", gettext_lazy("Each agency takes the dates of the other")),
            ("keep", gettext_lazy("Each term keeps its length, and the terms in between move")),
        ],
        widget=forms.RadioSelect,
        initial="days",
        required=False,
    )

    def begin(self):
        for name in ("one", "other"):
            self.fields[name].queryset = terms_to_come()
        following = list(terms_to_come()[:2])
        self.initial |= dict(zip(("one", "other"), following, strict=False))

    def move(self, line, *, one, other, lengths):
        one, other = self.among(line, one), self.among(line, other)
        return moves.swap(line, one, other, keep_lengths=lengths == "keep")


class InterimForm(MoveForm):
    heading = gettext_lazy("Add interim chair")
    about = gettext_lazy("An interim chair leads the Group for some time, outside the order of chairs.")
    agency = _agency(gettext_lazy("Agency"))
    starts = _day(gettext_lazy("From"))
    ends = _day(gettext_lazy("To"))
    meanwhile = forms.ChoiceField(
        label=gettext_lazy("If another agency chairs at that time"),
        choices=[
            ("on", gettext_lazy("It pauses, and continues afterwards if its term lasts longer")),
            ("room", gettext_lazy("Its term ends before the interim term or begins after it")),
            ("beside", gettext_lazy("It chairs together with the interim chair")),
            ("later", gettext_lazy("Its term ends before the interim term, and the later terms move")),
        ],
        widget=forms.RadioSelect,
        initial="on",
        required=False,
    )

    def begin(self):
        gap = next(
            (one for one in rotation.line() if isinstance(one, rotation.Gap) and one.ends >= clock.today()),
            None,
        )
        if gap:
            self.initial |= {"starts": max(gap.starts, clock.today()), "ends": gap.ends}

    def move(self, line, *, meanwhile, **values):
        return moves.insert_interim(line, meanwhile=meanwhile or "on", **values)


class SplitForm(MoveForm):
    heading = gettext_lazy("Split term")
    about = gettext_lazy("Another agency takes over the rest of the term.")
    day = _day(gettext_lazy("Takes over on"))
    agency = _agency(gettext_lazy("Agency that takes over"))

    def begin(self):
        self.fields["day"].help_text = _("Within %(period)s.") % {"period": self.term.period}

    def move(self, line, **values):
        return moves.split(line, self.among(line, self.term), **values)


class ExtendForm(MoveForm):
    heading = gettext_lazy("Extend or shorten term")
    ends = _day(gettext_lazy("Last day"))
    later = _later()

    def begin(self):
        self.initial["ends"] = self.term.ends

    def move(self, line, *, ends, later):
        return moves.extend(line, self.among(line, self.term), ends=ends, along=self.along)


class CoChairForm(MoveForm):
    heading = gettext_lazy("Add co-chair")
    about = gettext_lazy("Both agencies have the powers of the chair and share one place in the order.")
    agency = _agency(gettext_lazy("Co-chair"))

    def begin(self):
        self.fields["agency"].queryset = Agency.objects.exclude(pk=self.term.agency_id)

    def move(self, line, *, agency):
        return moves.co_chair(line, self.among(line, self.term), agency=agency)


class TakeOutForm(MoveForm):
    heading = gettext_lazy("Remove term")
    about = gettext_lazy("You can remove a term only if it has not begun and nothing is recorded for it.")
    later = _later()

    def move(self, line, *, later):
        return moves.take_out(line, self.among(line, self.term), along=self.along)


class PlaceForm(forms.Form):
    agency = _agency(gettext_lazy("Agency"), required=False, empty_label=gettext_lazy("No term"))
    co_chair = _agency(gettext_lazy("Co-chair"), required=False, empty_label=gettext_lazy("None"))
    months = forms.IntegerField(label=gettext_lazy("Months"), min_value=1, max_value=LONGEST, required=False)

    def clean(self):
        values = super().clean()
        if values.get("co_chair") and not values.get("agency"):
            raise ValidationError({"agency": _("Choose the first of the two co-chairs here.")})
        if values.get("agency") and values.get("agency") == values.get("co_chair"):
            raise ValidationError({"co_chair": _("Choose a different agency as co-chair.")})
        if values.get("agency") and not values.get("months") and "months" not in self.errors:
            raise ValidationError({"months": _("Enter the number of months, at least 1.")})
        return values


class OrderForm(MoveForm):
    """The terms after the last one: as many rows as are filled in."""

    heading = gettext_lazy("Plan the next terms")
    about = gettext_lazy("One row per term, in order, of any length. Rows without an agency are ignored.")
    starts = _day(gettext_lazy("The first term begins on"))

    def begin(self):
        terms = [one for one in rotation.terms() if one.ends >= clock.today()]
        last = max(terms, key=lambda term: term.ends, default=None)
        starts = last.ends + moves.DAY if last else clock.today()
        months = moves.Span.of(last).months if last else 0
        self.initial["starts"] = starts
        rows = whole(self.data.get("rows", ""), ROWS)
        self.count = max(1, min(rows + ROWS * ("more" in self.data), MOST_ROWS))
        kwargs = {"data": self.data} if self.is_bound else {}
        first = {"months": months or 12}
        self.rows = [PlaceForm(prefix=f"row{n}", initial=first, **kwargs) for n in range(self.count)]

    def clean(self):
        values = super().clean()
        if [row for row in self.rows if not row.is_valid()]:  # each says its own
            raise ValidationError(_("Please check the rows below. What you typed is kept."))
        values["order"] = [
            ([one for one in (row["agency"], row["co_chair"]) if one], row["months"])
            for row in (form.cleaned_data for form in self.rows)
            if row.get("agency")
        ]
        if not values["order"]:
            raise ValidationError(_("Choose an agency for at least one term."))
        return values

    def move(self, line, *, starts, order):
        return moves.go_on(line, starts=starts, order=order)
