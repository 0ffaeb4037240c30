"""Meetings with papers, for the tests of papers and packs."""

import pytest

from documents.versions import actions as version_actions
from meetings.agenda import actions as agenda_actions
from meetings.agenda.actions import add_paper
from tests.meetings.agenda.papers import SECRET, begin_document, pdf, upload


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def text_paper(plan, people):
    """An item with a text written in the portal as its paper, and a later version of that text."""
    meeting = plan(items=["Figures"], published=True)
    document = begin_document(people["chair"])
    version = version_actions.write_text(
        document, text=f"<p>{'Words. ' * 900}</p>", after=0, by=people["chair"]
    )
    version_actions.write_text(document, text="<p>Later.</p>", after=1, by=people["chair"])
    return add_paper(meeting.agenda.get(), title="Note", version=version, by=people["chair"])


@pytest.fixture
def packed(plan, people):
    """Three items: papers of several kinds, a part, and one for principals only."""
    meeting = plan(items=["Figures", "Of women", "Health"])
    figures, women, health = meeting.agenda.all()
    meeting.agenda.filter(pk=women.pk).update(is_sub=True)
    secret = agenda_actions.add_item(
        meeting,
        title=f"{SECRET} title",
        summary=f"{SECRET} summary",
        restricted="principals",
        by=people["chair"],
    )
    for item, title, name, content in (
        (figures, "Tables", "tables.pdf", pdf("Tables", 2)),
        (figures, "Wide table", "wide.pdf", pdf("Wide", size=(842, 595))),
        (women, "Turned", "turned.pdf", pdf("Turned", rotate=90)),
        (women, "Draft in Word", "draft.docx", b"PK\x03\x04 word"),
        (health, "Locked", "locked.pdf", pdf("Locked", password="x")),
        (health, "Broken", "broken.pdf", b"%PDF-1.4 nothing more"),
        (secret, f"{SECRET} paper", "quillwort.pdf", pdf(SECRET)),
    ):
        add_paper(item, title=title, file=upload(name, content), by=people["chair"])
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    meeting.refresh_from_db()
    return meeting
