"""What the portal says goes through gettext, and keeps to docs/words.md."""

import re
from pathlib import Path

import polib
import pytest

from tests import pseudo, untranslated

ROOT = Path(__file__).resolve().parent.parent
APPS = ("foundation", "agencies", "chairmanship", "documents", "meetings", "gmg_portal")
# Strings in Python that nobody reads, or that only operators and developers read: file, and how they begin.
NOT_SAID: dict[str, tuple[str, ...]] = {
    # Names of headers, and a fault of the server in its own words.
    "foundation/mailbox/message.py": ("Subject",),
    "foundation/mailbox/quotes.py": ("Sent|Date",),
    "foundation/mailbox/server.py": ("FETCH of message", "(RFC822.SIZE"),
    "agencies/applications/views/applicant.py": ("input changed", "this:queue"),  # for htmx
    "agencies/factors/adapter.py": ("The secret of", "SECRET_KEY_FALLBACKS"),  # for the log
    "agencies/imports/actions.py": (
        "Part of",
        "Member since",
        "Member to",
    ),  # columns
    "templates/agencies/applications/_apply_autosave.html": ("hx-post",),  # attributes
    "agencies/mail/actions.py": ("sent again",),  # parts of keys
    "chairmanship/circulars/actions.py": ("sent again",),
    "agencies/register/suggestions.py": ("",),  # words that tell nothing of a topic
    "chairmanship/outside/forms.py": ("United Nations", "Global Forum", "Friends of"),  # offered, then stored
    "documents/clearance/views.py": ("take back",),  # values of buttons
    "documents/contributions/views.py": ("hand in", "contributions"),
    "documents/document/models/version.py": ("Rev.", "Add.", "Corr."),  # symbols are in English
    "meetings/attendance/views.py": ("participants",),  # names of files
    "meetings/convening/forms.py": ("min",),
    "meetings/minutes/forms.py": ("form-control",),
    "chairmanship/handover/proofreading/phrases.py": ("",),  # what texts are searched for
    "foundation/admin.py": ("pk",),
    "foundation/jobs/faults.py": ("disk is full", "No space left"),  # as databases say it
    "foundation/jobs/set_back.py": ("The clock was",),  # for the log
    "gmg_portal/beat.py": ("The clock was",),
    "gmg_portal/running.py": ("",),  # for the terminal
    "foundation/mail/server.py": ("The mail server has",),  # for the log
    "foundation/web/once.py": (
        "database or disk is full",
        "The database has no room",
        "database is locked",
        "NOT NULL",
    ),  # as databases say it, and for the log
    "agencies/applications/senders.py": ("sender", "network"),  # parts of keys
    "foundation/mail/models.py": ("pk",),
    "foundation/dates/hours.py": ("Addis Ababa", "New York"),  # translated where they are shown
    "agencies/accounts/checks.py": ("",),  # for operators
    "agencies/accounts/id_tokens.py": ("",),  # for the log
    "agencies/accounts/oidc.py": ("",),  # for the log
    "agencies/accounts/provider_views.py": ("Sign-in with %s",),  # for the log
    "foundation/dates/partial.py": ("CAST", "CASE", "(CASE"),  # SQL
    "foundation/dates/shown.py": ("There are no formats",),  # for operators
    # Styles of Word
    "foundation/files/docx/contents.py": ("Table of Contents",),
    "foundation/files/docx/paper.py": ("Table", "List", "Heading", "Cover", "TOC"),
    "foundation/files/docx/preparing.py": ("intense", "block", "Table", "Numbered", "list"),
    "foundation/files/docx/writing.py": ("Table", "Numbered", "<w:fldSimple"),
    "foundation/files/pandoc.py": ("ulimit", "pandoc", "seconds"),  # for the log
    "foundation/files/binding/drawing.py": ("",),  # PDF
    "foundation/files/binding/forms.py": ("",),  # CSS
    "foundation/files/pdf/__init__.py": (
        *("PDFs need Pango", "}", "landscape", "Page", "A report fetches"),
        *("@font-face", "src: url", '"GMG Han'),
    ),
    "foundation/files/serving.py": ("The file %s",),
    "foundation/files/sheets.py": ("D MMMM",),  # formats of Excel
    "foundation/portal/group.py": ("",),  # the name itself
    "foundation/text/guessing.py": ("",),  # short words, by language
    "foundation/text/names.py": ("",),  # prepositions, by language
    "foundation/squashed.py": ("",),  # for operators
    "foundation/web/health.py": ("",),
    "foundation/web/logs.py": ("[person",),
    "foundation/web/middleware.py": ("NUL",),
    "gmg_portal/settings.py": ("",),
}


def not_said(path: Path, text: str) -> bool:
    name = str(path.relative_to(ROOT))
    return any(text.strip().startswith(begins) for begins in NOT_SAID.get(name, ()))


def strays(paths) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line}: {' '.join(text.split())[:100]}"
        for path in paths
        for line, text in untranslated.in_file(path)
        if not not_said(path, text)
    ]


def test_every_word_of_a_template_goes_through_gettext():
    assert strays(untranslated.files_of(ROOT / "templates")) == []


def test_every_sentence_in_python_goes_through_gettext():
    files = untranslated.files_of(*(ROOT / app for app in APPS))
    # The archive speaks to operators, and its format has words of its own.
    assert strays(path for path in files if "archive" not in path.stem and "archive" not in path.parts) == []


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Save</p>", ["Save"]),
        ('<p>{% translate "Save" %}</p>', []),
        ('<img alt="A map">', ["A map"]),
        ('{% include "a.html" with verb="Save text" %}', ["Save text"]),
        ('{% include "a.html" with verb=_("Save text") %}', []),
        ("<p>{{ count }} item{{ count|pluralize }}</p>", ["item", "|pluralize"]),
        ("{% blocktranslate %}Save {{ name }}{% endblocktranslate %}", []),
        ("<script>let saved = true;</script>{# Not said #}", []),
    ],
)
def test_words_outside_a_translation_are_found(template, found):
    assert sorted(text for _, text in untranslated.in_template(template)) == sorted(found)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('x = "Please save this."', ["Please save this."]),
        ('x = _("Please save this.")', []),
        ('x = f"The chair of {agency} ended"', ["The chair of ", " ended"]),
        ('raise ValueError("not a day of the Group")', []),
        ('def f():\n    """Returns what is said."""', []),
        ('field = CharField(label="Title")', ["Title"]),
    ],
)
def test_sentences_outside_gettext_are_found(source, found):
    assert [text for _, text in untranslated.in_python(source)] == found


def test_catalogue_has_every_message_and_no_other(tmp_path):
    """`make messages` writes it again."""
    pseudo.make_messages(tmp_path)
    now, written = pseudo.messages_of(tmp_path), pseudo.messages_of(ROOT / "locale")
    assert {"missing": now - written, "no longer said": written - now} == {
        "missing": set(),
        "no longer said": set(),
    }


def banned() -> list[tuple[str, str]]:
    """Returns the phrases that docs/words.md bans, as pattern and what is said in their place."""
    table = (ROOT / "docs" / "words.md").read_text().partition("## Phrases that the portal does not use")[2]
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", table, re.MULTILINE)
    assert len(rows) > 20
    return rows


def messages() -> list[tuple[str, str]]:
    """Returns each message of the catalogues, with the file that says it."""
    return [
        (text, f"{entry.occurrences[0][0]}: {text[:80]}")
        for path in sorted(pseudo.ENGLISH.glob("*.po"))
        for entry in polib.pofile(str(path))
        for text in (entry.msgid, entry.msgid_plural)
        if text
    ]


def test_no_message_has_a_phrase_that_is_banned():
    bare = [(re.sub(r"<[^>]*>|%\(\w+\)s", "", text), place) for text, place in messages()]
    found = {
        f"{place} ({instead})": phrase
        for phrase, instead in banned()
        for text, place in bare
        if re.search(phrase, text, re.IGNORECASE)
    }
    assert found == {}


def test_the_name_of_the_group_comes_from_one_place():
    said = {place for text, place in messages() if re.search(r"\bGMG\b|Global Migration Group", text)}
    assert {place.partition(":")[0] for place in said} == {"foundation/portal/group.py"}


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md"])
def test_documents_for_people_have_no_phrase_that_is_banned(name):
    text = (ROOT / name).read_text()
    assert {phrase for phrase, _ in banned() if re.search(phrase, text, re.IGNORECASE)} == set()


def test_places_in_a_message_have_names():
    """Several places without names could not change their order in another language."""
    assert {text for text, _ in messages() if len(re.findall(r"%[sd]", text)) > 1} == set()
