"""The name of an agency on a day, in every template: `{% agency_name agency on=meeting.date.latest %}`.

As a sentence has it: `{% agency_name agency "of" as of_agency %}` ("of UNHCR", "du HCR").
The words are "of", "to", "by" and "the". `full=True` gives the name in place of the acronym.
"""

from django import template

register = template.Library()


@register.simple_tag
def agency_name(agency, word: str = "", on=None, full: bool = False) -> str:
    """Returns the name on that day, a date or a `PartialDate`; today by default. Empty without an agency."""
    if not agency:
        return ""
    return agency.called(getattr(on, "latest", on)).said(word, full=full)
