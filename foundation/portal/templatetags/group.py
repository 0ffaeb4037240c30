"""The Group's name, in every template: `{% group_name %}`, `{% group_acronym as group %}`.

As a sentence has it: `{% group_name "of" %}`. On a day: `{% group_name on=meeting.date.latest %}`.
"""

from django import template

from foundation.portal import group

register = template.Library()
register.simple_tag(group.name, name="group_name")
register.simple_tag(group.acronym, name="group_acronym")
