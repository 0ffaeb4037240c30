"""What Django's start costs, which every command, worker and test process pays."""

import subprocess
import sys

LARGE = ("docx", "fontTools", "holidays", "icalendar", "openpyxl", "pikepdf", "pypdf", "weasyprint")
START = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
print(*sys.modules)
"""


def test_start_imports_no_large_library_that_few_requests_need():
    loaded = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert "django" in loaded.stdout.split()
    assert [name for name in LARGE if name in loaded.stdout.split()] == []
