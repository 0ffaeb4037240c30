"""The agenda: its standing items and numbers, its parts, what is told of it, and what it carries over."""

import datetime as dt

import pytest
from django.core import mail

from foundation import archive
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from meetings.agenda import actions as agenda_actions
from meetings.agenda import mail as agenda_mail
from meetings.agenda import order
from meetings.followup import actions as followup_actions
from meetings.followup.queries import unfinished_items
from meetings.minutes import actions as minutes_actions
from meetings.minutes import corrigenda
from meetings.models import AgendaItem
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]


def titles(meeting) -> list[str]:
    return [f"{item.number} {item.title}" for item in order.numbered(meeting.agenda.all())]


def with_parts(plan, people):
    meeting = plan(items=["A", "a", "b", "C"])
    meeting.agenda.filter(title__in="ab").update(is_sub=True)
    return meeting, {item.title: item for item in meeting.agenda.all()}


def test_planned_meeting_has_the_standing_items_and_a_new_one_comes_between(plan, people):
    meeting = plan(standing=True)
    agenda_actions.add_item(meeting, title="Figures", by=people["chair"])
    assert titles(meeting) == [
        "1 Adoption of the agenda", "2 Matters arising", "3 Figures", "4 Any other business",
        "5 Next meeting",
    ]  # fmt: skip


def test_parts_have_letters_and_move_with_their_item(plan, people):
    meeting, items = with_parts(plan, people)
    assert titles(meeting) == ["1 A", "1 (a) a", "1 (b) b", "2 C"]
    agenda_actions.move_item(items["C"], to=2, by=people["chair"])  # up: not between the parts of another
    assert titles(meeting) == ["1 C", "2 A", "2 (a) a", "2 (b) b"]
    agenda_actions.move_item(items["A"], to=0, by=people["chair"])
    assert titles(meeting) == ["1 A", "1 (a) a", "1 (b) b", "2 C"]
    agenda_actions.move_item(items["A"], to=1, by=people["chair"])  # between its own parts: it stays
    assert titles(meeting) == ["1 A", "1 (a) a", "1 (b) b", "2 C"]
    down = order.step(list(meeting.agenda.all()), items["A"], "down")
    agenda_actions.move_item(items["A"], to=down, by=people["chair"])
    assert titles(meeting) == ["1 C", "2 A", "2 (a) a", "2 (b) b"]
    agenda_actions.move_item(items["b"], to=2, by=people["chair"])
    assert titles(meeting) == ["1 C", "2 A", "2 (a) b", "2 (b) a"]


def test_letters_go_on_after_z():
    assert [order.letters(number) for number in (1, 26, 27, 53)] == ["a", "z", "aa", "ba"]


def test_open_actions_stand_under_matters_arising_until_they_are_done(plan, people, as_):
    held = plan(day="2007-02-20", items=["Figures"], published=True)
    item = held.agenda.get()
    action = followup_actions.record_action(item, text="Send the tables.", office="chair", by=people["chair"])
    ahead = plan(standing=True, published=True)
    address = f"/meetings/{ahead.pk}/"
    assert "Send the tables." not in as_("member").get(address).text  # its minutes are a draft
    minutes_actions.adopt_minutes(held, by=people["chair"])
    assert "Send the tables." in as_("member").get(address).text
    assert "Send the tables." in as_("chair").get(f"{address}agenda/").text
    followup_actions.report_action(action, done=True, by=people["chair"])
    assert "Send the tables." not in as_("member").get(address).text


def test_published_agenda_is_told_and_what_changes_after_it_is_marked(plan, people, as_):
    meeting = plan(items=["Figures", "Health"])
    with clock.moved_to(dt.datetime(2007, 3, 2, 9, tzinfo=dt.UTC)):
        agenda_actions.publish_agenda(meeting, by=people["chair"])
    [message] = [one for one in mail.outbox if one.subject.startswith("Provisional agenda")][:1]
    assert "- 1. Figures" in message.body
    with clock.moved_to(dt.datetime(2007, 3, 3, 9, tzinfo=dt.UTC)):
        agenda_actions.add_item(meeting, title="Late matter", by=people["chair"])
        item = meeting.agenda.get(title="Health")
        agenda_actions.change_item(
            item, changes={"summary": "At borders."}, revision=item.revision, by=people["chair"]
        )
        page = as_("member").get(f"/meetings/{meeting.pk}/").text
        assert "added on 3 March" in page
        assert "changed on 3 March" in page
        mail.outbox.clear()
        agenda_actions.tell_changes(meeting, by=people["chair"])
    assert "Late matter (new)" in mail.outbox[0].body
    assert "Health (changed)" in mail.outbox[0].body
    assert "Figures" not in mail.outbox[0].body


def test_nothing_is_told_where_nothing_changed(plan, people):
    meeting = plan(items=["Figures"], published=True)
    with pytest.raises(Refused, match="nothing that all members can read has changed"):
        agenda_actions.tell_changes(meeting, by=people["chair"])


@pytest.mark.usefixtures("mail_in_rows")
def test_publication_is_taken_back_within_the_minute(plan, people):
    meeting = plan(items=["Figures"], published=True)
    assert agenda_mail.waiting(meeting)
    assert "The agenda is private again" in agenda_actions.take_back_agenda(meeting, by=people["chair"])
    meeting.refresh_from_db()
    assert (meeting.agenda_state, meeting.published_at) == ("private", None)
    assert not Mail.objects.unsent().filter(subject__startswith="Provisional").exists()
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    Mail.objects.unsent().update(sent_at=clock.now())
    with pytest.raises(Refused, match="too late"):
        agenda_actions.take_back_agenda(meeting, by=people["chair"])


def test_what_was_not_reached_is_carried_over_once(plan, people, as_):
    held = plan(day="2007-02-20", items=["Figures", "Not reached"], published=True)
    minutes_actions.write_minutes(held.agenda.first(), text="Read.", revision=0, by=people["chair"])
    ahead = plan(standing=True)
    browser = as_("chair")
    assert "Not reached" in browser.get(f"/meetings/{ahead.pk}/agenda/").text
    [left] = unfinished_items(ahead)
    browser.post(f"/meetings/{ahead.pk}/agenda/carry/{left.pk}/")
    assert titles(ahead)[2] == "3 Not reached"
    assert not unfinished_items(ahead).exists()
    with pytest.raises(Refused, match="already been carried over"):
        followup_actions.carry_over(left, to=ahead, by=people["chair"])


# What is restricted ------------------------------------------------------------------------------------

SECRET = "Quillwort"
PAGES = (
    "/", "/meetings/", "/meetings/?q=Quillwort", "/meetings/{pk}/", "/meetings/actions/",
    "/meetings/decisions/",
    "/meetings/actions/?q=Quillwort", "/meetings/actions/?as=csv", "/meetings/decisions/?as=csv",
    "/meetings/{later}/", "/proposals/", "/meetings/{pk}/agenda.docx", "/meetings/{pk}/minutes.docx",
    "/meetings/{pk}/conclusions.docx",
)  # fmt: skip


@pytest.fixture
def kept(plan, people):
    """A meeting with an item for principals only, and all that hangs on it."""
    meeting = plan(day="2007-02-20", items=["Open matter"])
    item = agenda_actions.add_item(
        meeting,
        title=f"{SECRET} title",
        summary=f"{SECRET} summary",
        restricted="principals",
        by=people["chair"],
    )
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    minutes_actions.write_minutes(item, text=f"{SECRET} said", revision=item.revision, by=people["chair"])
    decision = followup_actions.record_decision(item, text=f"{SECRET} decided", by=people["chair"])
    followup_actions.record_action(
        item, text=f"{SECRET} do", agency=factories.agency("ILO"), due=factories.date("2007-03-05"),
        by=people["chair"],
    )  # fmt: skip
    minutes_actions.comment(meeting, text=f"{SECRET} comment", item=item, agency=None, by=people["chair"])
    later = plan(standing=True, published=True)
    minutes_actions.circulate_minutes(meeting, until=clock.now() + dt.timedelta(days=9), by=people["chair"])
    return {"pk": meeting.pk, "later": later.pk, "item": item.pk, "decision": decision.pk}


def words(answer) -> str:
    if "wordprocessing" in answer.get("Content-Type", ""):
        import io
        import zipfile

        return zipfile.ZipFile(io.BytesIO(answer.content)).read("word/document.xml").decode()
    return b"".join(answer).decode()


@pytest.mark.parametrize("page", PAGES)
def test_item_for_principals_is_nowhere_for_others(kept, people, as_, page):
    answer = as_("member").get(page.format(**kept))
    assert answer.status_code == 200
    assert SECRET not in words(answer).replace("?q=Quillwort", "").replace('value="Quillwort"', "").replace(
        "q=Quillwort", ""
    )


def test_principals_the_troika_and_the_secretariat_read_it(kept, people, as_):
    people["principal"] = factories.user()
    factories.appointment(people["principal"], "ILO", role="principal")
    for who in ("principal", "chair", "incoming", "secretariat"):
        browser = as_(who)
        assert f"{SECRET} title" in browser.get(f"/meetings/{kept['pk']}/").text, who
        assert f"{SECRET} do" in browser.get("/meetings/actions/").text, who
        assert browser.get(f"/meetings/decisions/{kept['decision']}/").status_code == 200


def test_its_decision_is_not_there_for_others_and_takes_no_comment(kept, as_):
    browser = as_("member")
    assert browser.get(f"/meetings/decisions/{kept['decision']}/").status_code == 404
    answer = browser.post(f"/meetings/{kept['pk']}/comment/", {"item": kept["item"], "text": "Me too."})
    assert answer.status_code == 404


def test_mails_do_not_tell_of_it(kept, people):
    from meetings.followup import reminders

    principal = factories.user()
    factories.appointment(principal, "ILO", role="principal")
    with clock.moved_to(dt.datetime(2007, 3, 20, tzinfo=dt.UTC)):
        reminders.remind_of_actions()
    told = [one for one in mail.outbox if people["member"].email in one.to]
    assert told
    assert [one.to for one in mail.outbox if SECRET in one.body] == [[principal.email]]
    assert not [one.subject for one in told if SECRET in one.subject + one.body]


def test_report_of_the_term_does_not_tell_of_it(kept, history):
    from chairmanship.handover.report import gather
    from chairmanship.models import Chairmanship, ReportSection

    term = Chairmanship.objects.get(starts="2007-01-01")
    for annex in ("decisions", "statements", "participants", "coverage"):
        ReportSection.objects.create(term=term, slug=annex, is_shown=True)
    assert SECRET not in repr(gather(term, as_at=term.ends))
    told = archive.export(term).decode()
    assert "Open matter" in told
    assert SECRET not in told


def test_archive_of_everything_keeps_it_with_whom_it_is_for(kept, tmp_path):
    everything = tmp_path / "everything.json"
    everything.write_bytes(archive.export())
    assert f"{SECRET} said" in everything.read_text()
    AgendaItem.objects.filter(pk=kept["item"]).update(restricted="")
    archive.read([everything])
    assert AgendaItem.objects.get(pk=kept["item"]).restricted == "principals"


@pytest.fixture
def told_of(kept, people, mailoutbox):
    """Does something around the item, and gives who was written to of it."""
    people["principal"] = factories.user()
    factories.appointment(people["principal"], "ILO", role="principal")

    def tell(act):
        mailoutbox.clear()
        act()
        return {address for one in mailoutbox if SECRET in one.subject + one.body for address in one.to}

    return tell


def test_what_is_entered_for_an_agency_is_told_to_those_for_whom_the_item_is(kept, people, told_of):
    item, ilo, secretary = (
        AgendaItem.objects.get(pk=kept["item"]),
        factories.agency("ILO"),
        people["secretariat"],
    )
    head = {people["principal"].email}
    said = {"text": f"{SECRET} of ILO", "item": item, "agency": ilo, "by": secretary}
    assert told_of(lambda: minutes_actions.comment(item.meeting, **said)) == head
    made = item.comments.get(agency=ilo)
    answer = {"taken_in": False, "answer": f"{SECRET} no.", "by": people["chair"]}
    assert told_of(lambda: minutes_actions.settle_comment(made, **answer)) == head
    action = item.actions.get()
    assert told_of(lambda: followup_actions.report_action(action, done=True, by=secretary)) == head


def test_correction_of_it_is_told_to_those_for_whom_the_item_is(kept, people, told_of):
    item = AgendaItem.objects.get(pk=kept["item"])
    minutes_actions.adopt_minutes(item.meeting, by=people["chair"])
    change = {"text": "As it was.", "reason": f"{SECRET} was misheard.", "by": people["secretariat"]}
    told = told_of(lambda: corrigenda.correct_minutes(item, revision=item.revision, **change))
    assert people["principal"].email in told
    assert people["member"].email not in told
    assert people["outgoing"].email in told  # of the troika, who reads the minutes


def test_numbers_are_those_of_the_whole_agenda(plan, people, as_):
    meeting = plan()
    agenda_actions.add_item(meeting, title="Hidden", restricted="principals", by=people["chair"])
    agenda_actions.add_item(meeting, title="Seen", by=people["chair"])
    agenda_actions.publish_agenda(meeting, by=people["chair"])
    page = as_("member").get(f"/meetings/{meeting.pk}/").text
    assert "Hidden" not in page
    assert '<span class="item-number">2.</span> Seen' in page
    assert "- 2. Seen" in next(one.body for one in mail.outbox if "Provisional" in one.subject)


def test_last_of_two_hundred_items_can_become_the_first(plan, people):
    meeting = plan(items=["A", "B", "C"], published=True)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=number, title=f"Item {number}") for number in range(3, 200)
    )
    last = meeting.agenda.last()
    agenda_actions.move_item(last, to=0, by=people["chair"])
    assert meeting.agenda.first() == last
