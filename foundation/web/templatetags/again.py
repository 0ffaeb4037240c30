"""`{% include_again "_navigation.html" %}`: for what a page has twice, for wide and for narrow screens."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def include_again(context, name: str) -> SafeString:
    """Returns what `include` gives. Within a request it is made once; so it must not depend on its place."""
    request = context.get("request")
    kept = {} if request is None else request.__dict__.setdefault("included", {})
    if name not in kept:
        kept[name] = context.template.engine.get_template(name).render(context)
    return kept[name]
