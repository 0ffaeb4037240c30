"""Each form in a template can keep its draft: static/js/kept.js finds it, as it is on every page."""

import re
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"
FORM = re.compile(r"<form\b(.*?)>(.*?)</form>", re.DOTALL)


def test_every_form_is_on_a_page_that_keeps_drafts():
    pages = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if "<form" in (text := path.read_text()) and not text.startswith("{% extends") and "<html" in text
    }
    assert pages <= {"base.html"}
    assert "js/kept.js" in (TEMPLATES / "base.html").read_text()
    assert "data-person=" in (TEMPLATES / "base.html").read_text()


def test_every_form_with_a_long_text_is_posted_as_a_whole():
    """kept.js keeps forms with method="post"; what only htmx sends would be lost."""
    strays = []
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text()
        for attributes, inside in FORM.findall(text):
            if "<textarea" in inside and 'method="post"' not in attributes:
                strays.append(f"{path.name}: {attributes.strip()[:60]}")
            if "hx-post" in attributes and 'method="post"' not in attributes:
                strays.append(f"{path.name}: {attributes.strip()[:60]}")
    assert strays == []
