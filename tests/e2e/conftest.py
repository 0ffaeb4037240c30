"""A real browser on a real server: Debian's Chromium, driven by Playwright."""

import gzip
import os
import shutil
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders

from tests.factories import PASSWORD

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What is being asked of the portal is shown paler until the answer is there.
AT_REST = """
!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')
&& document.getAnimations().every((one) => one.playState !== 'running')
"""
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}
PATIENCE = 60_000  # milliseconds; a machine on which much else runs takes its time


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")


@pytest.fixture(scope="session")
def _browser():
    # Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS
        )
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@cache
def _as_served(path: str) -> int:
    """The size of a static file as WhiteNoise serves it, compressed; the server of the tests does not."""
    return len(gzip.compress(Path(finders.find(path.removeprefix("/static/"))).read_bytes()))


class Visitor:
    """Somebody in a zone, before a screen of a size, in light or dark. Complaints of the browser are kept."""

    def __init__(self, browser, address: str, size: str, scheme: str, zone: str = "Europe/Zurich"):
        self.address = address
        self.context = browser.new_context(
            viewport=SIZES[size], color_scheme=scheme, reduced_motion="reduce", timezone_id=zone
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.bytes = 0
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfinished", self._weigh)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _weigh(self, request):
        if "/vendor/trix/" in request.url:
            return  # the editor, on the pages that one writes on
        sizes = request.sizes()
        path = urlsplit(request.url).path
        body = _as_served(path) if path.startswith("/static/") else sizes["responseBodySize"]
        self.bytes += body + sizes["responseHeadersSize"]

    def goes_to(self, path: str):
        self.page.goto(self.address + path)
        return self.page

    def logs_in(self, email: str):
        page = self.goes_to("/login/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Log in").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    def rests(self) -> None:
        """Waits until nothing is on its way to the page any more."""
        self.page.wait_for_load_state()
        for _ in range(600):
            if self.page.evaluate(AT_REST):
                break
            self.page.wait_for_timeout(50)

    def findings(self) -> list[str]:
        """What axe-core finds wrong with the page once it has come to rest."""
        from playwright.sync_api import Error

        try:
            return self._findings()
        except Error:  # the page gave way to the next one, which a press had asked for
            return self._findings()

    def _findings(self) -> list[str]:
        self.rests()
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        return [
            f"{violation['id']}: {node['html']} {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"]
        ]

    def is_wider_than_the_screen(self) -> bool:
        return self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )


@pytest.fixture
def visitor(_browser, live_server):
    """Gives visitors: `visitor("phone", "dark")`."""
    visitors = []

    def visit(size="desktop", scheme="light", **place) -> Visitor:
        visitors.append(Visitor(_browser, live_server.url, size, scheme, **place))
        return visitors[-1]

    yield visit
    for one in visitors:
        one.context.close()
