"""Images in texts: judged by their content, since a name can lie."""

import io
import warnings

from django.utils.translation import gettext as _
from PIL import Image

from foundation.verbs import Refused

LARGEST = 5 * 1024 * 1024  # bytes
MOST_PIXELS = 40_000_000  # so that no small file takes all memory when a PDF is made
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")


def media_type(content: bytes) -> str | None:
    """Returns the media type of an image; None if it is none that a text can show, or has too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                width, height = image.size
                kind = Image.MIME.get(image.format or "")
    except Exception:  # a damaged file can raise anything
        return None
    return kind if width * height <= MOST_PIXELS else None


def check(upload) -> str:
    """Returns the media type of an uploaded image.

    Raises `Refused` if it is too large, or no image that every browser shows.
    """
    if upload.size > LARGEST:
        raise Refused(
            _("“%(name)s” is %(size)s MB; the limit for an image is %(limit)s MB. Please make it smaller.")
            % {"name": upload.name, "size": f"{upload.size / 1024**2:.0f}", "limit": LARGEST // 1024**2}
        )
    kind = media_type(upload.read())
    upload.seek(0)
    if kind is None:
        raise Refused(
            _(
                "“%(name)s” is not an image that can be used here, or it has too many pixels. Please save it "
                "as PNG or JPEG."
            )
            % {"name": upload.name}
        )
    return kind


def for_word(content: bytes) -> tuple[bytes, str] | None:
    """Returns an image as every Word shows it, with its media type; None if it is no image."""
    kind = media_type(content)
    if kind != "image/webp":
        return (content, kind) if kind else None
    file = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=FORMATS) as image:
        image.convert("RGBA" if "A" in image.getbands() else "RGB").save(file, "PNG")
    return file.getvalue(), "image/png"
