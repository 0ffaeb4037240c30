"""The tag `{% writing form.text data_save=address %}`: a field of a form with more attributes."""

from django import template

register = template.Library()


@register.simple_tag
def writing(field, **attributes):
    """Returns the field with these attributes. True stands for one without a value; False is left out."""
    given = {name.replace("_", "-"): value for name, value in attributes.items() if value is not False}
    return field.as_widget(attrs={name: "" if value is True else value for name, value in given.items()})
