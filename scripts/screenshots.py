#!/usr/bin/env python
"""Makes the pictures of the README from a running portal: screenshots.py [ADDRESS] [--login E-MAIL PASSWORD]

Writes docs/images/home.png and docs/images/line-of-chairs.png as a visitor sees them, or as the person of
`--login`; the portal should have the demo. docs/images/handover-report.png, a page of the report on the IOM
chairmanship of 2007, is made from the files of the demo, in a temporary portal.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {"home": ("/", 1000), "line-of-chairs": ("/chair/", 800)}  # with the height of the picture in px
WIDTH = 1280
MOST = 200_000  # bytes, the largest size of a picture
REPORT_PAGE, REPORT_DPI = 4, 80


def pictures_of_pages(address: str, login: list[str] | None) -> list[Path]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM")
            or shutil.which("chromium-headless-shell")
            or shutil.which("chromium"),
            args=FLAGS,
        )
        page = browser.new_page(locale="en-GB", color_scheme="light", reduced_motion="reduce")
        if login:
            page.goto(f"{address}/login/")
            page.get_by_label("E-mail").fill(login[0])
            page.get_by_label("Password").fill(login[1])
            page.get_by_role("main").get_by_role("button", name="Log in").click()
            page.wait_for_url(lambda url: "/login/" not in url)
        made = []
        for name, (path, height) in PAGES.items():
            page.set_viewport_size({"width": WIDTH, "height": height})
            page.goto(address + path, wait_until="networkidle")
            made.append(IMAGES / f"{name}.png")
            page.screenshot(path=made[-1])
        browser.close()
    return made


def picture_of_the_report() -> Path:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
        }
        environment |= {"DEBUG": "1", "DATA_DIR": folder}
        report = Path(folder) / "report.pdf"
        for command in (
            ["migrate", "--verbosity", "0"],
            ["load_demo"],
            ["handover_report", "iom-2007-01", "--as-at", "2012-08-31", "--output", str(report)],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, text=True,
                stdout=subprocess.PIPE,
            )  # fmt: skip
        made = IMAGES / "handover-report.png"
        which = ["-r", str(REPORT_DPI), "-f", str(REPORT_PAGE)]
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", *which, report, made.with_suffix("")],
            check=True,
        )
    return made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address", nargs="?", default="http://127.0.0.1:8000", help="of a running portal")
    parser.add_argument("--login", nargs=2, metavar=("E-MAIL", "PASSWORD"))
    options = parser.parse_args()
    IMAGES.mkdir(parents=True, exist_ok=True)
    made = [*pictures_of_pages(options.address.rstrip("/"), options.login), picture_of_the_report()]
    for picture in made:
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1000} kB")
    return int(any(picture.stat().st_size > MOST for picture in made))


if __name__ == "__main__":
    sys.exit(main())
