"""Numbers and lists in running text."""

from django.contrib.humanize.templatetags.humanize import ordinal as _figures

_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ORDINALS = ["", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]


def number(n: int) -> str:
    """Returns a number below ten as a word, "six"; any other in figures, "16"."""
    return _NUMBERS[n] if n < len(_NUMBERS) else str(n)


def ordinal(n: int) -> str:
    """Returns "second" for 2, "19th" for 19."""
    return _ORDINALS[n] if n < len(_ORDINALS) else str(_figures(n))


def times(n: int) -> str:
    """Returns "once" for 1, "three times" for 3."""
    return {1: "once", 2: "twice"}.get(n) or f"{number(n)} times"


def listed(names) -> str:
    """Returns "UNHCR, IOM and UNDESA" for these three."""
    names = [str(name) for name in names]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def sentence(text: str) -> str:
    """Returns the text with a full stop, unless it ends like a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…:;" else f"{text}."


def opened(text) -> str:
    """Returns the text with a capital first letter; the rest stays as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]
