"""The Group's name, in every template: `{% group_name %}`, `{% group_acronym as group %}`."""

from django import template

from foundation.portal import group

register = template.Library()
register.simple_tag(group.name, name="group_name")
register.simple_tag(group.acronym, name="group_acronym")
