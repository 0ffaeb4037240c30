"""The line that offers to recall mail: `{% load recall %}{% recallable batch %}`."""

from django import template

from agencies.mail.actions import recall_ticket
from foundation.mail import recall

register = template.Library()


@register.inclusion_tag("agencies/mail/_recallable.html", takes_context=True)
def recallable(context, batch: str, url: str = "") -> dict:
    """Returns how many people will be told within a minute, for a line with a button.

    `url` is where a POST undoes the change, if that does more than recall the mail. Show it only to people
    who may do that.
    """
    request = context["request"]
    return {
        "waiting": recall.recallable(batch),
        "url": url,
        "ticket": "" if url else recall_ticket(batch, request.user),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
