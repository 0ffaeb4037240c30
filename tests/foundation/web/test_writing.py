"""The field for rich text: what it takes from a form, with the editor and without, and what it refuses."""

import re

import pytest
from django import forms
from django.core.exceptions import ValidationError

from foundation.text import rich
from foundation.web.writing import RichField, RichWidget

STORED = '<p data-id="aaaa1111">One <strong>word</strong>.</p>'


class Written(forms.Form):
    text = RichField(max_length=10, required=False, widget=RichWidget())


def bare(text: str) -> str:
    return re.sub(r' data-id="\w+"', "", text)


def test_plain_words_become_paragraphs():
    assert bare(RichField().clean("One\n\nTwo <b")) == "<p>One</p><p>Two &lt;b</p>"


def test_paragraphs_added_without_the_editor_follow_the_text():
    data = {"text": STORED, "text-added": "Two <b>\n\nThree"}
    form = Written(data)
    assert form["text"].value().startswith(STORED)
    added = form["text"].value().removeprefix(STORED)
    assert bare(added) == "<p>Two &lt;b&gt;</p><p>Three</p>"
    assert Written({"text-added": "Two"}).has_changed()


def test_untouched_text_is_no_change():
    form = Written({"text": STORED, "text-added": " "}, initial={"text": STORED})
    assert not form.has_changed()
    assert form.is_valid()
    assert form.cleaned_data["text"] == STORED


def test_limit_counts_what_can_be_seen():
    assert rich.plain(Written.base_fields["text"].clean("<p><strong>1234567890</strong></p>")) == "1234567890"
    with pytest.raises(ValidationError, match="11 characters; the limit is 10"):
        Written.base_fields["text"].clean("<p>12345678901</p>")


@pytest.mark.parametrize("nothing", ["", " \n ", "<p> </p>", "<ul><li><p></p></li></ul>"])
def test_text_that_nobody_sees_is_missing(nothing):
    with pytest.raises(ValidationError, match="Please fill this in"):
        RichField().clean(nothing)


def test_image_is_kept_only_where_a_text_may_have_one():
    image = '<img data-id="bbbb2222" src="/documents/1/images/a.png" alt="A chart">'
    assert RichField(images="/documents/1/images/").clean(image) == image
    with pytest.raises(ValidationError):
        RichField().clean(image)


def test_character_that_cannot_be_stored_is_refused():
    with pytest.raises(ValidationError, match="cannot be saved"):
        RichField().clean("a\x00b")


def test_field_is_drawn_for_both_ways_of_writing():
    html = str(Written(initial={"text": STORED})["text"])
    assert html.count("<textarea") == 2
    assert 'data-limit="10"' in html
    assert "&lt;p data-id=&quot;aaaa1111&quot;&gt;One" in html
    assert ">word</strong>" in html  # to read, without JavaScript
    assert Written()["text"].id_for_label == "id_text-added"
    assert "Add paragraphs" not in str(Written()["text"])  # there is nothing to add to


def test_limit_counts_what_can_be_seen_not_the_address_of_a_link():
    field = RichField(max_length=4)
    text = '<p><a href="https://gmg.example/a-long-address">link</a></p>'
    assert rich.plain(field.clean(text)).startswith("link (https://")


def test_text_that_is_far_too_long_is_refused_before_it_is_read_and_its_words_come_back(monkeypatch):
    monkeypatch.setattr(rich, "LARGEST", 1000)
    monkeypatch.setattr(rich.foreign, "tree", None)  # it would be read with this
    form = Written({"text": "<p>What was <b>typed</b>.</p>" + "<p><i></i></p>" * 100})
    assert "This text is too long" in form.errors["text"][0]
    assert "typed" in str(form["text"])
