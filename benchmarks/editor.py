"""How long the editor takes for a key in a long text: 800 paragraphs, lists and tables, 100 keys.

    python benchmarks/editor.py [--paragraphs 800] [--keys 100]

Opens the editor, as the portal serves it, in Debian's Chromium, and types in the middle of the text. A key
counts from its event until the browser has drawn what it did. Prints the median and the longest, and what the
editor weighs. Ends with an error if the median is above 50 ms.
"""

import argparse
import gzip
import http.server
import shutil
import statistics
import sys
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 50  # ms
PAGE = """<!doctype html><meta charset="utf-8"><title>Typing</title>
<link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/components.css"><link rel="stylesheet" href="/static/css/rich.css">
<link rel="stylesheet" href="/static/css/editor.css"><script src="/words.js"></script>
<script src="/static/vendor/editor/editor.min.js" defer></script>
<main><form><div data-writing><label for="added">Text</label>
<textarea hidden name="text" id="text" data-editor>%s</textarea>
<textarea id="added" data-added data-plain></textarea></div></form></main>"""
WORDS = "window.gettext = (words) => words; window.interpolate = (words) => words;"
WORK = {
    "TaskDuration": "all",
    "ScriptDuration": "scripts",
    "RecalcStyleDuration": "styles",
    "LayoutDuration": "layout",
}
WATCH = """() => {
  window.taken = [];
  document.addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => taken.push(performance.now() - timeStamp);
    drawn.port2.postMessage(null);
  }), true);
}"""


def text(paragraphs: int) -> str:
    """Returns a text with that many paragraphs, of which some are in lists and tables."""
    words = "The Group recalled its terms of reference and agreed to meet again before the Forum. " * 4
    parts = []
    for number in range(paragraphs):
        said = f'<p data-id="p{number:07}">{number} <strong>{words[:20]}</strong>{words}</p>'
        if number % 10 == 4:
            said = f'<ul data-id="u{number:07}"><li data-id="i{number:07}">{said}</li></ul>'
        elif number % 50 == 9:
            said = f'<table data-id="t{number:07}"><tbody><tr><td>{said}</td></tr></tbody></table>'
        parts.append(said)
    return "".join(parts)


class Files(http.server.SimpleHTTPRequestHandler):
    """The page and the static files."""

    def __init__(self, *args, page: str, **kwargs):
        self.page = page
        super().__init__(*args, directory=str(ROOT), **kwargs)

    def do_GET(self):
        """Answers with the page, its words, or a file."""
        if self.path.startswith("/static/"):
            return super().do_GET()
        kind, body = ("text/javascript", WORDS) if self.path == "/words.js" else ("text/html", self.page)
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        """Says nothing."""


def worked(devtools) -> dict[str, float]:
    """Returns the seconds for which the processor has worked on the page, by what it did."""
    return {one["name"]: one["value"] for one in devtools.send("Performance.getMetrics")["metrics"]}


def measure(address: str, keys: int) -> tuple[list[float], dict[str, float]]:
    """Returns how many milliseconds each key took, and for how many the processor worked on one, by what."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        blocks = page.locator(".editor > p")
        blocks.nth(blocks.count() // 2).click()
        page.keyboard.type("Warm up. ")
        page.evaluate(WATCH)
        devtools = page.context.new_cdp_session(page)
        devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = worked(devtools)
        for number in range(keys):
            page.keyboard.press("Enter" if number % 25 == 24 else "abcde "[number % 6])
        page.wait_for_timeout(200)
        taken = page.evaluate("taken")
        after = worked(devtools)
        browser.close()
    return taken, {name: (after[name] - before[name]) * 1000 / keys for name in WORK}


def main() -> int:
    """Prints what was measured. Returns 1 if it is too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=800)
    parser.add_argument("--keys", type=int, default=100)
    options = parser.parse_args()
    page = PAGE % text(options.paragraphs).replace("&", "&amp;").replace("<", "&lt;")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, page=page))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    taken, work = measure(f"http://127.0.0.1:{server.server_port}/", options.keys)
    server.shutdown()
    bundle = (ROOT / "static/vendor/editor/editor.min.js").read_bytes()
    median = statistics.median(taken)
    said = f"median {median:.0f} ms, longest {max(taken):.0f} ms"
    print(f"{options.paragraphs} paragraphs, {len(taken)} keys: {said}")
    parts = ", ".join(f"{words} {work[name]:.1f} ms" for name, words in WORK.items())
    print(f"of the processor, for a key: {parts}")
    print(f"the editor: {len(bundle) / 1000:.0f} KB, {len(gzip.compress(bundle)) / 1000:.0f} KB compressed")
    return int(median > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
