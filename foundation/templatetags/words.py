"""The words of `foundation.words`, for templates."""

from django import template

from foundation import words

register = template.Library()
register.filter("in_words", words.number)
register.filter("ordinal", words.ordinal)
register.filter("sentence", words.listed)


@register.filter
def opened(text) -> str:
    """The text with its first letter as a sentence begins; the rest as it is."""
    text = str(text)
    return text[:1].upper() + text[1:]
