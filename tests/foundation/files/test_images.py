"""Images are judged by their content."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from foundation.files import images
from foundation.files.docx import Paper
from foundation.verbs import Refused


def an_image(form: str, size=(8, 6)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, form)
    return file.getvalue()


@pytest.mark.parametrize("form", images.FORMATS)
def test_images_of_every_allowed_kind_are_known(form):
    assert images.media_type(an_image(form)) == f"image/{form.lower()}"


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"<svg/>", b"BM" + b"0" * 60])
def test_what_only_begins_like_an_image_is_none(content):
    assert images.media_type(content) is None


def test_other_kinds_of_images_are_refused():
    with pytest.raises(Refused, match="PNG or JPEG"):
        images.check(ContentFile(an_image("TIFF"), name="a.png"))


def test_small_file_with_too_many_pixels_is_refused():
    bomb = an_image("PNG", (9_000, 9_000))
    assert len(bomb) < 1_000_000
    with pytest.raises(Refused, match="too many pixels"):
        images.check(ContentFile(bomb, name="bomb.png"))


def test_webp_becomes_png_in_word():
    content, kind = images.for_word(an_image("WEBP"))
    assert (images.media_type(content), kind) == ("image/png", "image/png")
    paper = Paper("A title")
    source = "/documents/1/images/abc"
    paper.rich(f'<img data-id="abcd" src="{source}" alt="b">', images=lambda address: an_image("WEBP"))
    assert b".png" in paper.content()
