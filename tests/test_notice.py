"""NOTICE names everything that the portal brings along and that others have made."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTICE = (ROOT / "NOTICE").read_text()
FONTS = ROOT / "foundation/files/pdf/fonts"


@pytest.mark.parametrize("folder", sorted((ROOT / "static/vendor").iterdir()), ids=lambda folder: folder.name)
def test_each_vendored_script_is_named_and_has_its_licence(folder):
    assert f"static/vendor/{folder.name}" in NOTICE
    assert [one for one in folder.iterdir() if one.name.startswith("LICENSE")]


@pytest.mark.parametrize("family", sorted({font.stem.partition("-")[0] for font in FONTS.glob("*.[ot]tf")}))
def test_each_font_is_named(family):
    assert family in NOTICE.replace(" ", "")
    assert [one for one in FONTS.glob("OFL-*.txt") if family.startswith(one.stem.removeprefix("OFL-"))]


def test_each_package_that_is_installed_with_it_is_named():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for package in [*project["dependencies"], *project["optional-dependencies"]["s3"]]:
        name = re.match(r"[\w.-]+", package)[0]
        assert re.search(rf"\b{re.escape(name)}\b", NOTICE), name


def test_pandoc_is_named_with_its_licence_and_source():
    for words in ("pandoc", "GNU General Public License", "version 2", "https://github.com/jgm/pandoc"):
        assert words in NOTICE
