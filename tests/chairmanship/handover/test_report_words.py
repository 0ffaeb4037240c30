"""Names and words of every script in the report, long ones too; and its tags."""

import io
import logging
import re

import pikepdf
import pytest

from chairmanship.handover import narrative, report
from chairmanship.models import Achievement, Challenge, Event
from documents.models import Document
from foundation.text import rich
from foundation.text.lengths import TITLE
from tests import factories
from tests.chairmanship.handover.conftest import AS_AT
from tests.chairmanship.handover.test_report import squeezed, text_of
from tests.report_facts import normal

pytestmark = pytest.mark.django_db
NAMES = {
    "accented": "Złoty Ağaç, Ñandú, Łódź, Đặng Thị Ơn, Œuvre, Ŵyn",
    "Cyrillic": "Жанна Щербакова, Київ, Ђорђе, Ғалым",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Chinese": "国际移民组织与联合国难民署，王小明；國際移民組織",
    "Japanese": "カタカナとひらがな",
    "Arabic": "المنظمة الدولية للهجرة، محمد",
}
LONG_TITLE = "Handbook on " + "the-inclusion-of-migration-" * 12 + "into development planning " * 8
LONG_ADDRESS = "https://www.example.org/" + "a-very-long-part-of-an-address/" * 12 + "file.pdf"


def pdf_of(term, caplog) -> bytes:
    with caplog.at_level(logging.WARNING):
        made = report.render(report.gather(term, as_at=AS_AT), draft=False)
    assert [record.getMessage() for record in caplog.records] == []  # no glyph is missing, nothing is ignored
    return made.content


def fonts_of(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as file:
        return {
            str(font.BaseFont).partition("+")[2]
            for page in file.pages
            for font in page.Resources.get("/Font", {}).values()
        }


@pytest.mark.parametrize("script", NAMES)
def test_report_writes_names_of_every_script_in_its_own_fonts(script, caplog):
    term = factories.term(theme=f"Theme: {NAMES[script]}", objective=NAMES[script])
    Achievement.objects.create(term=term, section="global", position=0, text=NAMES[script])
    Event.objects.create(kind="statement", date=factories.date("2007-03-01"), forum=NAMES[script], term=term)
    content = pdf_of(term, caplog)
    assert all(font.startswith("GMG-") for font in fonts_of(content)), fonts_of(content)
    text = text_of(content)
    if script != "Arabic":  # whose letters a reader of text gets in the order of the eye
        assert normal(NAMES[script].split()[0]) in normal(squeezed(text))
    assert "\ufffd" not in text


@pytest.mark.parametrize(
    "words",
    [
        "a 中文 b", "中文 中文", "中文\N{NO-BREAK SPACE}中文", "中文 Кириллица", "中文 عربي 中文",
        "Group (中文) 2 中文, 3 May 2007",
    ],
)  # fmt: skip
def test_report_sets_spaces_among_words_of_several_scripts(words, caplog):
    term = factories.term()
    Challenge.objects.create(term=term, position=0, text=words)
    text = " ".join(text_of(pdf_of(term, caplog)).split())
    for word in words.split():
        assert word in text or "عربي" in word


def test_lines_that_were_marked_by_hand_are_points_on_the_page_of_a_term():
    term = factories.term()
    for position, text in enumerate(["- one\n- two", "• three", "four - five", "-six", "A list:\n- seven"]):
        Challenge.objects.create(term=term, position=position, text=text)
    found = [rich.plain(text) for text in narrative.points(Challenge.objects.all())]
    assert found == ["one", "two", "three", "four - five", "-six", "A list:\n- seven"]


def test_head_of_a_page_names_the_section_with_which_it_begins(caplog):
    content = pdf_of(factories.term(objective="To speak with one voice. " * 180), caplog)
    pages = [page.split("\n", 1) for page in text_of(content, "-layout").split("\f")]
    begins = next(
        n for n, page in enumerate(pages) if n > 1 and re.search(r"^ *3\s+Theme and objective", page[1], re.M)
    )
    assert not pages[begins][0].endswith("Theme and objective")
    assert pages[begins + 1][0].endswith("Theme and objective")


def test_report_wraps_long_titles_and_addresses_within_the_page(caplog):
    term = factories.term(theme="W" * 120)
    Document.objects.create(
        title=LONG_TITLE[:TITLE].strip(), kind="handbook", term=term, address=LONG_ADDRESS
    )
    content = pdf_of(term, caplog)
    boxes = re.findall(r'<word xMin="([0-9.]+)" yMin="[0-9.]+" xMax="([0-9.]+)"', text_of(content, "-bbox"))
    right = 595.28 - 22 / 25.4 * 72
    assert boxes
    assert max(float(end) for _, end in boxes) <= right + 1
    assert re.sub(r"[-\s]", "", LONG_ADDRESS) in re.sub(r"[-\s]", "", text_of(content))


def test_report_is_tagged_through_and_through(made):
    with pikepdf.open(io.BytesIO(made.content)) as file:
        tags = {"H1", "H2", "Table", "TR", "TH", "TD", "L", "LI", "P", "Link"}
        found, without_alt = set(), []

        def walk(node):
            if isinstance(node, pikepdf.Array):
                for one in node:
                    walk(one)
            elif isinstance(node, pikepdf.Dictionary):
                kind = str(node.get("/S", "")).removeprefix("/")
                found.add(kind)
                if kind == "Figure" and not node.get("/Alt"):
                    without_alt.append(node)
                if "/K" in node:
                    walk(node.K)

        walk(file.Root.StructTreeRoot.K)
        assert tags <= found, tags - found
        assert without_alt == []
        assert file.Root.ViewerPreferences.DisplayDocTitle
        assert {str(one.AFRelationship) for one in file.Root.AF} == {"/Data"}
        for page in file.pages:
            assert "/StructParents" in page
