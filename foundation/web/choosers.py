"""One field to choose among what grows with the archive: one types words, and chooses of what has them.

With JavaScript (static/js/choosers.js) one chooses while typing. Without it, the form comes back with a list
of what has these words, unless it is one thing only. Neither loads more than a few rows. See ADR 31.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial, reduce
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Model, Q, QuerySet, Value, When
from django.forms.utils import flatatt
from django.http import Http404, JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from foundation.dates import reading
from foundation.dates.partial import PartialDateField
from foundation.text.searching import WordsField, folded

MOST = 10  # things that are offered at once
MOST_WORDS = 10
FIELD, WORDS = "choose", "q"  # in an address: the id of a field, and what is typed there
AROUND = ".,:;()“”\"'"  # a word
NO_MATCH = gettext_lazy("Nothing here matches “%(words)s”. Type other words.")
SEVERAL = gettext_lazy("Several entries match “%(words)s”. Choose from the list, or type more words.")


def matching(found: QuerySet, words: str, *, own: str, texts, days=(), names=None) -> QuerySet:
    """Returns what has each of the words in one of its texts, days or names.

    `days` are paths to dates: "March", "2026", "14" and "2026-03" fit a day. `names` says of a field what its
    values are called. What has the words as its `own` name comes first.
    """
    for word in words.split()[:MOST_WORDS]:
        if word := word.strip(AROUND):
            found = found.filter(_has(found.model, word, texts, days, names or {}))
    order = found.query.order_by or found.model._meta.ordering
    first = Case(When(**{f"{own}__iexact": words}, then=Value(0)), default=Value(1))
    return found.order_by(first, *order)


def _has(model, word: str, texts, days, names: dict) -> Q:
    found = Q()
    for path in texts:
        if isinstance(_field(model, path), WordsField):
            found |= Q(**{f"{path}__contains": folded(word)})
        else:
            found |= Q(**{f"{path}__icontains": word})
    for path, called in names.items():
        keys = [key for key, name in called.items() if word.lower() in str(name).lower()]
        found |= Q(**{f"{path}__in": keys})
    for path in days:
        found |= _on(model, word, path)
    return found


def _field(model, path: str):
    *way, name = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model
    return model._meta.get_field(name)


def _on(model, word: str, path: str) -> Q:
    """Returns the condition that the word is the year, month or day of a date, or a date in figures."""
    parts = _parts(word)
    if not isinstance(_field(model, path), PartialDateField):
        return Q(**{f"{path}__{part}": number for part, number in parts.items()}) if parts else Q()
    found = Q()
    for part, number in parts.items():
        lookup, text = {
            "year": ("startswith", f"{number:04}"),
            "month": ("contains", f"-{number:02}-"),
            "day": ("endswith", f"-{number:02}"),
        }[part]
        found &= Q(**{f"{path}__earliest__{lookup}": text})
    return found


def _parts(word: str) -> dict[str, int]:
    if month := reading.month_called(word):
        return {"month": month}
    if word.isascii() and word.isdigit() and len(word) in (1, 2, 4) and int(word):
        return {"year" if len(word) == 4 else "day": int(word)}
    try:
        date = reading.read(word)
    except reading.NotADate:
        return {}
    return {part: getattr(date, part) for part in ("year", "month", "day") if getattr(date, part)}


@dataclass
class Typed:
    """What was sent of a field: what was chosen, the words, and those for which the page had shown a list."""

    keys: list[str]
    words: str
    listed: str


@dataclass
class Hit:
    """What is offered: its key, its name, and what tells it from others of that name."""

    key: Any
    label: str
    detail: str


class Found(Exception):
    """A page was asked only what one of its fields offers, and here it is."""

    def __init__(self, hits: list[Hit], *, more: bool):
        super().__init__()
        self.hits, self.more = hits, more


_asked: ContextVar[tuple[str, str] | None] = ContextVar("asked", default=None)


class ChooserMiddleware:
    """Answers `?choose=<id of a field>&q=<words>` at the address of a page with what that field offers.

    The page is made as always, up to this field. So nobody is offered what their form would not take.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        field = request.GET.get(FIELD, "") if request.method == "GET" else ""
        if not field:
            return self.get_response(request)
        token = _asked.set((field, _plain(request.GET.get(WORDS, ""))))
        try:
            response = self.get_response(request)
        finally:
            _asked.reset(token)
        if response.status_code == 200 and not hasattr(response, "of_chooser"):
            raise Http404("The page has no such field.")
        return response

    def process_exception(self, request, exception):
        """Returns the answer in place of the page, which ends with it."""
        if not isinstance(exception, Found):
            return None
        response = JsonResponse({"hits": [vars(hit) for hit in exception.hits], "more": exception.more})
        response.of_chooser = True  # type: ignore[attr-defined]
        return response


def _plain(words: str) -> str:
    return " ".join(words[:500].split())


class ChooserInput(forms.Widget):
    """Words, and what was chosen with them. Its template is one of the portal's."""

    choices: Any = ()  # of the field, which sets it; nobody goes through it

    @property
    def _field(self) -> "_Choosing":
        return self.choices.field

    def value_from_datadict(self, data, files, name):
        """Returns what was chosen, by key; of a form with words, what was typed as `Typed`."""
        keys = data.getlist(name) if hasattr(data, "getlist") else data.get(name)
        if f"{name}-words" not in data:
            return keys if self._field.many else data.get(name)
        listed = [keys] if isinstance(keys, (str, int)) else keys or []
        return Typed(
            [str(key) for key in listed if key != ""],
            _plain(data[f"{name}-words"]),
            _plain(data.get(f"{name}-listed", "")),
        )

    def value_omitted_from_data(self, data, files, name) -> bool:
        """Returns whether a form was sent without this field."""
        return name not in data and f"{name}-words" not in data

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        """Returns the HTML of the field. Raises `Found` if the page was asked what this field offers."""
        attrs = {"dir": "auto", "class": "form-control"} | self.build_attrs(self.attrs, attrs)
        name_of_it, asked, field = attrs.get("id", name), _asked.get(), self._field
        if asked and asked[0] == name_of_it:
            hits, more = field.offered(asked[1])
            raise Found([field.hit(one) for one in hits], more=more)
        chosen, words, hits, more = field.shown(value)
        context = {
            "name": name,
            "id": name_of_it,
            "many": field.many,
            "chosen": [field.hit(one) for one in chosen],
            "words": words,
            "hits": [field.hit(one) for one in hits],
            "more": more,
            "empty": "" if field.many or field.required else field.empty_label,
            "attrs": flatatt(attrs),
        }
        return SafeString(render_to_string("forms/chooser.html", context))


class ChosenHidden(forms.MultipleHiddenInput):
    """What was chosen, by key, on a page that only carries it along."""

    def __init__(self, field: "_Choosing"):
        super().__init__()
        self.field = field

    def get_context(self, name, value, attrs) -> dict:
        chosen = self.field.shown(value)[0]
        return super().get_context(name, [self.field.prepare_value(one) for one in chosen], attrs)


class _Choosing(forms.ModelChoiceField):
    """What both fields have in common. A subclass says how things of its kind are found and called."""

    widget = ChooserInput
    many = False
    own = "title"  # its own name, or the path to it
    texts: tuple[str, ...] = ("title",)  # where to look for words
    days: tuple[str, ...] = ()

    @property
    def hidden_widget(self):  # type: ignore[override]
        """What makes the hidden fields of `as_hidden`."""
        return partial(ChosenHidden, self)

    def names(self) -> dict[str, dict]:
        """Returns what the values of fields are called, by the paths to these fields."""
        return {}

    def detail(self, one) -> str:
        """Returns what tells it from others of the same name."""
        return ""

    def find(self, found: QuerySet, words: str) -> QuerySet:
        """Returns those of them that have these words."""
        return matching(found, words, own=self.own, texts=self.texts, days=self.days, names=self.names())

    def likely(self, found: QuerySet) -> QuerySet:
        """Returns them in the order in which they are offered before somebody types."""
        return found

    def offered(self, words: str) -> tuple[list, bool]:
        """Returns what has these words, or without words what comes first, and whether there is more."""
        every = cast(QuerySet, self.queryset)
        found = self.find(every, words) if words else self.likely(every)
        rows = list(found[: MOST + 1])
        return rows[:MOST], len(rows) > MOST

    def hit(self, one: Model) -> Hit:
        """Returns it as the page names it."""
        return Hit(self.prepare_value(one), self._label(one), str(self.detail(one)))

    def chosen(self, keys) -> list:
        """Returns those with these keys that can be chosen."""
        raise NotImplementedError

    def settle(self, typed: Typed) -> list:
        """Returns what was chosen, or what the words mean. Raises `ValidationError` if they are not clear.

        The words decide, unless they name what was chosen, or it was chosen in the list shown for them.
        """
        chosen = self.chosen(typed.keys)
        if not typed.words:
            return chosen if self.many else []
        if not self.many and chosen and typed.words in (self._label(chosen[0]), typed.listed):
            return chosen
        found, _more = self.offered(typed.words)
        if self.many and typed.words == typed.listed and not set(found).isdisjoint(chosen):
            return chosen
        meant = found if len(found) == 1 else [one for one in found if self._is_called(one, typed.words)]
        if len(meant) == 1:
            return [*chosen, *meant] if self.many else meant
        words = SEVERAL if found else NO_MATCH
        raise ValidationError(words, code="several" if found else "nothing", params={"words": typed.words})

    def shown(self, value) -> tuple[list, str, list, bool]:
        """Returns what is chosen, the words, what is listed to choose from, and whether there is more."""
        try:
            if isinstance(value, Typed):
                chosen = self.settle(value)
            else:
                chosen = self.chosen(value if isinstance(value, (list, tuple)) else [value])
        except ValidationError:
            chosen = self.chosen(value.keys) if self.many else []
            found, more = self.offered(value.words)
            return chosen, value.words, [one for one in found if one not in chosen], more
        return chosen, self._label(chosen[0]) if chosen and not self.many else "", [], False

    def clean(self, value):
        """Returns what was chosen, as its parent does."""
        return super().clean(self._keys(value))

    def has_changed(self, initial, data) -> bool:
        """Returns whether something else is chosen. What is not clear is a change."""
        try:
            return super().has_changed(initial, self._keys(data))
        except ValidationError:
            return True

    def called(self, value) -> str:
        """Returns in words what a form has as the value of this field: a name on each line."""
        chosen, words, _found, _more = self.shown(value)
        return "\n".join(self._label(one) for one in chosen) or words

    def _keys(self, value):
        if not isinstance(value, Typed):
            return value
        keys = [self.prepare_value(one) for one in self.settle(value)]
        return keys if self.many else next(iter(keys), "")

    def _is_called(self, one: Model, words: str) -> bool:
        """Returns whether the words are its whole name, and not only part of it."""
        own = reduce(getattr, self.own.split("__"), one)
        return words.lower() in (_plain(str(own)).lower(), self._label(one).lower())

    def _label(self, one: Model) -> str:
        return _plain(str(self.label_from_instance(one)))


class Chooser(_Choosing):
    """One thing of a queryset that grows with the archive, and in which the reader may know of all."""

    def chosen(self, keys) -> list:
        """Returns the one with this key in a list, which is empty if it cannot be chosen."""
        try:
            one = self.to_python(keys[-1] if keys else None)
        except ValidationError:
            return []
        return [] if one is None else [one]


class ManyChooser(_Choosing, forms.ModelMultipleChoiceField):  # type: ignore[override]
    """Several things of a queryset that grows with the archive. Words add one to them."""

    many = True

    def chosen(self, keys) -> list:
        """Returns those with these keys, in the order of the queryset."""
        known = [str(key) for key in keys if str(key).isdigit()]
        return list(cast(QuerySet, self.queryset).filter(pk__in=known)) if known else []
