"""Makes a PDF of an HTML page in the portal's style: tagged, archivable, the same on every machine."""

import json
import logging
import re
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.files.images import media_type

HERE = Path(__file__).parent
VARIANT = "pdf/a-3a"  # tagged, with attachments
IMAGES = "https://portal.invalid"  # stands before the path that is the stored address of an image
# Fonts that are read only for a text with such characters; scripts/fonts.py makes them.
SCRIPTS = {
    "KR": "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]",  # Hangul
    "Devanagari": "[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]",
    "Bengali": "[\u0980-\u09ff]",
    "Thai": "[\u0e00-\u0e7f]",
    "Ethiopic": "[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]",
}

STEPS = {
    "Step 1": _("Reading the text"),
    "Step 2": _("Reading the text"),
    "Step 3": _("Choosing fonts"),
    "Step 4": _("Laying out lines"),
    "Step 5": _("Laying out pages"),
    "Step 6": _("Drawing pages"),
    "Step 7": _("Writing the file"),
}


class Unavailable(Exception):
    """This machine lacks packages that are needed for PDFs. The text names them."""


@dataclass(frozen=True)
class File:
    """A file that is attached to a PDF."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True)
class Pdf:
    """A PDF, and how many pages it has."""

    content: bytes
    pages: int


def render(
    html: str,
    *,
    carries: Sequence[File] = (),
    style: str = "",
    tell: Callable[[str], None] | None = None,
    images: Callable[[str], bytes | None] | None = None,
) -> Pdf:
    """Returns the HTML as a PDF, with files attached. `style` has rules beyond those of the house. `tell` is
    called with each step in words.

    Only the portal's own style sheet and fonts are read. An address in the text is never fetched; `images`
    returns the content of an image by its stored address; without it, its words are shown. Raises
    `Unavailable`.
    """
    try:
        from weasyprint import CSS, HTML, Attachment
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse, URLFetchingError
    except OSError as error:
        raise Unavailable(
            "PDFs need Pango. On Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url, headers=None):
            refused = f"A report fetches nothing from elsewhere: {url}"
            if images and url.startswith(f"{IMAGES}/"):
                content = images(url.removeprefix(IMAGES))
                if content and (kind := media_type(content)):
                    return URLFetcherResponse(url, content, {"Content-Type": kind})
                raise URLFetchingError(refused)  # the words for the image are shown
            if not url.startswith((HERE / "fonts").as_uri() + "/"):
                raise FatalURLFetchingError(refused)
            return super().fetch(url, headers)

    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    size = settings.REPORT_PAPER
    numbers = f"@bottom-right {{ content: {_page_of_pages()} }}"
    paper = CSS(
        string=f"@page {{ size: {size}; {numbers} }} @page wide {{ size: {size} landscape }} "
        f"@page leaf:first {{ {numbers} }}"
    )
    house = CSS(
        string=style_for(html, style), base_url=f"{HERE.as_uri()}/", url_fetcher=fetcher, font_config=fonts
    )
    with _progress(tell):
        document = HTML(string=html, url_fetcher=fetcher, base_url=IMAGES if images else None).render(
            presentational_hints=True,  # where a list begins, and how it is numbered
            stylesheets=[house, paper],
            font_config=fonts,
        )
        content = document.write_pdf(
            pdf_variant=VARIANT,
            attachments=[
                Attachment(
                    string=file.content, name=file.name, description=file.description, relationship="Data"
                )
                for file in carries
            ],
        )
    return Pdf(content, len(document.pages))


def style_for(text: str, more: str = "") -> str:
    """Returns the style sheet and more rules, with the fonts of those scripts that are in the text."""
    style = (HERE / "house.css").read_text() + more
    for script in (script for script, characters in SCRIPTS.items() if re.search(characters, text)):
        for name, weight in (("Regular", 400), ("Bold", 600)):
            source = f"url(fonts/NotoSans{script}-{name}.ttf)"
            style = (
                f'@font-face {{ font-family: "GMG {script}"; src: {source}; font-weight: {weight} }}\n{style}'
            )
        style = style.replace('"GMG Han", ', f'"GMG Han", "GMG {script}", ')
    return style


def _page_of_pages() -> str:
    """Returns "page 2 of 8" as the content of a CSS margin box, in the order of the language."""
    counters = {"%(page)s": "counter(page)", "%(pages)s": "counter(pages)"}
    parts = re.split(r"(%\(pages?\)s)", gettext("page %(page)s of %(pages)s"))
    return " ".join(counters.get(part, json.dumps(part, ensure_ascii=False)) for part in parts if part)


@contextmanager
def _progress(tell):
    """Passes on each step that WeasyPrint logs, once."""
    if tell is None:
        yield
        return

    class Telling(logging.Handler):
        last = ""

        def emit(self, record):
            step, _, rest = record.getMessage().partition(" - ")
            words = str(STEPS.get(step, ""))
            page = rest.rpartition("Page ")[2] if "Page " in rest else ""
            if page.isdigit() and int(page) % 10 == 0:
                words = gettext("Laying out pages: page %(page)s") % {"page": page}
            if (
                words
                and words != self.last
                and not (words == STEPS["Step 5"] and self.last.startswith(words))
            ):
                self.last = words
                tell(words)

    logger, handler = logging.getLogger("weasyprint.progress"), Telling()
    level, propagate = logger.level, logger.propagate
    logger.setLevel(logging.INFO)
    logger.propagate = False  # people hear the steps; the log need not
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate = propagate
