"""Reads the history as a person does: the sentences of a page."""

import re
from html import unescape

from django.urls import reverse

SENTENCE = re.compile(r'<p dir="auto">(.*?)</p>', re.DOTALL)


def page(client, kind: str, key) -> str:
    answer = client.get(reverse("history", args=[kind, key]))
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def sentences(client, kind: str, key) -> list[str]:
    """Returns the sentences of a history, the latest first."""
    return SENTENCE.findall(page(client, kind, key))


def changes(client, **filters) -> str:
    answer = client.get(reverse("changes"), filters)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def save(client, address: str, **typed):
    """Opens a page with a form, types something, and sends all that the form then has."""
    form = client.get(address).context["form"]
    sent = {form.add_prefix(name): form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    answer = client.post(address, sent | typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return answer
