"""The editor: its tools by the keyboard, what it writes, what it leaves alone, and how it looks."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from documents.library import actions as library_actions
from documents.versions import actions as version_actions
from foundation.text.rich import schema
from tests import factories
from tests.e2e.walking import comes_to

pytestmark = pytest.mark.django_db(transaction=True)

EVERYTHING = (
    '<h3 data-id="head1111">Work</h3>'
    '<p data-id="para1111" dir="rtl">One <strong>word</strong>, 10<sup>3</sup><span class="footnote">The '
    '<em>note</em>.</span></p><p data-id="para2222" class="numbered">Counted</p>'
    '<ol data-id="list1111" start="3"><li data-id="item1111"><p data-id="para3333">third</p></li></ol>'
    '<table data-id="tabl1111"><thead><tr><th><p data-id="para4444">Agency</p></th>'
    '<th><p data-id="para5555">Page</p></th></tr></thead><tbody><tr><td><p data-id="para6666">IOM</p></td>'
    '<td><p data-id="para7777">4</p></td></tr></tbody></table>'
    '<p data-id="para8888"><ins data-by="Ana" datetime="2026-11-30">new</ins> <del data-by="Ana" '
    'datetime="2026-11-30">old</del> <s>gone</s></p>'
)
LONGER_THAN_A_FOCUS = 250  # ms; sooner a jump to the beginning is taken for the browser's own, and undone
HOLDS = {  # what stands for it in the editor
    "inline": {"inline*"},
    "note": {"(text | hard_break)*"},
    "items": {"list_item+"},
    "blocks": {"block+", "paragraph block*", "flow+"},  # an item begins with a paragraph; no table in a cell
    "rows": {"table_row+"},
    "cells": {"(table_cell | table_header)*"},
    "nothing": {""},
}
VALUE = "document.querySelector('[data-editor]').value"
IDS = re.compile(r' data-id="(\w+)"')
PASTE = """([html, plain]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", plain);
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def opens(db):
    """Opens the page on which a document's text is written, for somebody who may."""
    factories.membership("IOM", "2003")
    ana = factories.person_of("IOM", name="Ana Author")
    document = library_actions.begin(title="A note", kind="other", lead=factories.agency("IOM"), by=ana)

    def page(somebody, text=""):
        if text:
            version_actions.write_text(document, text=text, after=0, by=ana)
        somebody.logs_in(ana.email)
        return somebody.goes_to(reverse("documents:text_write", args=[document.pk]))

    page.document = document
    return page


def text_of(page):
    return page.get_by_role("textbox", name="Text", exact=False).first


def tool(page, name):
    return page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)


def value(page) -> str:
    """Returns the text in the field, once it has it, without its ids."""
    text_of(page).evaluate("(one) => one.blur()")
    return IDS.sub("", page.evaluate(VALUE))


def unfold(page):
    if tool(page, "More").get_attribute("aria-expanded") == "false":
        tool(page, "More").click()


def test_schema_of_the_editor_is_the_schema_of_texts(opens, visitor):
    page = opens(visitor())
    ours = page.evaluate("writing.schema()")
    names = {"data-id": "id", "data-by": "by", "class": "numbered"}
    tags = {tag: name for name, one in ours["nodes"].items() for tag in one["tags"]}
    others = set(schema.MARKS) | {"thead", "tbody", "span", "img"}
    assert set(tags) == set(schema.ELEMENTS) - others | {f"span.{schema.NOTE}", "img[src]"}
    for tag, element in schema.ELEMENTS.items():
        if tag in schema.BLOCKS or (tag in schema.PARTS and tag in tags):
            node = ours["nodes"][tags.get(tag) or tags[f"{tag}[src]"]]
            wanted = {names.get(name, name) for name in element.attributes}
            assert set(node["attrs"]) - {"level"} == wanted, tag
            assert node["content"] in HOLDS[element.holds], tag
    assert ours["nodes"]["footnote"]["content"] in HOLDS["note"]
    marks = {re.sub(r"\[.*", "", one["tags"][0]): one["attrs"] for one in ours["marks"].values()}
    assert list(marks) == list(schema.MARKS)  # from the outermost to the innermost
    for tag, attributes in schema.MARKS.items():
        assert marks[tag] == [names.get(name, name) for name in attributes]


def test_names_of_the_tools_are_read_out(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    unfold(page)
    expect(page.get_by_role("toolbar", name="Formatting")).to_match_aria_snapshot("""
    - toolbar "Formatting":
      - 'button "Style: Paragraph"'
      - button "Bold"
      - button "Italic"
      - button "Bulleted list"
      - button "Numbered list"
      - button "Underline"
      - button "Link"
      - button "Table"
      - button "Footnote"
      - button "Undo" [disabled]
      - button "Redo" [disabled]
      - button "More" [expanded]
      - button "Strikethrough"
      - button "Superscript"
      - button "Subscript"
      - button "Outdent" [disabled]
      - button "Indent" [disabled]
      - button "Start at…" [disabled]
      - button "Quote"
      - button "Numbered paragraph"
      - 'button "Direction: Automatic"'
    """)
    expect(tool(page, "Bold")).to_have_attribute("aria-keyshortcuts", "Control+B")
    expect(text_of(page)).to_have_attribute("aria-multiline", "true")


def test_tools_are_used_with_the_keyboard_alone(opens, visitor):
    page = opens(visitor())
    text_of(page).focus()
    page.keyboard.type("Title")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Style: Paragraph")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitemradio", name="Heading 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Style: Heading 1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Bold")).to_be_focused()
    page.keyboard.press("Space")
    expect(tool(page, "Bold")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("End")
    expect(tool(page, "More")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Escape")
    page.keyboard.type("bold")
    page.keyboard.press("Control+b")
    page.keyboard.press("Control+i")
    page.keyboard.type("lean")
    page.keyboard.press("Shift+Tab")  # the tools are one stop before the text
    assert page.evaluate("Boolean(document.activeElement.closest('[role=toolbar]'))")
    page.keyboard.press("Tab")
    expect(text_of(page)).to_be_focused()
    assert value(page) == "<h3>Title</h3><p><strong>bold</strong><em>lean</em></p>"


def test_tools_stay_in_reach_in_a_long_text(opens, visitor):
    page = opens(visitor("phone"), "".join(f"<p>Paragraph {number}</p>" for number in range(100)))
    text_of(page).get_by_text("Paragraph 99").click()
    expect(tool(page, "Bold")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 1000


def test_everything_a_text_may_hold_is_accessible_and_an_untouched_text_is_the_same(opens, traveller):
    somebody = traveller()
    page = opens(somebody, EVERYTHING)
    stored = opens.document.versions.last().text
    assert page.evaluate(VALUE) == stored
    text_of(page).get_by_text("Agency").click()
    expect(tool(page, "Row below")).to_be_visible()
    assert somebody.findings() == []
    page.get_by_role("button", name="Footnote", exact=True).last.click()
    expect(page.get_by_role("dialog", name="Footnote 1")).to_be_visible()
    assert somebody.findings() == []
    page.keyboard.press("Escape")
    unfold(page)
    page.get_by_role("button", name="Direction: Right to left").click()
    assert somebody.findings() == []
    page.keyboard.press("Escape")
    text_of(page).click()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    text_of(page).evaluate("(one) => one.blur()")
    assert page.evaluate(VALUE) == stored  # what was written and taken away changes nothing
    for size in ("phone", "desktop"):
        somebody.sees(size, "light")
        for button in page.get_by_role("toolbar").get_by_role("button").all():
            if button.is_visible():
                assert button.bounding_box()["height"] >= 44
                assert button.bounding_box()["width"] >= 44
    page.get_by_role("button", name="Save version").click()
    page.get_by_role("heading", name="Version 1 (current)").wait_for()  # there was nothing to save
    assert somebody.findings() == []
    assert somebody.complaints == []


def test_text_stays_under_the_hand_when_tools_come(opens, visitor):
    page = opens(visitor(), "".join(f"<p>Paragraph {number}</p>" for number in range(40)) + EVERYTHING)
    cell = text_of(page).get_by_text("Agency")
    for _ in range(2):
        cell.scroll_into_view_if_needed()
        before = cell.bounding_box()["y"]
        cell.click()
        expect(tool(page, "Row below")).to_be_visible()
        assert abs(cell.bounding_box()["y"] - before) < 2
        text_of(page).get_by_text("Counted").click()
        expect(tool(page, "Row below")).to_be_hidden()
        page.evaluate("scrollBy(0, 100)")


def test_blocks_keep_their_ids(opens, visitor):
    page = opens(visitor(), '<p data-id="aaaa1111">First words</p><p data-id="bbbb2222">Second</p>')
    text_of(page).get_by_text("First words").click()
    page.wait_for_timeout(LONGER_THAN_A_FOCUS)
    page.keyboard.press("End")
    page.keyboard.type(", and more.")
    page.keyboard.press("Enter")
    page.keyboard.type("New")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")  # an empty one before the words, which keep their id
    value(page)
    made = page.evaluate(VALUE)
    ids = IDS.findall(made)
    assert len(set(ids)) == len(ids) == 4
    assert '<p data-id="aaaa1111">First words, and more.</p>' in made
    assert '<p data-id="bbbb2222">Second</p>' in made
    text_of(page).focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    value(page)
    assert '<p data-id="aaaa1111">First words</p>' in page.evaluate(VALUE)


def test_lists_begin_where_somebody_says(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    page.keyboard.type("1. one")
    page.keyboard.press("Enter")
    page.keyboard.type("two")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("within")
    unfold(page)
    tool(page, "Start at…").click()
    page.get_by_label("Start at", exact=True).fill("4")
    page.get_by_label("Style of numbers").select_option("a, b, c")
    page.get_by_role("button", name="Change numbers").click()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")  # in an empty item: to the list around it, and out of that
    page.keyboard.press("Enter")
    page.keyboard.type("after")
    assert value(page) == (
        '<ol><li><p>one</p></li><li><p>two</p><ol start="4" type="a"><li><p>within</p></li></ol></li></ol>'
        "<p>after</p>"
    )


def test_tables_are_written(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    tool(page, "Table").click()
    page.keyboard.type("Agency")
    page.keyboard.press("Tab")
    page.keyboard.type("Page")
    tool(page, "Delete column").click()
    tool(page, "Header row").click()
    expect(page.locator(".editor th")).to_have_count(0)
    tool(page, "Header row").click()
    expect(page.locator(".editor th")).to_have_count(2)
    page.locator(".editor td").first.click()
    tool(page, "Row below").click()
    tool(page, "Row above").click()
    expect(page.locator(".editor tr")).to_have_count(5)
    for left in (4, 3, 2):
        page.locator(".editor td").first.click()
        tool(page, "Delete row").click()
        expect(page.locator(".editor tr")).to_have_count(left)
    page.locator(".editor td").first.click()
    page.keyboard.type("IOM")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.keyboard.press("Tab")  # after the last cell there is another row
    page.keyboard.type("ILO")
    rows = page.locator(".editor tr")
    assert rows.last.inner_text().strip() == "ILO"
    cells = page.locator(".editor tr:last-child td")
    cells.first.hover()
    page.mouse.down()
    cells.last.hover()
    page.mouse.up()
    tool(page, "Merge cells").click()
    expect(page.locator(".editor td[colspan='2']")).to_have_text("ILO")
    tool(page, "Delete table").click()
    expect(page.locator(".editor table")).to_have_count(0)


def test_footnotes_are_written_with_the_keyboard_and_numbered(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    page.keyboard.type("Word")
    tool(page, "Footnote").click()
    expect(page.get_by_role("textbox", name="Footnote 1")).to_be_focused()
    page.keyboard.type("See ")
    page.keyboard.press("Control+i")
    page.keyboard.type("there")
    page.keyboard.press("Escape")
    expect(text_of(page)).to_be_focused()
    page.keyboard.type(" and more.")
    assert value(page) == ('<p>Word<span class="footnote">See <em>there</em></span> and more.</p>')
    text_of(page).focus()
    page.wait_for_timeout(LONGER_THAN_A_FOCUS)
    page.keyboard.press("Home")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Footnote: See there. Press Enter to edit.")).to_be_attached()
    page.keyboard.press("Enter")
    page.keyboard.type("!")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    tool(page, "Undo").click()
    page.keyboard.press("Control+End")
    tool(page, "Footnote").click()
    expect(page.get_by_role("dialog", name="Footnote 2")).to_be_visible()
    page.keyboard.press("Escape")  # one without words is none
    expect(page.locator(".editor .note-mark")).to_have_count(1)


def test_paste_is_read_by_the_portal_and_goes_in_where_it_was(opens, visitor):
    somebody = visitor(own=True)
    page = opens(somebody)
    held = []
    somebody.context.route("**/text/paste/", lambda route: held.append(route))
    text_of(page).click()
    page.keyboard.type("Before ")
    page.evaluate(PASTE, ['<p style="color:red">bold <b>word</b></p>', "bold word"])
    page.keyboard.type("after")
    expect(page.locator(".editor .awaited")).to_be_visible()
    held[0].continue_()
    expect(text_of(page)).to_have_text("Before bold wordafter")
    somebody.context.unroute("**/text/paste/")
    page.keyboard.type("wards")
    assert value(page) == "<p>Before bold <strong>word</strong>afterwards</p>"
    text_of(page).focus()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")  # all that was pasted is one step
    assert value(page) == "<p>Before after</p>"
    text_of(page).fill("")
    page.evaluate(PASTE, ["<h1>Title</h1><ul><li>one</li></ul>", "Title one"])
    text_of(page).get_by_text("one").wait_for()
    assert value(page) == "<h3>Title</h3><ul><li><p>one</p></li></ul>"


def test_paste_says_what_was_left_out(opens, visitor):
    somebody = visitor()
    page = opens(somebody)
    text_of(page).click()
    page.evaluate(PASTE, ['<p>Words</p><img src="https://example.org/a.png">', "Words"])
    page.get_by_role("status").get_by_text("1 image was left out.").wait_for()
    assert somebody.findings() == []
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text("1 image was left out.")).to_have_count(0)


def test_paste_without_the_portal_keeps_the_words(opens, visitor):
    somebody = visitor(own=True)
    page = opens(somebody)
    somebody.context.route("**/text/paste/", lambda route: route.abort())
    text_of(page).click()
    page.evaluate(PASTE, ["<p><b>One</b></p><p>Two</p>", "One\n\nTwo"])
    page.get_by_text("Formatting could not be kept because the portal is not responding.").wait_for()
    assert value(page) == "<p>One</p><p>Two</p>"


def test_words_from_right_to_left_stand_at_the_right(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    page.keyboard.type("مرحبا")
    page.keyboard.press("Enter")
    page.keyboard.type("Hello")
    first, second = (page.locator(".editor > p").nth(number) for number in (0, 1))
    assert first.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    assert second.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    unfold(page)
    page.get_by_role("button", name="Direction: Automatic").click()
    page.get_by_role("menuitemradio", name="Right to left").click()
    assert value(page) == '<p>مرحبا</p><p dir="rtl">Hello</p>'


def test_text_can_be_added_to_without_javascript_and_loses_nothing(opens, visitor):
    somebody = visitor()
    page = opens(somebody, EVERYTHING)
    stored = opens.document.versions.last().text
    context = somebody.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(somebody.context.cookies())
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_role("table").get_by_text("IOM").wait_for()
    plain.get_by_label("Add paragraphs").fill("A line with <tags>.\n\nAnother.")
    plain.get_by_role("button", name="Save version").click()
    plain.get_by_role("heading", name="Version 2 (current)").wait_for()
    made = opens.document.versions.last().text
    assert made.startswith(stored)
    assert IDS.sub("", made.removeprefix(stored)) == "<p>A line with &lt;tags&gt;.</p><p>Another.</p>"
    context.close()


def test_characters_are_counted_near_the_limit(opens, visitor):
    somebody = visitor(own=True)
    page = opens(somebody)

    def with_limit(route):
        answer = route.fetch()
        body = re.sub(r'data-limit="\d+"', 'data-limit="20"', answer.text())
        route.fulfill(response=answer, body=body)

    somebody.context.route("**/text/", with_limit)
    page.reload()
    text_of(page).click()
    page.keyboard.type("Seventeen letters")
    expect(page.locator(".counted")).to_have_text("")
    page.keyboard.type("!!")
    expect(page.locator(".counted")).to_have_text("19 of 20 characters")
    page.keyboard.press("Control+b")
    page.keyboard.type("!!")
    expect(page.locator(".counted.is-over")).to_have_text("21 of 20 characters")
    assert somebody.findings() == []


def test_link_is_completed_changed_and_removed(opens, visitor):
    page = opens(visitor())
    text_of(page).click()
    page.keyboard.type("see here")
    page.keyboard.press("Shift+Control+ArrowLeft")
    page.keyboard.press("Control+k")
    page.keyboard.type("gmg.example/a")
    page.keyboard.press("Enter")
    assert value(page) == '<p>see <a href="https://gmg.example/a">here</a></p>'
    text_of(page).get_by_text("here").click()
    tool(page, "Link").click()
    expect(page.get_by_label("Web address")).to_have_value("https://gmg.example/a")
    page.get_by_label("Web address").fill("ana@gmg.example")
    page.get_by_role("button", name="Change link").click()
    comes_to(page, '<p>see <a href="mailto:ana@gmg.example">here</a></p>', lambda: value(page))
    text_of(page).get_by_text("here").click()
    tool(page, "Link").click()
    page.get_by_role("button", name="Remove link").click()
    assert value(page) == "<p>see here</p>"


def test_tab_leaves_the_text_after_esc(opens, visitor):
    page = opens(visitor(), "<ul><li>one</li><li>two</li></ul>")
    text_of(page).get_by_text("two").click()
    page.keyboard.press("Tab")
    expect(page.locator(".editor ul ul")).to_have_text("two")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".editor ul ul")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_label("What changed")).to_be_focused()


def test_image_needs_words(opens, visitor):
    somebody = visitor(own=True)
    page = opens(somebody)
    expect(tool(page, "Image")).to_have_count(0)  # where a text has none

    def with_images(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("data-writing", "data-writing data-images='/i/'")
        )

    somebody.context.route("**/text/", with_images)
    src = "/static/img/mark.svg"
    somebody.context.route("**/i/", lambda route: route.fulfill(json={"src": src}))
    page.reload()
    text_of(page).click()
    unfold(page)
    tool(page, "Image").click()
    file = {"name": "a.png", "mimeType": "image/png", "buffer": b"png"}
    page.get_by_label("Image file").set_input_files(file)
    page.get_by_role("button", name="Add image").click()
    page.get_by_text("Please say what the image shows.").wait_for()
    page.get_by_label("What the image shows").fill("The mark of the Group")
    assert somebody.findings() == []
    page.get_by_role("button", name="Add image").click()
    page.get_by_role("img", name="The mark of the Group").click()
    assert f'<img src="{src}" alt="The mark of the Group">' in value(page)
    page.get_by_role("img", name="The mark of the Group").click()
    tool(page, "Image").click()
    page.get_by_label("What the image shows").fill("A mark")
    page.get_by_role("button", name="Save description").click()
    assert f'<img src="{src}" alt="A mark">' in value(page)


def test_what_is_copied_in_a_text_keeps_its_form_and_gets_ids_of_its_own(opens, visitor):
    page = opens(visitor(), EVERYTHING)
    text_of(page).get_by_text("Counted").click()
    copied = page.evaluate("""() => {
      const data = new DataTransfer();
      const how = { clipboardData: data, bubbles: true, cancelable: true };
      const view = [...writing.editors.values()][0].view;
      document.execCommand("selectAll");
      view.domObserver.forceFlush(true);
      view.dom.dispatchEvent(new ClipboardEvent("copy", how));
      return data.getData("text/html");
    }""")
    assert 'class="footnote"' in copied
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.evaluate(PASTE, [copied, "all"])
    expect(page.locator(".editor table")).to_have_count(2)
    once = (
        IDS.sub("", opens.document.versions.last().text)
        .replace("thead", "tbody")
        .replace("</tbody><tbody>", "")
    )
    assert value(page) == once * 2
    ids = IDS.findall(page.evaluate(VALUE))
    assert len(set(ids)) == len(ids)
