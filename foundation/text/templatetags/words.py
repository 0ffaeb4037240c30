"""The words of `foundation.text.words`, for templates."""

import textwrap

from django import template

from foundation.dates import shown
from foundation.text import words

register = template.Library()
register.filter("in_words", words.number)
register.filter("opened", words.opened)
register.filter("ordinal", words.ordinal)
register.filter("sentence", words.listed)
register.filter("times", words.times)


@register.filter
def quoted(text) -> str:
    """Returns the text as a mail quotes it: four spaces before each line."""
    return textwrap.indent(str(text).replace("\r\n", "\n").strip(), "    ")


@register.simple_tag
def dotted(*parts) -> str:
    """Returns the parts that are not empty, with dots between them: "Brochure · published · 2010"."""
    return " · ".join(str(part) for part in parts if part)


register.simple_tag(shown.period)
