"""A clearance by silence with an objection, by five agencies, over a date on which no worker runs."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from documents.clearance import actions as clearance_actions
from documents.clearance import mail as clearance_mail
from documents.clearance import outcomes
from documents.library import actions as library_actions
from documents.models import Document, Round
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.models import Mail
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("mail_in_rows")]

OPENS = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
AFTER = dt.datetime(2007, 3, 16, 9, tzinfo=dt.UTC)
FIVE = ("IOM", "ILO", "UNHCR", "OHCHR", "UNODC")


@pytest.fixture
def group(history):
    """IOM chairs and leads; of the five others, UNCTAD has nobody in the register."""
    with clock.moved_to(OPENS):
        people = {acronym: factories.person_of(acronym, name=f"Focal of {acronym}") for acronym in FIVE}
        document = library_actions.begin(
            title="A note on remittances", kind="information_note", lead=factories.agency("IOM"),
            by=people["IOM"],
        )  # fmt: skip
        version_actions.write_text(document, text="What is sent home helps.", after=0, by=people["IOM"])
        yield people | {"document": document}


def sound(somebody) -> None:
    assert somebody.complaints == []
    assert somebody.findings() == []


def link_to(person) -> str:
    mail = Mail.objects.filter(to=[person.email], private=True).first()
    return re.search(r"http\S+?(/documents/clear/\S+)", mail.text)[1]


def test_round_is_asked_for_objected_to_and_stands_as_not_cleared_with_the_worker_down(group, traveller):
    lead, ilo, unhcr, ohchr = (traveller() for _ in range(4))
    place = f"/documents/{group['document'].pk}/"

    page = lead.logs_in(group["IOM"].email)
    lead.goes_to(place)
    page.get_by_role("link", name="Ask for clearance").click()
    sound(lead)
    page.get_by_label("Deadline").fill("2007-03-15")
    for acronym in ("UNCTAD", "UNDESA", "UNDP", "UNFPA", "World Bank"):
        box = page.get_by_label(re.compile(rf"{acronym}\b"))
        if box.count() == 1:
            box.uncheck()
    page.get_by_role("button", name="Ask agencies").click()
    page.get_by_text("The agencies have been asked.").wait_for()
    expect(page.locator(".due")).to_contain_text(
        "Thursday 15 March, 18:00 (New York time)", use_inner_text=True
    )
    sound(lead)

    page = ilo.goes_to(link_to(group["ILO"]))
    page.get_by_text("What is sent home helps.").wait_for()
    page.get_by_role("button", name="Objection", exact=True).click()
    page.get_by_text("Please explain the objection.").wait_for()
    sound(ilo)
    page.get_by_label("Comments").fill("It costs too much to send.")
    page.get_by_role("button", name="Objection", exact=True).click()
    page.get_by_text("ILO replied: objection.").wait_for()
    sound(ilo)

    page = unhcr.logs_in(group["UNHCR"].email)
    unhcr.goes_to("/")
    sound(unhcr)
    page.get_by_role("button", name="No objection").click()
    page.get_by_text("Reply of UNHCR saved: no objection.").wait_for()

    page = ohchr.logs_in(group["OHCHR"].email)
    ohchr.goes_to("/")
    page.get_by_role("link", name="Read and reply").click()
    page.get_by_text("Other replies").first.click()
    page.get_by_role("button", name="Not applicable").click()
    page.locator("main").get_by_text("not applicable", exact=True).first.wait_for()
    sound(ohchr)

    with clock.moved_to(AFTER):  # and no worker has run
        for one, said in ((lead, "Not cleared"), (ohchr, "Not cleared")):
            page = one.goes_to(clearance_mail.place_of(Round.objects.get()))
            expect(page.locator(".due")).to_contain_text(said, use_inner_text=True)
            row = page.locator(".clearances li")
            expect(row.filter(has_text="UNODC")).to_contain_text("agreed by silence", use_inner_text=True)
            expect(row.filter(has_text="ILO")).to_contain_text(
                "It costs too much to send.", use_inner_text=True
            )
            sound(one)
        ilo.page.get_by_label("Comments").fill("One more thing: the fees.")
        ilo.page.get_by_role("button", name="No objection, with comments").click()
        ilo.page.get_by_text("Late reply of ILO: no objection, with comments.").wait_for()
        expect(ilo.page.get_by_label("Comments")).to_have_value("One more thing: the fees.")
        sound(ilo)

        assert outcomes.write_down() == 0  # the late reply has saved the outcome already
        ended = Mail.objects.filter(subject__startswith="Not cleared")
        assert ended.count() == len(FIVE)
        assert Document.objects.get(pk=group["document"].pk).state == "circulated"

        page = lead.goes_to(clearance_mail.place_of(Round.objects.get()))
        page.get_by_role("link", name="Extend deadline").click()
        sound(lead)
        page.get_by_label("Deadline").fill("2007-03-20")
        page.get_by_role("button", name="Extend deadline").click()
        page.get_by_text("The deadline is extended.").wait_for()
        ilo.page.get_by_role("button", name="No objection", exact=True).click()
        ilo.page.get_by_text("ILO replied: no objection.").wait_for()
    with clock.moved_to(dt.datetime(2007, 3, 21, tzinfo=dt.UTC)):
        page = lead.goes_to(place)
        expect(page.locator("main .facts").first).to_contain_text("cleared", use_inner_text=True)
        sound(lead)


def test_lead_sees_the_ways_on_and_the_agency_withdraws_its_objection_in_one_click(group, traveller):
    lead, unhcr = traveller(), traveller()
    document = group["document"]
    place = f"/documents/{document.pk}/"
    round_ = clearance_actions.open_round(
        document.versions.get(), agencies=[factories.agency("UNHCR"), factories.agency("ILO")],
        until=OPENS + dt.timedelta(days=14), timezone="Europe/Zurich", by=group["IOM"],
    )  # fmt: skip
    for acronym, reply in (("ILO", "no_objection"), ("UNHCR", "objection")):
        clearance_actions.reply(
            round_.clearances.get(agency__acronym=acronym), reply=reply, words="Refugees are missing.",
            by=group[acronym],
        )  # fmt: skip

    with clock.moved_to(AFTER):
        outcomes.write_down()
        page = lead.logs_in(group["IOM"].email)
        lead.goes_to(place)
        box = page.locator(".objections")
        expect(box).to_contain_text("UNHCR objects to version 1", use_inner_text=True)
        expect(box).to_contain_text("Refugees are missing.", use_inner_text=True)
        for name in ("Revise the text", "ask for clearance again", "Drop the document"):
            box.get_by_role("link", name=name).wait_for()
        page.locator("details.rest > summary").click()
        expect(page.get_by_role("button", name="Publish document")).to_have_count(0)
        expect(page.get_by_role("link", name="Record as cleared")).to_have_count(0)
        sound(lead)
        box.get_by_role("link", name="Issue it as a text of the chair").click()
        page.get_by_label("Text of ILO and IOM, not of the Group as a whole").wait_for()
        sound(lead)

        page = unhcr.logs_in(group["UNHCR"].email)
        unhcr.goes_to(place)
        sound(unhcr)
        page.get_by_role("button", name="Withdraw objection of UNHCR").click()
        page.get_by_text("The objection of UNHCR is withdrawn.").wait_for()
        expect(page.locator("main .facts").first).to_contain_text("cleared", use_inner_text=True)
        sound(unhcr)
