"""Numbers and lists as running text has them."""

from django.contrib.humanize.templatetags.humanize import ordinal as _figures

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ORDINALS = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]


def number(n: int) -> str:
    """Under ten in words, "six"; else in figures, "16"."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def ordinal(n: int) -> str:
    """ "second", "19th"."""
    return _ORDINALS[n] if n < len(_ORDINALS) else str(_figures(n))


def times(n: int) -> str:
    """ "once", "three times"."""
    return {1: "once", 2: "twice"}.get(n) or f"{number(n)} times"


def listed(names) -> str:
    """ "UNHCR, IOM and UNDESA"."""
    names = [str(name) for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:;" else f"{text}."


def opened(text) -> str:
    """The text with its first letter as a sentence begins; the rest as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]
