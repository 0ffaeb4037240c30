"""Writes docs/access.md: what each role gets at each address, from the table that the tests run."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from tests.access_page import PAGE, page  # noqa: E402

PAGE.write_text(page())
