"""A round of clearance: it is opened, put off, withdrawn, and its agencies are reminded."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.clearance import links as clearance_links
from documents.clearance import mail as clearance_mail
from documents.clearance import outcomes
from documents.models import Document, Round
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.files import storage
from foundation.models import Mail
from foundation.verbs import Refused
from tests import factories
from tests.documents.clearance.rounds import (
    LATER,
    TOKYO,
    UNTIL,
    clearance_of,
    give_reply,
    open_round,
    reply_words,
    state_of,
    status_of,
)
from tests.meetings.agenda.papers import pdf, upload

pytestmark = pytest.mark.django_db


def test_round_asks_each_agency_with_a_link_and_names_zone_and_hour(group, mailoutbox):
    round_ = open_round(group, until=TOKYO, timezone="Asia/Bangkok", note="Look at\nparagraph 3.")
    assert Document.objects.get().state == "circulated"
    asked = {mail.to[0]: mail for mail in mailoutbox if mail.subject.startswith("For clearance")}
    assert set(asked) == {"focal@ilo.example", "focal@unhcr.example"}
    text = asked["focal@ilo.example"].body
    assert "Thursday 20 May 2027, 07:00 (Bangkok time, UTC+7)" in text
    assert "    Look at\n    paragraph 3." in text
    token = re.search(r"/documents/clear/(\S+)/", text)[1]
    assert clearance_links.clearance_of(token) == (clearance_of(round_, "ILO"), group.ilo)


def test_list_of_agencies_stays_as_it_was_when_the_round_opened(group):
    round_ = open_round(group)
    factories.membership("FAO", "2027-05-01")
    assert sorted(reply_words(round_)) == ["ILO", "UNHCR"]


def test_lead_is_told_of_an_agency_that_nobody_answers_for(group, mailoutbox):
    open_round(group, "ILO", "WHO")
    told = [mail.to for mail in mailoutbox if "No focal point to ask at WHO" in mail.subject]
    assert told == [["lead@undp.example"]]
    clearance_mail.remind()
    assert len([mail for mail in mailoutbox if "No focal point to ask" in mail.subject]) == 1


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
    with pytest.raises(Refused, match="open until Friday 14 May 2027, 18:00"):
        open_round(group)
    clearance_actions.withdraw(Round.objects.get(), by=group.lead)
    version_actions.write_text(group.document, text="Another.", after=1, by=group.lead)
    with pytest.raises(Refused, match="Lead has added version 2 in the meantime"):
        open_round(group)


def test_date_is_put_off_also_after_it_passed_and_who_said_something_keeps_it(group, mailoutbox):
    round_ = open_round(group)
    give_reply(round_, "ILO", "more_time")
    with clock.moved_to(LATER):
        outcomes.write_down()
        mailoutbox.clear()
        with pytest.raises(Refused, match="has passed"):
            clearance_actions.extend(round_, until=UNTIL, timezone="Europe/Zurich", by=group.lead)
        clearance_actions.extend(round_, until=TOKYO, timezone="Asia/Bangkok", by=group.lead)
        assert sorted({mail.to[0] for mail in mailoutbox}) >= ["focal@ilo.example", "focal@unhcr.example"]
        assert reply_words(round_) == {"ILO": "needs more time", "UNHCR": "no reply yet"}
        give_reply(round_, "ILO", "no_objection", by=group.ilo)
    with clock.moved_to(TOKYO):
        assert outcomes.write_down() == 1
        assert Document.objects.get().state == "cleared"
        with pytest.raises(Refused, match="is cleared"):
            clearance_actions.extend(round_, until=TOKYO + dt.timedelta(9), timezone="UTC", by=group.lead)


def test_withdrawn_round_says_so_to_who_was_asked_and_takes_no_reply(group, mailoutbox):
    round_ = open_round(group)
    clearance_actions.withdraw(round_, by=group.lead, reason="The wrong text.")
    assert status_of(round_).words == "withdrawn"
    with pytest.raises(Refused, match="withdrawn"):
        give_reply(round_, "ILO", "no_objection")
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
    assert not Mail.objects.filter(subject__startswith="Clearance withdrawn").exists()
    assert not Mail.objects.filter(subject__startswith="For clearance", recalled_at=None).exists()


def test_round_to_which_all_have_replied_can_end_early(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", "no_objection")
    with pytest.raises(Refused, match="UNHCR can still reply"):
        clearance_actions.close(round_, by=group.lead)
    give_reply(round_, "UNHCR", "not_applicable")
    clearance_actions.close(round_, by=group.lead)
    assert Document.objects.get().state == "cleared"


def test_only_the_silent_are_reminded_once_for_each_stage(group, mailoutbox):
    round_ = open_round(group)
    give_reply(round_, "ILO", "no_objection")
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


def test_lead_opens_a_round_by_the_clocks_of_another_place(group, client):
    client.force_login(group.lead)
    address = reverse("documents:clearance_open", args=[group.document.pk])
    assert "WHO (no focal point to ask)" in client.get(address).content.decode()
    fields = {
        "day": "2027-05-20", "hour": "18:00", "timezone": "America/New_York", "express": "",
        "agencies": [factories.agency("ILO").pk, factories.agency("WHO").pk],
    }  # fmt: skip
    client.post(address, fields)
    round_ = Round.objects.get()
    assert round_.deadline == "Thursday 20 May 2027, 18:00 (New York time, UTC−4)"
    assert not round_.express
    page = client.get(clearance_mail.place_of(round_)).content.decode()
    assert "WHO has no focal point to ask" in page
    assert "Thursday 20 May, 18:00 (New York time)" in page


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
    for words in ("Lead added version 2 in the meantime", "Look at page 2", "A common note · version 2"):
        assert words in answer.text
    form = answer.context["form"]
    assert str(form["version"].value()) == "2"
    assert len(form["agencies"].value()) == 2
    client.post(address, fields | {"version": 2})
    assert Round.objects.get().version.number == 2


@pytest.mark.parametrize("name", ["note.pdf", "note.docx", "open.pdf"])
def test_file_with_a_password_goes_to_clearance_only_if_that_is_confirmed(
    group, client, settings, tmp_path, name
):
    settings.MEDIA_ROOT = tmp_path
    content = pdf(password="x" if name == "note.pdf" else "")
    if name == "note.docx":
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    file = upload(name, content)
    storage.check(file)
    version = version_actions.bring_file(group.document, file=file, by=group.lead)
    client.force_login(group.lead)
    address = reverse("documents:clearance_open", args=[group.document.pk])
    asked = {
        "day": "2027-05-14",
        "hour": "18:00",
        "timezone": "Europe/Zurich",
        "agencies": [factories.agency("ILO").pk],
        "version": version.number,
    }
    is_locked = name != "open.pdf"
    assert ("protected by a password" in client.get(address).text) == is_locked
    answer = client.post(address, asked)
    assert ("Tick the box if agencies will have the password" in answer.text) == is_locked
    assert Round.objects.exists() != is_locked
    if is_locked:
        assert client.post(address, asked | {"locked": "on"}).status_code == 302
        assert Round.objects.get().version == version
