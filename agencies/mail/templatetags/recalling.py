"""The line that offers to take mail back: `{% load recalling %}{% recallable batch %}`."""

from django import template

from agencies.mail.actions import recall_ticket
from foundation.mail import recall

register = template.Library()


@register.inclusion_tag("agencies/mail/_recallable.html", takes_context=True)
def recallable(context, batch: str, url: str = "") -> dict:
    """Says how many people are told in a minute, with the button; nothing when all have been told.

    `url` is where a POST takes it back, where that does more than to stop the mail. Only a page of those who
    may take it back shows this.
    """
    request = context["request"]
    return {
        "waiting": recall.recallable(batch),
        "url": url,
        "ticket": "" if url else recall_ticket(batch, request.user),
        "here": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
