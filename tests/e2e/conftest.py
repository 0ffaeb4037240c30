"""A real browser on a real server: Debian's Chromium, driven by Playwright.

It is Chromium's headless shell, which draws the same pages for a third of the work. Where that is not
installed it is Chromium itself, which `CHROMIUM=chromium` chooses as well.
"""

import gzip
import os
import shutil
import threading
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders, handlers
from django.core.signals import request_finished, request_started
from django.test import Client

from agencies.models import User
from tests.factories import PASSWORD

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt,--no-maglev",  # no page lives long enough for that to pay
]
# What is being asked of the portal is shown paler until the answer is there.
AT_REST = """document.readyState === 'complete'
&& !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')
&& document.getAnimations().every((one) => one.playState !== 'running')
"""
# Playwright's own way of waiting for this has to evaluate texts, which the policy of every page forbids.
COMES_TO_BE = """() => new Promise((done, failed) => {
  const end = performance.now() + %d;
  const look = () => {
    if (%s) done();
    else if (performance.now() < end) requestAnimationFrame(look);
    else failed(new Error("It did not come to be."));
  };
  look();
})"""
# A page that asks the portal by itself waits with its next question while it is looked at: otherwise it would
# grow pale in the middle. What it was about to ask it asks afterwards.
HOLD = """() => {
  const held = new Map();
  const hold = (event) => {
    event.preventDefault();
    held.set(event.target, event.detail.issueRequest);
  };
  document.addEventListener('htmx:confirm', hold);
  window.goOn = () => {
    document.removeEventListener('htmx:confirm', hold);
    for (const ask of held.values()) ask();
  };
}"""
# By its address and not by its text: so the browser keeps it, compiled, from page to page.
LOAD_AXE = """() => window.axe ? null : new Promise((done, failed) => {
  const script = document.createElement('script');
  Object.assign(script, {src: '/static/axe/axe.min.js', onload: done, onerror: failed});
  document.head.append(script);
  script.remove();
})"""
FIND = """async () => {
  const {scrollWidth, clientWidth} = document.documentElement;
  const {violations} = await axe.run({resultTypes: ['violations']});
  // A form for more than a line names its draft when it is sent.
  const isLong = (form) => form.querySelector('textarea') && !new FormData(form).get('kept');
  return violations.flatMap(({id, nodes}) => nodes.map((one) => `${id}: ${one.html} ${one.failureSummary}`))
    .concat(scrollWidth > clientWidth ? ['wider than the screen'] : [])
    .concat([...document.forms].filter(isLong).map((form) => `no draft: ${form.outerHTML.slice(0, 80)}`));
}"""
# What a page does by itself after a pause, such as saving, it does five times as soon and in the same order.
HASTE = """{
  const setTimer = window.setTimeout;
  window.setTimeout = (then, pause, ...more) => setTimer(then, pause / 5, ...more);
}"""
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}
OTHER = {"desktop": "phone", "phone": "desktop", "light": "dark", "dark": "light"}
PATIENCE = 60_000  # milliseconds; a machine on which much else runs takes its time
MANY = 8  # windows that are kept


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("e2e")


class KeptFiles(handlers.StaticFilesHandler):
    """Static files that a browser keeps, as in service, where their names hold a hash."""

    def serve(self, request):
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=86400, immutable"
        return answer


@pytest.fixture(scope="session")
def _files_are_kept():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(handlers, "StaticFilesHandler", KeptFiles)
        yield


@pytest.fixture(scope="session")
def live_server(_files_are_kept, live_server):
    return live_server


@pytest.fixture(scope="session")
def _browser(live_server):
    # Playwright keeps an event loop in this thread, in which Django would refuse to ask the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM")
            or shutil.which("chromium-headless-shell")
            or shutil.which("chromium"),
            args=FLAGS,
        )
        yield Windows(browser)
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@cache
def _as_served(path: str) -> int:
    """The size of a static file as WhiteNoise serves it, compressed; the server of the tests does not."""
    return len(gzip.compress(Path(finders.find(path.removeprefix("/static/"))).read_bytes()))


class Window:
    """A window with cookies and a storage of its own, in a zone."""

    def __init__(self, browser, zone: str):
        self.zone = zone
        self.context = browser.new_context(timezone_id=zone, reduced_motion="reduce")
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(HASTE)
        self.page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)

    def is_wiped(self, address: str) -> bool:
        """Forgets whose it was: the login, and what was kept; not the files that come with every page."""
        if self.page.is_closed():
            return False
        for other in self.context.pages:
            if other != self.page:
                other.close()
        if self.page.url.startswith(address):
            self.page.evaluate("sessionStorage.clear()")
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.devtools.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        self.devtools.send("Network.setCacheDisabled", {"cacheDisabled": False})
        return True


class Windows:
    """The windows of one browser. To open one takes a second, to wipe one next to nothing."""

    def __init__(self, browser):
        self.browser = browser
        self.free: list[Window] = []

    def open(self, zone: str) -> Window:
        for window in reversed(self.free):  # the last one still has the files of the portal, compiled
            if window.zone == zone:
                self.free.remove(window)
                return window
        return Window(self.browser, zone)

    def take_back(self, window: Window, address: str, *, spoilt: bool) -> None:
        if not spoilt and len(self.free) < MANY and window.is_wiped(address):
            self.free.append(window)
        else:
            window.context.close()


class Visitor:
    """Somebody before a screen of a size, in light or dark. Complaints of the browser are kept.

    Who turns looks at a page at the other size and in the other scheme as well. Who weighs loads every page
    as if it were the first one; `weight` says what that took.
    """

    def __init__(self, window: Window, address: str, *modes: tuple[str, str], weighs: bool = False):
        self.address, self.window, self.modes = address, window, modes
        self.context, self.page = window.context, window.page
        self.sees(*modes[0])
        self.complaints: list[str] = []
        self.bytes = self.asked = self.came = 0
        self.hears = {"console": self._console, "pageerror": self._error}
        if weighs:
            self.hears |= {"request": self._ask, "requestfinished": self._weigh, "requestfailed": self._fail}
            window.devtools.send("Network.enable")
            window.devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
        for event, hear in self.hears.items():
            self.page.on(event, hear)

    def leaves(self) -> None:
        for event, hear in self.hears.items():
            self.page.remove_listener(event, hear)

    def _error(self, error):
        self.complaints.append(str(error))

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _ask(self, request):
        self.asked += 1

    def _fail(self, request):
        self.came += 1

    def _weigh(self, request):
        # Without the editor, which is on the pages that one writes on, and what is not of the portal.
        if "/vendor/editor/" not in request.url and "/static/axe/" not in request.url:
            sizes = request.sizes()
            path = urlsplit(request.url).path
            body = _as_served(path) if path.startswith("/static/") else sizes["responseBodySize"]
            self.bytes += body + sizes["responseHeadersSize"]
        self.came += 1

    def weight(self) -> int:
        """The bytes on the wire of the page now, with everything, once all of it has come."""
        self.rests()
        while self.came < self.asked:
            self.page.wait_for_timeout(5)
        return self.bytes

    def goes_to(self, path: str):
        self.bytes = self.asked = self.came = 0
        answer = self.page.goto(self.address + path)
        self.status = answer and answer.status  # of a new page
        return self.page

    def logs_in(self, email: str):
        """Is signed in from now on, as by the page of the login, and stays where they are."""
        client = Client()
        client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        value = client.cookies[name].value
        self.context.add_cookies([{"name": name, "value": value, "url": self.address, "httpOnly": True}])
        return self.page

    def logs_in_by_the_page(self, email: str):
        page = self.goes_to("/login/")
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/login/" not in url)
        return page

    def waits_until(self, condition: str) -> None:
        """Until that expression is true of the page."""
        self.page.evaluate(COMES_TO_BE % (PATIENCE, condition))

    def rests(self) -> None:
        """Waits until nothing is on its way to the page any more."""
        self.page.wait_for_load_state()
        self.waits_until(AT_REST)

    def sees(self, size: str, scheme: str) -> None:
        """From now on in that size and scheme."""
        self.page.set_viewport_size(SIZES[size])
        self.page.emulate_media(color_scheme=scheme)

    def findings(self) -> list[str]:
        """What is wrong with the page once it has come to rest, and while it stays so.

        That is what axe-core finds, whether the page is wider than the screen, and forms that keep no draft.
        """
        from playwright.sync_api import Error

        try:
            return self._findings()
        except Error:  # the page gave way to the next one, which a press had asked for
            return self._findings()

    def _findings(self) -> list[str]:
        self.page.wait_for_load_state()
        self.page.evaluate(HOLD)
        self.page.evaluate(LOAD_AXE)
        found = []
        for size, scheme in reversed(self.modes):  # and ends as it began
            self.sees(size, scheme)
            self.waits_until(f"innerWidth === {SIZES[size]['width']} && {AT_REST}")
            found += [f"{size}, {scheme}: {fault}" for fault in self.page.evaluate(FIND)]
        self.page.evaluate("goOn()")
        return found


@contextmanager
def _answered():
    """All that was asked is answered in the end, so that no answer meets the database of the next test."""
    changed, waiting = threading.Condition(), 0

    def asked(**_):
        nonlocal waiting
        with changed:
            waiting += 1

    def answered(**_):
        nonlocal waiting
        with changed:
            waiting -= 1
            changed.notify_all()

    request_started.connect(asked)
    request_finished.connect(answered)
    yield
    with changed:
        changed.wait_for(lambda: waiting <= 0, timeout=PATIENCE / 1000)
    request_started.disconnect(asked)
    request_finished.disconnect(answered)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.failed = True
    return report


@pytest.fixture
def visitor(live_server, _browser, request):
    """Gives visitors: `visitor("phone", "dark")`, `visitor("phone", turns=True)`.

    Their windows are wiped and used again. A test that changes more of a window than cookies and storage
    (what it may, its line, who hears its dialogs) says `own=True`: that window is closed afterwards.
    """
    visitors = []

    def visit(
        size="desktop", scheme="light", *, turns=False, zone="Europe/Zurich", own=False, weighs=False
    ) -> Visitor:
        window = _browser.open(zone)
        modes = [(size, scheme), (OTHER[size], OTHER[scheme])][: 1 + turns]
        one = Visitor(window, live_server.url, *modes, weighs=weighs)
        visitors.append((one, window, own))
        return one

    with _answered():
        yield visit
        for one, window, own in visitors:
            one.leaves()
            spoilt = own or getattr(request.node, "failed", False)
            _browser.take_back(window, live_server.url, spoilt=spoilt)


# A journey fails more easily on the phone, where menus are folded.
@pytest.fixture(params=["phone", pytest.param("desktop", marks=pytest.mark.slow)])
def traveller(request, visitor):
    """Gives the visitors of a journey, who all have a screen of one size, and turn."""
    return partial(visitor, request.param, turns=True)
