"""Numbers and lists in running text, in the language of the reader.

Tables, lists and buttons show figures; these words are for sentences of reports, minutes and mails.
"""

from django.contrib.humanize.templatetags.humanize import ordinal as _figures
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NUMBERS = [
    gettext_lazy("no"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
]
_ORDINALS = [
    "",
    gettext_lazy("first"),
    gettext_lazy("second"),
    gettext_lazy("third"),
    gettext_lazy("fourth"),
    gettext_lazy("fifth"),
    gettext_lazy("sixth"),
    gettext_lazy("seventh"),
    gettext_lazy("eighth"),
    gettext_lazy("ninth"),
]


def counted(n: int, words: str, none: str) -> str:
    """Returns the words for a count in running text: "six agencies", "one agency", "16 agencies".

    `words` comes from `ngettext` and has the place `%(count)s`; `none` is said of nothing:

    counted(n, ngettext("%(count)s agency came.", "%(count)s agencies came.", n), _("No agency came."))
    """
    return words % {"count": number(n)} if n else none


def number(n: int) -> str:
    """Returns a number below ten as a word, "six"; any other in figures, "16"."""
    return str(_NUMBERS[n]) if n < len(_NUMBERS) else str(n)


def ordinal(n: int) -> str:
    """Returns "second" for 2, "19th" for 19."""
    return str(_ORDINALS[n]) if n < len(_ORDINALS) else str(_figures(n))


def times(n: int) -> str:
    """Returns "once" for 1, "three times" for 3."""
    if n == 1:
        return _("once")
    return _("twice") if n == 2 else _("%(count)s times") % {"count": number(n)}


def listed(names) -> str:
    """Returns "UNHCR, IOM and UNDESA" for these three."""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    return _("%(all_but_last)s and %(last)s") % {"all_but_last": _(", ").join(names[:-1]), "last": names[-1]}


def either(names) -> str:
    """Returns "UNHCR, IOM or UNDESA" for these three."""
    names = [str(name) for name in names]
    if len(names) < 2:
        return "".join(names)
    return _("%(all_but_last)s or %(last)s") % {"all_but_last": _(", ").join(names[:-1]), "last": names[-1]}


def sentence(text: str) -> str:
    """Returns the text with a full stop, unless it ends like a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:;" else f"{text}."


def opened(text) -> str:
    """Returns the text with a capital first letter; the rest stays as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]
