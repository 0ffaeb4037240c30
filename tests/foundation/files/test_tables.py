"""How the tables of a PDF break between pages, read back from the pages themselves."""

import re
import subprocess

import pytest

from foundation.files import pdf

DOCUMENT = "<html lang='en'><head><title>Tables</title></head><body>{}</body></html>"
SECTION = """
<section class="page">{before}<h2>Heading</h2><p>A sentence.</p><h3>Kind</h3>
  <table><thead><tr><th>Column</th></tr></thead><tbody>{rows}</tbody></table>
</section>
"""


@pytest.fixture(autouse=True)
def _small_paper(settings):
    settings.REPORT_PAPER = "A6"  # which few rows fill


def pages_of(*, rows: int, before: int = 0) -> str:
    lines = "".join(f"<tr><td>row {number}</td></tr>" for number in range(rows))
    return SECTION.format(before="<p>Line</p>" * before, rows=lines)


def pages(sections) -> list[str]:
    made = pdf.render(DOCUMENT.format("".join(sections)))
    read = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=made.content, capture_output=True, check=True
    )
    return read.stdout.decode().split("\f")[:-1]


def test_last_row_of_a_table_is_never_alone_on_a_page():
    rows = [len(re.findall(r"row \d", page)) for page in pages(pages_of(rows=n) for n in range(3, 20))]
    assert sum(rows) == sum(range(3, 20))
    assert 1 not in rows


def test_heading_or_head_of_a_table_is_never_alone_at_the_foot_of_a_page():
    read = pages(pages_of(rows=4, before=n) for n in range(9))
    assert any("row" not in page for page in read)  # else nothing was tried
    for page in read:
        if "Kind" in page or "Column" in page:
            assert len(re.findall(r"row \d", page)) > 1
        assert ("Heading" in page) == ("A sentence." in page)
