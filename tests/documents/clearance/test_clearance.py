"""Clearance: what agencies say to a version by a date, and what becomes of it by the clock alone."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Membership
from chairmanship.models import Chairmanship
from documents.clearance import actions as clearance_actions
from documents.clearance import handover as clearance_handover
from documents.clearance import links as clearance_links
from documents.clearance import mail as clearance_mail
from documents.clearance import outcomes
from documents.clearance import standing as clearance_standing
from documents.clearance.awaiting import awaiting
from documents.library import actions as library_actions
from documents.library import handover as library_handover
from documents.models import Clearance, Document, Round
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db

UNTIL = dt.datetime(2027, 5, 14, 16, tzinfo=dt.UTC)  # 18:00 in Geneva
LATER = UNTIL + dt.timedelta(days=1)
TOKYO = dt.datetime(2027, 5, 20, 0, tzinfo=dt.UTC)


@pytest.fixture
def opening():
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def group(opening):
    """IOM chairs, UNDP leads the document; of WHO, a member, nobody is in the register."""
    for acronym in ("IOM", "UNDP", "ILO", "UNHCR", "WHO"):
        factories.membership(acronym, "2006")
    factories.term("IOM", "2027-01-01", "2027-06-30")

    class Group:
        chair = factories.person_of("IOM", email="chair@iom.example", name="Chair")
        lead = factories.person_of("UNDP", email="lead@undp.example", name="Lead")
        ilo = factories.person_of("ILO", email="focal@ilo.example", name="Ilse")
        unhcr = factories.person_of("UNHCR", email="focal@unhcr.example")

    Group.document = library_actions.begin(
        title="A common note", kind="information note", lead=factories.agency("UNDP"), by=Group.lead
    )
    Group.version = version_actions.write_text(
        Group.document, text="What we hold in common.", after=0, by=Group.lead
    )
    return Group


def open_round(group, *acronyms, until=UNTIL, **fields) -> Round:
    agencies = [factories.agency(one) for one in acronyms or ("ILO", "UNHCR")]
    fields.setdefault("timezone", "Europe/Zurich")
    return clearance_actions.open_round(
        group.version, agencies=agencies, until=until, by=group.lead, **fields
    )


def clearance_of(round_, acronym) -> Clearance:
    return round_.clearances.get(agency__acronym=acronym)


def standing_of(round_) -> clearance_standing.Standing:
    return clearance_standing.standing_of(Round.objects.with_rest().get(pk=round_.pk))


def reply_words(round_) -> dict[str, str]:
    return {row.clearance.agency.acronym: row.word for row in standing_of(round_).rows}


def give_reply(round_, acronym, reply, text="", by=None):
    by = by or factories.person_of(acronym)
    return clearance_actions.reply(clearance_of(round_, acronym), reply=reply, words=text, by=by)


def state_of(document) -> str:
    """As a reader sees it."""
    return clearance_standing.as_of_now(Document.objects.filter(pk=document.pk))[0].state


# A round opens ------------------------------------------------------------------------------------------


def test_round_asks_each_agency_with_a_link_and_names_zone_and_hour(group, mailoutbox):
    round_ = open_round(group, until=TOKYO, timezone="Asia/Bangkok", note="Look at\nparagraph 3.")
    assert Document.objects.get().state == "circulated"
    asked = {mail.to[0]: mail for mail in mailoutbox if mail.subject.startswith("To clear")}
    assert set(asked) == {"focal@ilo.example", "focal@unhcr.example"}
    text = asked["focal@ilo.example"].body
    assert "Thursday 20 May 2027, 07:00, Bangkok time (UTC+7)" in text
    assert "    Look at\n    paragraph 3." in text
    token = re.search(r"/documents/clear/(\S+)/", text)[1]
    assert clearance_links.clearance_of(token) == (clearance_of(round_, "ILO"), group.ilo)


def test_list_of_agencies_stays_as_it_was_when_the_round_opened(group):
    round_ = open_round(group)
    factories.membership("FAO", "2027-05-01")
    assert sorted(reply_words(round_)) == ["ILO", "UNHCR"]


def test_lead_is_told_of_an_agency_that_nobody_answers_for(group, mailoutbox):
    open_round(group, "ILO", "WHO")
    told = [mail.to for mail in mailoutbox if "Nobody to ask at WHO" in mail.subject]
    assert told == [["lead@undp.example"]]
    clearance_mail.remind()
    assert len([mail for mail in mailoutbox if "Nobody to ask" in mail.subject]) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": dt.datetime(2027, 5, 1, tzinfo=dt.UTC)}, "has passed"),
        ({"agencies": []}, "at least one agency"),
    ],
)
def test_round_that_cannot_be_is_refused(group, change, words):
    fields = {"agencies": [factories.agency("ILO")], "until": UNTIL} | change
    with pytest.raises(Refused, match=words):
        clearance_actions.open_round(group.version, timezone="Europe/Zurich", by=group.lead, **fields)
    assert not Round.objects.exists()


def test_second_round_waits_for_the_first_and_an_old_version_is_not_asked_for(group):
    open_round(group)
    with pytest.raises(Refused, match="runs until Friday 14 May 2027, 18:00, Geneva time"):
        open_round(group)
    clearance_actions.withdraw(Round.objects.get(), by=group.lead)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    with pytest.raises(Refused, match="Version 2 was brought by Lead meanwhile"):
        open_round(group)


# What the clock says -------------------------------------------------------------------------------------


def test_silence_is_agreement_and_everybody_sees_it_while_the_worker_is_down(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "fine")
    assert reply_words(round_) == {"ILO": "fine", "UNHCR": "no reply yet"}
    assert state_of(group.document) == "circulated"
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "fine", "UNHCR": "fine, by silence"}
        assert standing_of(round_).outcome == "cleared"
        assert state_of(group.document) == "cleared"
        assert Document.objects.get().state == "circulated"  # nobody has written it down yet


def test_worker_that_is_back_writes_it_down_and_tells_everybody_once(group, mailoutbox):
    round_ = open_round(group)
    mailoutbox.clear()
    with clock.moved_to(LATER):
        assert outcomes.write_down() == 1
        assert Document.objects.get().state == "cleared"
        told = sorted(mail.to[0] for mail in mailoutbox if mail.subject.startswith("Cleared"))
        assert told == ["focal@ilo.example", "focal@unhcr.example", "lead@undp.example"]
        assert outcomes.write_down() == 0
        Round.objects.update(outcome="", written_at=None)  # a second worker, that saw it before
        outcomes.write_down()
        assert len(mailoutbox) == 3
        assert reply_words(round_) == {"ILO": "fine, by silence", "UNHCR": "fine, by silence"}


@pytest.mark.parametrize("verb", [library_actions.redraft, library_actions.circulate, library_actions.adopt])
def test_what_the_clock_has_cleared_is_written_down_before_the_document_is_moved(group, verb):
    open_round(group)
    with clock.moved_to(LATER):
        after = verb(group.document, by=group.lead).state
        assert [step.state for step in group.document.steps.all()] == ["circulated", "cleared", after]
        assert outcomes.write_down() == 0
        assert state_of(group.document) == after


def test_who_opened_it_and_acts_for_nobody_any_more_is_not_told_of_its_end(group, mailoutbox):
    open_round(group)
    successor = factories.person_of("UNDP", email="next@undp.example")
    group.lead.appointments.update(ends="2027-05-02")
    mailoutbox.clear()
    with clock.moved_to(LATER):
        outcomes.write_down()
    told = {mail.to[0] for mail in mailoutbox}
    assert successor.email in told
    assert group.lead.email not in told


def test_round_that_wants_express_replies_is_not_cleared_by_silence(group):
    round_ = open_round(group, express=True)
    give_reply(round_, "ILO", "fine")
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "fine", "UNHCR": "no reply"}
        assert standing_of(round_).outcome == "not cleared"
        outcomes.write_down()
        assert standing_of(round_).unreachable == []
        assert Document.objects.get().state == "circulated"


def test_silence_where_nobody_could_be_asked_is_no_agreement(group):
    round_ = open_round(group, "ILO", "WHO")
    assert standing_of(round_).unreachable == ["WHO"]
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"ILO": "fine, by silence", "WHO": "no reply"}
        assert standing_of(round_).outcome == "not cleared"


@pytest.mark.parametrize("how", ["ended", "address", "closed"])
def test_silence_of_an_agency_whose_focal_point_has_gone_by_that_day_is_no_agreement(group, how):
    round_ = open_round(group)
    if how == "ended":
        group.ilo.appointments.update(ends="2027-05-13")
    else:
        type(group.ilo).objects.filter(pk=group.ilo.pk).update(
            **({"email": None} if how == "address" else {"is_active": False})
        )
    with clock.moved_to(LATER):
        assert reply_words(round_)["ILO"] == "no reply"
        outcomes.write_down()
        factories.person_of("ILO")  # who comes later does not make it agreement
        assert reply_words(round_)["ILO"] == "no reply"
        assert Document.objects.get().state == "circulated"


def test_rounds_of_different_days_are_judged_each_by_its_own_while_nobody_writes_them_down(group):
    other = library_actions.begin(title="Another", kind="information note", lead=None, by=group.lead)
    second = version_actions.write_text(other, text="More.", after=0, by=group.lead)
    agencies = [factories.agency("UNHCR")]
    open_round(group, "UNHCR")
    clearance_actions.open_round(
        second, agencies=agencies, until=LATER, timezone="Europe/Zurich", by=group.lead
    )
    group.unhcr.appointments.update(ends=UNTIL.date())  # there on the day of the first, not of the second
    with clock.moved_to(LATER + dt.timedelta(days=1)):
        both = clearance_standing.as_of_now(Document.objects.order_by("pk"))
        assert [one.state for one in both] == ["cleared", "circulated"]
        found = clearance_standing.in_state(Document.objects.all(), "cleared")
        assert [one.title for one in found] == ["A common note"]


def test_agency_is_reached_through_its_part_and_who_is_appointed_later_is_asked(group, mailoutbox):
    round_ = open_round(group, "WHO")
    part = factories.agency("PAHO")
    part.part_of = factories.agency("WHO")
    part.save()
    factories.person_of("PAHO", email="late@paho.example")
    mailoutbox.clear()
    clearance_mail.remind()
    clearance_mail.remind()
    assert [mail.to for mail in mailoutbox] == [["late@paho.example"]]
    with clock.moved_to(LATER):
        assert reply_words(round_) == {"WHO": "fine, by silence"}


@pytest.mark.parametrize("reply", ["no, because", "needs more time", "breaks the silence"])
def test_objection_keeps_it_from_being_cleared_and_the_lead_reads_it_at_once(group, reply, mailoutbox):
    round_ = open_round(group)
    mailoutbox.clear()
    give_reply(round_, "ILO", reply, "The figures are old.", by=group.ilo)
    [mail] = mailoutbox
    assert mail.to == ["lead@undp.example"]
    assert "The figures are old." in mail.body
    with clock.moved_to(LATER):
        assert standing_of(round_).outcome == "not cleared"
        outcomes.write_down()
        assert Document.objects.get().state == "circulated"


def test_remarks_wait_for_the_lead_who_leaves_the_text_as_it_is(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "fine, but", "A comma is missing.")
    with clock.moved_to(LATER):
        outcomes.write_down()
        assert standing_of(round_).outcome == "agreed, with remarks"
        assert state_of(group.document) == "circulated"
        clearance_actions.accept(round_, by=group.lead)
        assert Document.objects.get().state == "cleared"
        with pytest.raises(Refused, match="no remarks to settle"):
            clearance_actions.accept(round_, by=group.lead)


def test_later_version_does_not_inherit_a_clearance(group):
    round_ = open_round(group)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    with clock.moved_to(LATER):
        assert standing_of(round_).outcome == "cleared"  # of version 1
        assert state_of(group.document) == "circulated"
        outcomes.write_down()
        assert Document.objects.get().state == "circulated"


# Replies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reply", ["fine, but", "no, because"])
def test_but_and_because_need_words(group, reply):
    round_ = open_round(group)
    with pytest.raises(Refused, match="in a sentence"):
        give_reply(round_, "ILO", reply, "  ")
    assert reply_words(round_)["ILO"] == "no reply yet"


def test_reply_can_be_changed_and_taken_back_until_the_date_and_not_after(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "fine", by=group.ilo)
    give_reply(round_, "ILO", "no, because", "No.", by=group.ilo)
    clearance_actions.take_back(clearance_of(round_, "ILO"), by=group.ilo)
    assert reply_words(round_)["ILO"] == "no reply yet"
    with clock.moved_to(UNTIL), pytest.raises(Refused, match="what you wrote still stands"):
        give_reply(round_, "ILO", "fine", by=group.ilo)
    with clock.moved_to(UNTIL), pytest.raises(Refused):
        clearance_actions.take_back(clearance_of(round_, "ILO"), by=group.ilo)


def test_page_of_a_round_shows_the_text_that_was_asked_for(group, client):
    round_ = open_round(group)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    client.force_login(group.ilo)
    page = client.get(clearance_mail.place_of(round_)).text
    assert "What we hold in common." in page
    assert "Another." not in page


def test_what_an_agency_said_itself_is_replaced_by_nobody_else(group, client):
    round_ = open_round(group)
    give_reply(round_, "ILO", "no, because", "The figures are old.", by=group.ilo)
    client.force_login(group.lead)
    page = client.get(clearance_mail.place_of(round_)).text
    ilo, unhcr = (
        reverse(
            "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, one).pk]
        )
        for one in ("ILO", "UNHCR")
    )
    assert ilo not in page
    assert unhcr in page
    refused = client.post(ilo, {"reply": "fine", "words": "Said by telephone"}).text
    assert "ILO has replied itself: no, because." in refused
    assert "Said by telephone" in refused
    assert "ILO has replied itself" in client.post(ilo, {"reply": "take back"}).text
    assert (clearance_of(round_, "ILO").reply, clearance_of(round_, "ILO").words) == (
        "no, because",
        "The figures are old.",
    )
    give_reply(round_, "UNHCR", "fine", by=group.lead)  # what was entered can be mended by both
    give_reply(round_, "UNHCR", "fine, but", "A comma.", by=group.chair)
    give_reply(round_, "UNHCR", "fine", by=group.unhcr)


def test_reply_entered_for_an_agency_says_by_whom_and_the_agency_is_told(group, mailoutbox, client):
    round_ = open_round(group)
    mailoutbox.clear()
    give_reply(round_, "ILO", "fine", by=group.lead)
    [mail] = mailoutbox
    assert mail.to == ["focal@ilo.example"]
    assert "Lead entered for ILO" in mail.body
    client.force_login(group.unhcr)
    page = client.get(clearance_mail.place_of(round_)).content.decode()
    assert "entered by Lead" in page


def test_date_is_put_off_also_after_it_passed_and_who_said_something_keeps_it(group, mailoutbox):
    round_ = open_round(group)
    give_reply(round_, "ILO", "needs more time")
    with clock.moved_to(LATER):
        outcomes.write_down()
        mailoutbox.clear()
        with pytest.raises(Refused, match="has passed"):
            clearance_actions.extend(round_, until=UNTIL, timezone="Europe/Zurich", by=group.lead)
        clearance_actions.extend(round_, until=TOKYO, timezone="Asia/Bangkok", by=group.lead)
        assert sorted({mail.to[0] for mail in mailoutbox}) >= ["focal@ilo.example", "focal@unhcr.example"]
        assert reply_words(round_) == {"ILO": "needs more time", "UNHCR": "no reply yet"}
        give_reply(round_, "ILO", "fine", by=group.ilo)
    with clock.moved_to(TOKYO):
        assert outcomes.write_down() == 1
        assert Document.objects.get().state == "cleared"
        with pytest.raises(Refused, match="is cleared"):
            clearance_actions.extend(round_, until=TOKYO + dt.timedelta(9), timezone="UTC", by=group.lead)


def test_withdrawn_round_says_so_to_who_was_asked_and_takes_no_reply(group, mailoutbox):
    round_ = open_round(group)
    clearance_actions.withdraw(round_, by=group.lead, reason="The wrong text.")
    assert standing_of(round_).words == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        give_reply(round_, "ILO", "fine")
    with clock.moved_to(LATER):
        assert outcomes.write_down() == 0
        assert state_of(group.document) == "circulated"


def test_withdrawal_is_told_to_who_speaks_for_the_agency_today(group, mailoutbox):
    round_ = open_round(group)
    factories.person_of("ILO", email="next@ilo.example")
    group.ilo.appointments.update(ends="2027-05-02")
    mailoutbox.clear()
    clearance_actions.withdraw(round_, by=group.lead)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["focal@unhcr.example", "next@ilo.example"]


def test_round_taken_back_within_the_minute_tells_nobody_anything(group, mail_in_rows):
    round_ = open_round(group)
    clearance_actions.withdraw(round_, by=group.lead)
    assert not Mail.objects.filter(subject__startswith="Withdrawn").exists()
    assert not Mail.objects.filter(subject__startswith="To clear", recalled_at=None).exists()


def test_round_to_which_all_have_replied_can_end_early(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "fine")
    with pytest.raises(Refused, match="UNHCR can still reply"):
        clearance_actions.close(round_, by=group.lead)
    give_reply(round_, "UNHCR", "not concerned")
    clearance_actions.close(round_, by=group.lead)
    assert Document.objects.get().state == "cleared"


# Reminders -----------------------------------------------------------------------------------------------


def test_only_the_silent_are_reminded_once_for_each_stage(group, mailoutbox):
    round_ = open_round(group)
    give_reply(round_, "ILO", "fine")
    mailoutbox.clear()
    for days, expected in ((5, 0), (2.5, 1), (2, 1), (0.5, 2), (0.1, 2), (-1, 2)):
        with clock.moved_to(UNTIL - dt.timedelta(days=days)):
            clearance_mail.remind()
        assert [mail.to[0] for mail in mailoutbox] == ["focal@unhcr.example"] * expected


def test_after_a_pause_of_the_worker_only_the_reminder_that_holds_now_goes(group, mailoutbox):
    open_round(group, "UNHCR")
    mailoutbox.clear()
    with clock.moved_to(UNTIL - dt.timedelta(hours=5)):
        clearance_mail.remind()
    assert len(mailoutbox) == 1


def test_lead_reminds_by_hand_each_once_a_day(group):
    round_ = open_round(group)
    with clock.moved_to(dt.datetime(2027, 5, 6, 9, tzinfo=dt.UTC)):
        assert clearance_mail.remind_now(round_, by=group.lead) == 2
        assert clearance_mail.remind_now(round_, by=group.lead) == 0


# Pages ---------------------------------------------------------------------------------------------------


def link_address(round_, acronym, person):
    return reverse(
        "documents:clearance_link", args=[clearance_links.link_of(clearance_of(round_, acronym), person)]
    )


def test_link_replies_without_a_login_and_looking_changes_nothing(group, client):
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    page = client.get(address).content.decode()
    assert "What we hold in common." in page
    assert reply_words(round_)["ILO"] == "no reply yet"
    answer = client.post(address, {"reply": "no, because", "words": ""})
    assert answer.status_code == 200
    client.post(address, {"reply": "no, because", "words": "Old figures."})
    assert reply_words(round_)["ILO"] == "no, because"
    assert clearance_of(round_, "ILO").replied_by == group.ilo
    assert not clearance_of(round_, "ILO").entered


def test_link_loses_nothing_of_what_was_typed_as_the_date_passed(group, client):
    round_ = open_round(group)
    with clock.moved_to(UNTIL):
        answer = client.post(
            link_address(round_, "ILO", group.ilo), {"reply": "no, because", "words": "Old <figures>."}
        )
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "The date has passed" in page
    assert re.search(r"<textarea[^>]*>Old &lt;figures&gt;\.</textarea>", page)


def test_link_is_closed_for_who_acts_for_it_no_more_and_when_it_is_not_whole(group, client):
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    group.ilo.appointments.update(ends="2027-05-02")
    assert client.get(address).status_code == 410
    assert client.post(address, {"reply": "fine"}).status_code == 410
    assert client.get(address[:-3] + "x/").status_code == 410
    assert reply_words(round_)["ILO"] == "nobody to ask"


def test_agency_that_left_the_group_is_neither_offered_nor_answers_by_its_link(group, client, mailoutbox):
    group.document.contributors.set([factories.agency("ILO")])
    round_ = open_round(group)
    address = link_address(round_, "ILO", group.ilo)
    Membership.objects.filter(agency__acronym="ILO").update(ends=factories.date("2027-04"))
    answer = client.get(address)
    assert answer.status_code == 410
    assert "ILO does not belong to the Group any more" in answer.text
    assert client.post(address, {"reply": "fine"}).status_code == 410
    client.force_login(group.lead)
    page = client.get(reverse("documents:clearance_open", args=[group.document.pk]))
    assert "UNHCR" in page.text
    assert "ILO" not in str(page.context["form"]["agencies"])
    mailoutbox.clear()
    assert clearance_mail.remind_now(round_, by=group.lead) == 0  # UNHCR was asked today
    with clock.moved_to(UNTIL - dt.timedelta(2)):
        clearance_mail.remind()
    assert {mail.to[0] for mail in mailoutbox} == {"focal@unhcr.example"}


def end_membership(acronym, last):
    Membership.objects.filter(agency__acronym=acronym).update(ends=factories.date(last))


@pytest.mark.parametrize(
    ("last", "said", "outcome"),
    [
        ("2027-05-13", "left the Group", "cleared"),  # the day before the date
        ("2027-05-14", "nobody to ask", "not cleared"),
    ],
)
def test_silence_of_an_agency_that_left_neither_agrees_nor_stands_in_the_way(group, last, said, outcome):
    round_ = open_round(group, "UNHCR", "WHO")  # nobody of WHO is in the register
    end_membership("WHO", last)
    give_reply(round_, "UNHCR", "fine")
    with clock.moved_to(UNTIL - dt.timedelta(minutes=1)):
        assert reply_words(round_)["WHO"] == said
    with clock.moved_to(UNTIL):
        assert standing_of(round_).outcome == outcome
        outcomes.write_down()
        assert standing_of(round_).outcome == outcome
        assert reply_words(round_)["WHO"] == ("left the Group" if outcome == "cleared" else "no reply")
        assert state_of(group.document) == ("cleared" if outcome == "cleared" else "circulated")


def test_round_is_closed_without_waiting_for_an_agency_that_left(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", "fine")
    with pytest.raises(Refused, match="ILO can still reply"):
        clearance_actions.close(round_, by=group.lead)
    end_membership("ILO", "2027-04-01")
    assert clearance_actions.close(round_, by=group.lead).outcome == "cleared"


def test_what_an_agency_said_while_it_was_a_member_stands(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", "fine")
    give_reply(round_, "ILO", "no, because", "It is too long.")
    end_membership("ILO", "2027-04-25")
    with clock.moved_to(UNTIL):
        assert standing_of(round_).outcome == "not cleared"


def test_nobody_is_left_to_agree_where_all_who_were_asked_have_left(group):
    round_ = open_round(group)
    for acronym in ("ILO", "UNHCR"):
        end_membership(acronym, "2027-04-25")
    with clock.moved_to(UNTIL):
        assert standing_of(round_).outcome == "not cleared"


def test_link_ends_a_month_after_the_date(group, client):
    address = link_address(open_round(group), "ILO", group.ilo)
    for days, status in ((29, 200), (30, 410)):
        with clock.moved_to(UNTIL + dt.timedelta(days)):
            assert client.get(address).status_code == status


def test_link_of_one_agency_says_nothing_for_another(group, client):
    round_ = open_round(group)
    client.post(link_address(round_, "ILO", group.ilo), {"reply": "fine"})
    assert reply_words(round_)["UNHCR"] == "no reply yet"


def test_focal_point_replies_only_for_their_own_agency(group, client):
    round_ = open_round(group)
    client.force_login(group.ilo)
    for acronym, status in (("ILO", 302), ("UNHCR", 403)):
        address = reverse(
            "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, acronym).pk]
        )
        assert client.post(address, {"reply": "fine"}).status_code == status


def test_home_has_the_buttons_in_place_until_the_agency_has_replied(group, client):
    round_ = open_round(group)
    client.force_login(group.ilo)
    [thing] = awaiting(group.ilo)
    assert thing.by == UNTIL
    page = client.get("/").content.decode()
    assert "Say for ILO whether “A common note” is fine." in page
    address = reverse(
        "documents:clearance_reply", args=[group.document.pk, round_.pk, clearance_of(round_, "ILO").pk]
    )
    assert address in page
    assert client.post(address, {"reply": "fine", "then": "home"}).url == "/"
    assert awaiting(group.ilo) == []


def test_lead_opens_a_round_by_the_clocks_of_another_place(group, client):
    client.force_login(group.lead)
    address = reverse("documents:clearance_open", args=[group.document.pk])
    assert "WHO (nobody to write to)" in client.get(address).content.decode()
    fields = {
        "day": "2027-05-20", "hour": "18:00", "timezone": "America/New_York", "express": "",
        "agencies": [factories.agency("ILO").pk, factories.agency("WHO").pk],
    }  # fmt: skip
    client.post(address, fields)
    round_ = Round.objects.get()
    assert round_.deadline == "Thursday 20 May 2027, 18:00, New York time (UTC−4)"
    assert not round_.express
    page = client.get(clearance_mail.place_of(round_)).content.decode()
    assert "WHO has nobody in the register" in page
    assert "Thursday 20 May 2027, 18:00, New York time" in page


def test_round_is_not_opened_on_a_version_that_came_since_the_form_was_shown(group, client):
    client.force_login(group.chair)
    address = reverse("documents:clearance_open", args=[group.document.pk])
    assert client.get(address).context["form"]["version"].value() == 1
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    fields = {
        "day": "2027-05-20", "hour": "18:00", "timezone": "Europe/Zurich", "express": "", "version": 1,
        "agencies": [factories.agency("ILO").pk, factories.agency("UNHCR").pk], "note": "Look at page 2",
    }  # fmt: skip
    answer = client.post(address, fields)
    assert answer.status_code == 409
    assert not Round.objects.exists()
    for words in ("Version 2 was brought by Lead meanwhile", "Look at page 2", "A common note · version 2"):
        assert words in answer.text
    form = answer.context["form"]
    assert str(form["version"].value()) == "2"
    assert len(form["agencies"].value()) == 2
    client.post(address, fields | {"version": 2})
    assert Round.objects.get().version.number == 2


def count_queries(client, address) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("moment", [UNTIL - dt.timedelta(days=5), LATER])
def test_page_needs_as_many_queries_for_thirty_agencies_as_for_three(group, client, moment):
    agencies = [f"A{number}" for number in range(30)]
    for acronym in agencies:
        factories.person_of(acronym)
    client.force_login(group.lead)
    few = open_round(group, *agencies[:3])
    with clock.moved_to(moment):
        client.get("/")
        first = count_queries(client, clearance_mail.place_of(few))
        for acronym in agencies[3:]:
            few.clearances.create(agency=factories.agency(acronym), reached_at=clock.now())
        assert count_queries(client, clearance_mail.place_of(few)) == first


# What the handover report says of it --------------------------------------------------------------------


def test_report_tells_nothing_of_a_draft_and_little_of_what_is_circulated_until_it_is_cleared(group):
    term = Chairmanship.objects.get()
    private = {"term": term, "summary": "A secret summary", "note": "A secret note"}
    library_actions.begin(title="Only a draft", kind="report", lead=None, by=group.lead, **private)
    Document.objects.filter(pk=group.document.pk).update(**private)
    open_round(group)

    def told():
        return [
            [row["title"], row["state"], row["summary"]]
            for row in library_handover.joint_documents(term, clock.today())
        ]

    assert told() == [["A common note", "circulated", ""]]
    with clock.moved_to(LATER):
        assert told() == [["A common note", "cleared", "A secret summary"]]
        assert clearance_handover.in_clearance(term, clock.today()) == []
