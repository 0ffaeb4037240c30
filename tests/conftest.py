from pathlib import Path

import pytest
from django.core.management import call_command

DEMO = Path(__file__).parent.parent / "gmg_portal" / "demo"


@pytest.fixture
def history(db):
    """The real history of the Group, and the IOM chairmanship of 2007 whole."""
    call_command("import_archive", DEMO / "gmg-history.json", DEMO / "iom-2007.json", verbosity=0)
