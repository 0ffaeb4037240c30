"""Which browser somebody uses, as they would say it: "Firefox on Windows"."""

import re

from django.utils.translation import gettext as _

# The first that is found counts: most browsers also name those that they resemble.
BROWSERS = (
    ("Edg(e|A|iOS)?/", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung"),
    ("Firefox/|FxiOS", "Firefox"),
    ("Chrome/|CriOS|Chromium", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)


def of(request) -> str:
    """Returns browser and system of a request as "Firefox/Windows"; what is not known stays empty."""
    said = request.META.get("HTTP_USER_AGENT", "")
    return f"{_first(BROWSERS, said)}/{_first(SYSTEMS, said)}"


def _first(known: tuple, said: str) -> str:
    return next((name for pattern, name in known if re.search(pattern, said)), "")


def in_words(browser: str) -> str:
    """Returns the words for what `of` returned: "Firefox on Windows"."""
    name, _slash, system = browser.partition("/")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or (_("A browser on %(system)s") % {"system": system} if system else _("Unknown browser"))
