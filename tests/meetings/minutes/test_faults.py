"""What goes wrong around minutes: each has its clear answer, and nothing that was typed is lost."""

import datetime as dt
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.dates import clock
from foundation.files import storage
from foundation.files.uploads import Bounded
from foundation.text import rich
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.minutes import actions as minutes_actions
from meetings.models import Action, AgendaItem, Decision, MinutesFile, Proposal
from tests.meetings.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def fields_of(browser, meeting) -> dict:
    """What the page of the minutes has in its fields."""
    page = browser.get(reverse("meetings:minutes", args=[meeting.pk]))
    fields = {}
    for form in page.context["forms"]:
        fields |= {bound.html_name: "" if bound.value() is None else bound.value() for bound in form}
        fields[f"item{form.item.pk}-title"] = form.item.title
    return fields


def save(browser, meeting, fields, **pressed):
    return browser.post(reverse("meetings:minutes", args=[meeting.pk]), fields | pressed)


# An item that is taken off while another person writes on it -------------------------------------------


@pytest.fixture
def taken_off(as_, plan, people):
    """Somebody writes on two items; the second is taken off meanwhile."""
    meeting = plan(items=["Kept", "Gone"])
    browser = as_("chair")
    fields = fields_of(browser, meeting)
    kept, gone = meeting.agenda.all()
    fields |= {f"item{kept.pk}-text": "Said.", f"item{gone.pk}-text": "Typed for an hour."}
    fields |= {f"item{gone.pk}-decision": "It goes on.", f"item{gone.pk}-action": "Send it."}
    fields |= {f"item{gone.pk}-owner": "chair"}
    pk = gone.pk
    agenda_actions.remove_item(gone, by=people["chair"])
    return browser, meeting, fields, pk


def test_words_on_an_item_that_was_taken_off_are_handed_back(taken_off):
    browser, meeting, fields, _ = taken_off
    answer = save(browser, meeting, fields)
    assert answer.status_code == 409
    assert "removed from the agenda while you were writing" in answer.text
    for words in ("Typed for an hour.", "It goes on.", "Send it."):
        assert words in answer.text
    assert [rich.plain(item.minutes) for item in meeting.agenda.all()] == ["Said."]
    assert (
        save(browser, meeting, fields | fields_of(browser, meeting)).status_code == 409
    )  # until one chooses


def test_item_that_was_taken_off_comes_back_with_all_that_was_written(taken_off):
    browser, meeting, fields, pk = taken_off
    save(browser, meeting, fields)
    assert save(browser, meeting, fields | fields_of(browser, meeting), again=pk).status_code == 302
    _, back = meeting.agenda.all()
    assert (back.title, back.minutes) == ("Gone", rich.clean("Typed for an hour."))
    assert Decision.objects.get(item=back).text == "It goes on."
    assert Action.objects.get(item=back).office == "chair"
    assert Decision.objects.count() == 1
    assert back.versions.count() == 1


def test_item_that_comes_back_is_for_whom_it_was(as_, plan, people):
    meeting = plan(items=["Kept", "Heads"])
    meeting.agenda.filter(title="Heads").update(restricted="principals")
    fields = fields_of(as_("chair"), meeting)
    gone = meeting.agenda.get(title="Heads")
    pk = gone.pk
    agenda_actions.remove_item(gone, by=people["chair"])
    answer = save(as_("chair"), meeting, fields | {f"item{pk}-text": "Said among them."}, again=pk)
    assert answer.status_code == 302
    back = meeting.agenda.get(title="Heads")
    assert (rich.plain(back.minutes), back.restricted) == ("Said among them.", "principals")


def test_item_that_comes_back_and_was_open_to_everybody_is_so_again(taken_off):
    browser, meeting, fields, pk = taken_off
    save(browser, meeting, fields, again=pk)
    assert meeting.agenda.get(title="Gone").restricted == ""


def test_item_of_which_the_history_knows_nothing_comes_back_for_principals(as_, plan):
    meeting = plan(items=["Kept"])
    fields = fields_of(as_("chair"), meeting) | {"item999-text": "Words.", "item999-revision": 0}
    save(as_("chair"), meeting, fields, again=999)
    assert meeting.agenda.get(minutes=rich.clean("Words.")).restricted == "principals"


def test_words_on_an_item_that_was_taken_off_can_be_left_out(taken_off):
    browser, meeting, fields, pk = taken_off
    assert save(browser, meeting, fields, leave=pk).status_code == 302
    assert [item.title for item in meeting.agenda.all()] == ["Kept"]


def test_item_that_was_taken_off_unwritten_is_simply_gone(as_, plan, people):
    meeting = plan(items=["Kept", "Gone"])
    fields = fields_of(as_("chair"), meeting)
    agenda_actions.remove_item(meeting.agenda.last(), by=people["chair"])
    assert save(as_("chair"), meeting, fields).status_code == 302


def test_autosave_of_an_item_that_was_taken_off_says_so(as_, plan, people):
    meeting = plan(items=["Gone"])
    item = meeting.agenda.get()
    address = reverse("meetings:item_minutes", args=[meeting.pk, item.pk])
    agenda_actions.remove_item(item, by=people["chair"])
    answer = as_("chair").post(address, {f"item{item.pk}-text": "Typed.", f"item{item.pk}-revision": 0})
    assert answer.status_code == 410
    assert "has been removed from the agenda" in answer.json()["refused"]
    assert as_("member").post(address).status_code == 403


def test_item_on_which_somebody_has_written_is_not_taken_off(plan, people):
    item = plan(items=["A"]).agenda.get()
    minutes_actions.write_minutes(item, text="Said.", revision=0, by=people["chair"])
    with pytest.raises(Refused, match="would be lost"):
        agenda_actions.remove_item(item, by=people["chair"])


# Two who write on the same item -------------------------------------------------------------------------


@pytest.fixture
def opened(as_, plan, people):
    """A page of minutes with three paragraphs that the chair has opened, and what its fields say."""
    meeting = plan(items=["A"])
    text = rich.clean("<p>It was agreed.</p><p>ILO reported.</p><p>IOM thanked.</p>")
    item = minutes_actions.write_minutes(meeting.agenda.get(), text=text, revision=0, by=people["chair"])
    browser, field = as_("chair"), f"item{item.pk}-text"

    class Opened:
        def save(self, typed, **pressed):
            return save(browser, meeting, self.fields | {field: typed, f"{field}-base": text} | pressed)

        def autosaves(self, typed):
            address = reverse("meetings:item_minutes", args=[meeting.pk, item.pk])
            revision = {f"item{item.pk}-revision": self.fields[f"item{item.pk}-revision"]}
            return browser.post(address, {field: typed, f"{field}-base": text} | revision)

        def they_write(self, typed):
            now = AgendaItem.objects.get()
            minutes_actions.write_minutes(now, text=typed, revision=now.revision, by=people["outgoing"])

    opened = Opened()
    opened.fields, opened.text, opened.item, opened.field = fields_of(browser, meeting), text, item, field
    opened.browser, opened.meeting = browser, meeting
    return opened


def minutes_now() -> str:
    return rich.plain(AgendaItem.objects.get().minutes)


def test_two_who_changed_different_paragraphs_are_merged_and_told(opened):
    opened.they_write(opened.text.replace("ILO reported", "ILO reported at length"))
    answer = opened.save(opened.text.replace("agreed", "not agreed"))
    assert answer.status_code == 302
    assert minutes_now() == "It was not agreed.\n\nILO reported at length.\n\nIOM thanked."
    said = "A: O. Going changed other paragraphs meanwhile. Both changes are saved."
    assert said in [str(one) for one in get_messages(answer.wsgi_request)]


def test_save_while_typing_gives_back_what_it_was_merged_to(opened):
    opened.they_write(opened.text.replace("ILO reported", "ILO reported at length"))
    answer = opened.autosaves(opened.text.replace("agreed", "not agreed")).json()
    assert answer["text"] == AgendaItem.objects.get().minutes
    assert answer["merged"] == "O. Going changed other paragraphs meanwhile. Both changes are saved."
    assert answer["revision"] == AgendaItem.objects.get().revision
    # Until the page has taken it, its next save comes from the old revision, with what it had sent as base.
    opened.text = opened.text.replace("agreed", "not agreed")
    opened.autosaves(opened.text.replace("thanked", "thanked them"))
    assert minutes_now() == "It was not agreed.\n\nILO reported at length.\n\nIOM thanked them."


def test_draft_that_was_typed_over_an_older_text_is_merged_with_that_of_now(opened):
    """A page opened again after a crash has the revision of now, and the restored draft an older text."""
    opened.they_write(opened.text.replace("ILO reported", "ILO reported at length"))
    opened.fields = fields_of(opened.browser, opened.meeting)
    opened.save(opened.text.replace("agreed", "not agreed"))
    assert minutes_now() == "It was not agreed.\n\nILO reported at length.\n\nIOM thanked."


def test_same_paragraph_is_not_saved_while_typing(opened):
    opened.they_write(opened.text.replace("agreed", "decided"))
    answer = opened.autosaves(opened.text.replace("agreed", "not agreed"))
    assert answer.status_code == 409
    assert "has changed the same paragraph in “A”" in answer.json()["refused"]
    assert minutes_now().startswith("It was decided.")


def fields_shown(form) -> dict:
    fields = {bound.html_name: "" if bound.value() is None else bound.value() for bound in form}
    return fields | {f"{form['text'].html_name}-base": form.fields["text"].widget.base}


@pytest.mark.parametrize(
    ("choice", "first"),
    [
        ("mine", "It was not agreed."),
        ("theirs", "It was decided."),
        ("both", "It was decided.\n\nIt was not agreed."),
    ],
)
def test_the_later_of_two_chooses_where_both_changed_the_same_paragraph(opened, choice, first):
    theirs = opened.text.replace("agreed", "decided").replace("IOM", "UNICEF")
    opened.they_write(theirs)
    answer = opened.save(opened.text.replace("agreed", "not agreed").replace("ILO", "WHO"))
    assert answer.status_code == 409
    assert "O. Going changed the same paragraph while you were writing" in answer.text
    [form] = answer.context["forms"]
    [clash] = form.clashes
    assert f'name="{opened.field}-keep-{clash.id}"' in answer.text
    assert rich.plain(form["text"].value()) == "It was not agreed.\n\nWHO reported.\n\nUNICEF thanked."
    fields = fields_shown(form) | {f"{opened.field}-keep-{clash.id}": choice}
    assert save(opened.browser, opened.meeting, fields).status_code == 302
    assert minutes_now() == f"{first}\n\nWHO reported.\n\nUNICEF thanked."
    # Whatever was chosen, theirs can be read and restored.
    assert theirs in [one.text for one in opened.item.versions.all()]


def test_the_later_of_two_keeps_all_of_their_text(opened):
    opened.they_write(opened.text.replace("agreed", "decided"))
    [form] = opened.save(opened.text.replace("agreed", "not agreed")).context["forms"]
    answer = save(opened.browser, opened.meeting, fields_shown(form), theirs=opened.item.pk)
    assert answer.status_code == 302
    assert minutes_now().startswith("It was decided.")


def test_choice_of_the_second_is_merged_with_what_a_third_writes_meanwhile(opened):
    opened.they_write(opened.text.replace("agreed", "decided"))
    [form] = opened.save(opened.text.replace("agreed", "not agreed")).context["forms"]
    opened.they_write(opened.text.replace("agreed", "decided").replace("IOM", "UNICEF"))
    assert save(opened.browser, opened.meeting, fields_shown(form)).status_code == 302
    assert minutes_now() == "It was not agreed.\n\nILO reported.\n\nUNICEF thanked."


def test_form_that_does_not_say_what_it_was_opened_with_overwrites_nobody(opened):
    opened.they_write(opened.text.replace("ILO reported", "ILO reported at length"))
    answer = save(
        opened.browser,
        opened.meeting,
        opened.fields | {opened.field: opened.text.replace("agreed", "not agreed")},
    )
    assert answer.status_code == 409
    assert len(answer.context["forms"][0].clashes) == 2
    assert "ILO reported at length" in minutes_now()


def test_paragraphs_added_without_javascript_are_merged(opened):
    opened.they_write(opened.text.replace("IOM thanked.", "IOM thanked all."))
    added = {opened.field: opened.text, f"{opened.field}-added": "WHO, too."}
    assert save(opened.browser, opened.meeting, opened.fields | added).status_code == 302
    assert minutes_now().endswith("IOM thanked all.\n\nWHO, too.")


# Minutes that came to stand while somebody wrote --------------------------------------------------------


def test_words_typed_while_the_minutes_came_to_stand_are_handed_back(as_, plan, people):
    meeting = plan(items=["A", "B"], published=True)
    a = meeting.agenda.first()
    browser = as_("chair")
    fields = fields_of(browser, meeting)
    minutes_actions.circulate_minutes(meeting, until=NOW + dt.timedelta(days=1), by=people["chair"])
    with clock.moved_to(NOW + dt.timedelta(days=2)):
        answer = save(browser, meeting, fields | {f"item{a.pk}-text": "Typed late."})
        assert answer.status_code == 409
        assert "Typed late." in answer.text
        assert reverse("meetings:correct", args=[meeting.pk, a.pk]) in answer.text
        assert [form.item for form in answer.context["typed"]] == [a]
        assert save(browser, meeting, fields).status_code == 302  # nothing typed, nothing to hand back
    assert not AgendaItem.objects.exclude(minutes="")


# An agenda of 200 items ---------------------------------------------------------------------------------


def test_agenda_of_200_items_is_read_written_and_saved(as_, plan):
    meeting = plan(items=[f"Item {n}" for n in range(200)], published=True)
    browser = as_("chair")
    fields = fields_of(browser, meeting)
    last = meeting.agenda.last()
    answer = save(
        browser, meeting, fields | {f"item{last.pk}-text": "Said.", f"item{last.pk}-action": "Send."}
    )
    assert answer.status_code == 302
    last.refresh_from_db()
    assert (rich.plain(last.minutes), last.actions.get().text) == ("Said.", "Send.")


@pytest.mark.parametrize("many", [20, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("page", ["meeting_detail", "minutes", "agenda", "circulate"])
def test_pages_of_many_items_need_as_many_queries_as_of_two(as_, plan, page, many):
    browser, counts = as_("chair"), []
    plan(day="2007-02-09")  # of which the agenda asks what was not reached
    for number, day in ((2, "2007-02-10"), (many, "2007-02-11")):
        meeting = plan(day=day, items=[f"Item {n}" for n in range(number)], published=True)
        meeting.agenda.update(minutes="Said.")
        address = reverse(f"meetings:{page}", args=[meeting.pk])
        browser.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


# Files that cannot be taken -----------------------------------------------------------------------------


def large_file(megabytes: int, name="minutes.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + b" " * (megabytes * 1024**2), "application/pdf")


def test_file_of_60_mb_is_refused_in_words_and_keeps_what_was_typed(as_, plan, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    plan(day="2007-04-10", published=True)
    typed = {"title": "Remittances", "why": "They were halved.", "files": large_file(60)}
    answer = as_("member").post(reverse("proposals:propose"), typed)
    assert answer.status_code == 200
    assert "“minutes.pdf” is 60 MB; the limit is 25 MB." in answer.text
    assert 'value="Remittances"' in answer.text
    assert not Proposal.objects.exists()
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and one.stat().st_size]


def test_of_a_file_that_is_too_large_nothing_is_stored(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    handler, chunk = Bounded(), b" " * 1024**2
    handler.new_file("file", "minutes.pdf", "application/pdf", None, None, {})
    largest = 0
    for n in range(60):
        handler.receive_data_chunk(chunk, n * len(chunk))
        largest = max([largest, *(one.stat().st_size for one in tmp_path.iterdir())])
    assert 0 < largest <= storage.LARGEST
    assert handler.file_complete(60 * len(chunk)).size == 60 * len(chunk)
    assert not list(tmp_path.iterdir())


def test_browser_knows_how_large_a_file_can_be():
    script = finders.find("js/files.js")
    assert f"{storage.LARGEST // 1024**2} * 1024 * 1024" in Path(script).read_text()


def test_program_that_is_called_a_pdf_is_refused(as_, plan, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    meeting = plan(day="2007-02-10")
    program = SimpleUploadedFile("minutes.pdf", b"MZ\x90\x00" + b"\x00" * 60, "application/pdf")
    answer = as_("chair").post(reverse("meetings:minutes_attach", args=[meeting.pk]), {"file": program})
    assert answer.status_code == 200
    assert "do not match its file name" in answer.text
    assert not MinutesFile.objects.exists()
