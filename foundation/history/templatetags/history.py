from django import template

from foundation.history.kinds import kinds

register = template.Library()


@register.inclusion_tag("foundation/history/_link.html", takes_context=True)
def history(context, kind: str, thing, key=None):
    """A link to the history of a thing, for those who may read it. `key` is its key in the address."""
    user = context["user"]
    may = bool(thing) and user.is_authenticated and kinds()[kind].may(user, thing)
    return {"kind": kind, "key": (thing.pk if key is None else key) if may else "", "may": may}


@register.filter
def address_of(line):
    """Returns the address of the thing that a line is about; "" if it is gone or has no page."""
    return kinds()[line.kind].back(line.owner) if line.owner is not None else ""


@register.filter
def kind_of(line):
    """Returns the kind of thing that a line is about, in words."""
    return kinds()[line.kind].one


@register.filter
def called(line):
    """Returns the name of the thing that a line is about; "" if it is gone."""
    return kinds()[line.kind].label(line.owner) if line.owner is not None else ""
