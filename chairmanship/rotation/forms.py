"""The forms of the line of chairs: of a term, and of the moves of a plan, each with only what it needs."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import ValidationError

from agencies.models import Agency
from chairmanship.rotation import moves, rotation
from chairmanship.rotation.models import Chairmanship
from foundation.dates import clock
from foundation.verbs import Refused
from foundation.web.forms import DayInput, KeptForm
from foundation.web.requests import whole

LONGEST = 120  # months
ROWS = 4
MOST_ROWS = 40
ALONG = [("along", "move along"), ("stay", "stay where they are, as far as they can")]


class TermForm(KeptForm):
    beside = {"before it began": "ends", "": "starts"}
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Chairmanship
        fields = ["agency", "starts", "ends", "capacity", "coordinated_by", "theme", "objective"]
        widgets = {"starts": DayInput(), "ends": DayInput()}
        labels = {"agency": "Chair", "capacity": "As"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["revision"] = self.instance.revision
        self.fields["coordinated_by"].queryset = Agency.objects.exclude(part_of=None)
        self.fields["coordinated_by"].empty_label = "no part: the whole agency"

    def clean_revision(self):
        return self.cleaned_data["revision"] or 0

    def clean(self):
        values = super().clean()
        agency, part = values.get("agency"), values.get("coordinated_by")
        if agency and part and part.part_of_id != agency.pk:
            raise ValidationError({"coordinated_by": f"{part} is not a part of {agency}."})
        return values


# Moves of a plan


class TermChoice(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return f"{term.agency}, {term.period}"


def terms_to_come():
    return Chairmanship.objects.filter(starts__gt=clock.today()).select_related("agency")


def _day(label, **kwargs):
    return forms.DateField(label=label, widget=DayInput(), **kwargs)


def _agency(label="Agency", **kwargs):
    return forms.ModelChoiceField(Agency.objects.all(), label=label, **{"empty_label": "choose one"} | kwargs)


def _later(initial="along"):
    return forms.ChoiceField(
        label="The later terms", choices=ALONG, widget=forms.RadioSelect, initial=initial, required=False
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
            raise Refused(f"Somebody took the term of {term.agency} out of the plan meanwhile.")
        return found

    @property
    def along(self) -> bool:
        return self.cleaned_data.get("later") != "stay"

    def made(self) -> Callable:
        return lambda line: self.move(line, **self.cleaned_data)

    def move(self, line, **values):
        raise NotImplementedError


class SwapForm(MoveForm):
    heading = "Swap two terms"
    about = "Each agency keeps its theme, its narrative and whatever is its term's own; the days change."
    one = TermChoice(None, label="This one")
    other = TermChoice(None, label="With this one")
    lengths = forms.ChoiceField(
        label="Their days",
        choices=[
            ("days", "each gets the days of the other"),
            ("keep", "each keeps its length, and those between them move"),
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
    heading = "Insert an interim"
    about = "Who leads the Group for some days or months without a term of its own in the order of chairs."
    agency = _agency()
    starts = _day("From")
    ends = _day("To")
    meanwhile = forms.ChoiceField(
        label="Who chairs in that time already",
        choices=[
            ("on", "makes room, and goes on after it where its term lasts longer"),
            ("room", "makes room for good: ends before it, or begins after it"),
            ("beside", "stays in the chair beside it"),
            ("later", "ends before it, and the later terms move along"),
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
    heading = "Split the term"
    about = "The term ends the day before, and the other agency has the rest of it."
    day = _day("The other begins on")
    agency = _agency("The other")

    def begin(self):
        self.fields["day"].help_text = f"Within {self.term.period}."

    def move(self, line, **values):
        return moves.split(line, self.among(line, self.term), **values)


class ExtendForm(MoveForm):
    heading = "Extend or shorten the term"
    ends = _day("Its last day")
    later = _later()

    def begin(self):
        self.initial["ends"] = self.term.ends

    def move(self, line, *, ends, later):
        return moves.extend(line, self.among(line, self.term), ends=ends, along=self.along)


class CoChairForm(MoveForm):
    heading = "Add a co-chair"
    about = "Both have the powers of the chair, and one place in the order of chairs."
    agency = _agency("Who shares the term")

    def begin(self):
        self.fields["agency"].queryset = Agency.objects.exclude(pk=self.term.agency_id)

    def move(self, line, *, agency):
        return moves.co_chair(line, self.among(line, self.term), agency=agency)


class TakeOutForm(MoveForm):
    heading = "Take the term out of the plan"
    about = "Only a term that has not begun, and of which nothing is written yet."
    later = _later()

    def move(self, line, *, later):
        return moves.take_out(line, self.among(line, self.term), along=self.along)


class PlaceForm(forms.Form):
    agency = _agency(required=False, empty_label="no term")
    co_chair = _agency("With co-chair", required=False, empty_label="alone")
    months = forms.IntegerField(label="Months", min_value=1, max_value=LONGEST, required=False)

    def clean(self):
        values = super().clean()
        if values.get("co_chair") and not values.get("agency"):
            raise ValidationError({"agency": "Choose the first of the two here."})
        if values.get("agency") and values.get("agency") == values.get("co_chair"):
            raise ValidationError({"co_chair": "A co-chair is another agency."})
        if values.get("agency") and not values.get("months") and "months" not in self.errors:
            raise ValidationError({"months": "For how many months? Any number from 1 on."})
        return values


class OrderForm(MoveForm):
    """The terms after the last one: as many rows as are filled in."""

    heading = "Plan the next terms"
    about = "One row for each term, in their order, of any length. Rows without an agency are left out."
    starts = _day("The first of them begins on")

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
        choices = list(self.rows[0].fields["agency"].choices)
        for row in self.rows:  # asked once for all rows
            row.fields["agency"].widget.choices = choices
            row.fields["co_chair"].widget.choices = [("", "alone"), *choices[1:]]

    def clean(self):
        values = super().clean()
        if [row for row in self.rows if not row.is_valid()]:  # each says its own
            raise ValidationError("Look at the rows below. What you typed is kept.")
        values["order"] = [
            ([one for one in (row["agency"], row["co_chair"]) if one], row["months"])
            for row in (form.cleaned_data for form in self.rows)
            if row.get("agency")
        ]
        if not values["order"]:
            raise ValidationError("Choose the agency of at least one term.")
        return values

    def move(self, line, *, starts, order):
        return moves.go_on(line, starts=starts, order=order)
