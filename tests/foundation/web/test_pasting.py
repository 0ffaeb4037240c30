"""What somebody pastes comes back as it will be stored, with what could not be kept."""

import pytest
from django.urls import reverse

from tests.foundation.text.test_rich import bare

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "html", "left_out"),
    [
        ({"html": "begins with <b>words</b>"}, "<p>begins with <strong>words</strong></p>", []),
        (
            {"html": "a <img src='data:image/png;base64,AAAA'>", "plain": "a"},
            "<p>a</p>",
            ["1 image was left out."],
        ),
        ({"plain": "a <b>\nc"}, "<p>a &lt;b&gt;<br>c</p>", []),
        ({}, "", []),
        (
            {"html": "<p>a</p>" * 400_000, "plain": "a"},
            "<p>a</p>",
            ["This is too long to keep its formatting at once. Paste it in parts to keep it."],
        ),
    ],
)
def test_paste_is_answered_as_it_is_stored(client, sent, html, left_out):
    answer = client.post(reverse("paste"), sent).json()
    assert (bare(answer["html"]), answer["left_out"]) == (html, left_out)
