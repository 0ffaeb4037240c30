"""Writes our English messages to locale/, from the code and templates. Translators begin with these files."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.chdir(ROOT)

import django  # noqa: E402

django.setup()

from tests.pseudo import make_messages  # noqa: E402

make_messages(ROOT / "locale")
