"""A whole application: from the public page over two meetings to the new member's first login.

IFAD applies, the secretariat reviews, ILO and UNCTAD comment, IOM chairs. The links are those of the mails
that a mail server got from the worker; the applicant's browser never logs in.
"""

import datetime as dt
import re

import pytest
from django.utils.timezone import make_aware
from playwright.sync_api import expect

from agencies.models import Application
from foundation.dates import clock
from tests import factories
from tests.e2e.conftest import PASSWORD
from tests.e2e.walking import Mails, looked_at, text_of

pytestmark = pytest.mark.django_db(transaction=True)

WRITER, NEWCOMER = "apply@ifad.example.org", "fay@ifad.example.org"
EXPECTED = "Say which of your countries you work in on migration, and with whom."
INSIDE = (
    "We know their work in the Sahel, and value it.",
    "Their mandate overlaps with ours.",
    "Its budget is unclear.",
)


def at(month, day, hour=9):
    return make_aware(dt.datetime(2007, month, day, hour), clock.zone())


@pytest.fixture
def people(history):
    """Logged in nowhere yet; their addresses are what the mail server will see."""
    factories.first_edition()
    return {
        "chair": factories.person_of("IOM", name="M. Chair").email,
        "focal": factories.person_of("ILO", name="Fay Focal").email,
        "second": factories.person_of("UNCTAD", name="Otto Other").email,
        "secretariat": factories.secretariat(name="Sam Secretary").email,
    }


@pytest.fixture
def meetings(people):
    called = {"level": "principals", "stage": "called", "agenda_state": "private", "city": "Geneva"}
    return [factories.meeting(day, **called) for day in ("2007-03-20", "2007-05-15")]


def test_agency_applies_and_is_a_member_two_meetings_later(people, meetings, visitor, server):
    mails = Mails(server)
    applicant, focal, newcomer = visitor("phone"), visitor("phone", "dark"), visitor("phone")
    chair, secretariat, second = visitor(), visitor(), visitor()
    page, desk, office = applicant.page, chair.page, secretariat.page

    def write(field, text):
        """As somebody types, goes on to the next field, and sees that it is saved."""
        field.fill(text)
        field.blur()
        name = field.evaluate(
            """(one) => (one.name ? one : one.closest(".writing").querySelector("[name]")).name"""
        )
        expect(page.locator(f"#was-{name}")).to_have_value(re.compile(re.escape(text)))
        applicant.rests()

    with clock.moved_to(at(2, 1)):
        # The link: asked for on the public page, without an account.
        applicant.goes_to("/members/")
        page.get_by_role("link", name=re.compile("apply for membership", re.I)).first.click()
        expect(page.get_by_role("heading", name="Apply for membership")).to_be_visible()
        looked_at(applicant)
        page.get_by_label("Name of your agency").fill("IFAD")
        page.get_by_label("Your e-mail address").fill(WRITER)
    with clock.moved_to(at(2, 1) + dt.timedelta(minutes=1)):
        page.get_by_role("button", name="Send link").click()
        expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
        looked_at(applicant)
        link = re.search(r"http\S+?(/apply/\S+)", text_of(mails.arrive()[WRITER]))[1]

        # The first go: some answers, saved as they are typed.
        applicant.goes_to(link)
        expect(page.get_by_text("not submitted yet")).to_be_visible()
        looked_at(applicant)
        write(page.get_by_label("Who are you, and what is your mandate?"), "A fund for rural people.")
        expect(page.locator("#saved")).to_contain_text("Saved")

    with clock.moved_to(at(2, 5)):
        # The second, on another day: the people, and it is handed in.
        applicant.goes_to(link)
        expect(page.get_by_label("Who are you, and what is your mandate?")).to_have_text(
            "A fund for rural people."
        )
        write(page.get_by_label("What do you do on migration?"), "We study what remittances do for villages.")
        for title, name, email in (
            ("Principal", "Hanna Head", "head@ifad.example.org"),
            ("Focal point", "Fay Newcomer", NEWCOMER),
        ):
            group = page.get_by_role("group", name=title, exact=True)
            write(group.get_by_label("Name"), name)
            write(group.get_by_label("E-mail address"), email)
        page.get_by_role("button", name="Submit application").click()
        expect(page.get_by_text("Application submitted.")).to_be_visible()
        looked_at(applicant)
        came = mails.arrive()
        assert set(came) == {WRITER, people["secretariat"]}

        # The secretariat asks for what is missing.
        secretariat.logs_in(people["secretariat"])
        secretariat.goes_to("/")
        office.get_by_text("IFAD has applied for membership.").first.wait_for()
        secretariat.goes_to("/applications/")
        office.get_by_role("link", name="IFAD").click()
        expect(office.get_by_text("We study what remittances do for villages.")).to_be_visible()
        looked_at(secretariat)
        office.get_by_role("link", name="Ask for missing information").click()
        office.get_by_label("What is missing?").fill("Say in which countries you work.")
        looked_at(secretariat)
        office.get_by_role("button", name="Ask applicant").click()
        expect(office.get_by_text("We have asked the applicant by e-mail.")).to_be_visible()
        assert "Say in which countries you work." in text_of(mails.arrive()[WRITER])

    application = Application.objects.get(applicant="IFAD")
    place = f"/applications/{application.pk}/"
    with clock.moved_to(at(2, 7)):
        applicant.goes_to(link)
        expect(page.get_by_text("Say in which countries you work.")).to_be_visible()
        looked_at(applicant)
        write(page.get_by_label("In which countries and regions do you do it?"), "In 90 countries.")
        page.get_by_role("button", name="Submit again").click()
        expect(page.get_by_text("Application submitted.")).to_be_visible()
        mails.arrive()

        # It is reviewed: members comment, the secretariat assesses.
        secretariat.goes_to(place)
        expect(office.get_by_text("In 90 countries.")).to_be_visible()
        office.get_by_role("button", name="Put under review").click()
        expect(office.get_by_text("The application is now under review.")).to_be_visible()
        for somebody, who, comment in ((focal, "focal", INSIDE[0]), (second, "second", INSIDE[1])):
            somebody.logs_in(people[who])
            somebody.goes_to(place)
            somebody.page.get_by_label("Your comment").fill(comment)
            somebody.page.get_by_role("button", name="Add comment").click()
            expect(somebody.page.get_by_text("The applicant does not see it.").first).to_be_visible()
            looked_at(somebody)
        secretariat.goes_to(place)
        expect(office.get_by_text(INSIDE[0])).to_be_visible()
        for number, finding in ((1, "Met"), (2, "Unclear")):
            criterion = office.get_by_role("group", name=re.compile(rf"^{number}\."))
            criterion.get_by_label(finding, exact=True).check()
            criterion.get_by_label("Evidence").fill("Its statutes." if number == 1 else INSIDE[2])
        office.get_by_role("button", name="Save assessment").click()
        expect(office.get_by_text("Assessment saved.")).to_be_visible()
        looked_at(secretariat)

        # The chair puts it on the agenda of the first meeting, which the members read.
        chair.logs_in(people["chair"])
        chair.goes_to(place)
        expect(desk.get_by_text("2 comments, from ILO and UNCTAD.")).to_be_visible()
        desk.get_by_label("Add to the agenda of").select_option(label=str(meetings[0]))
        desk.get_by_role("button", name="Add to agenda").click()
        expect(desk.get_by_text("Application added to the agenda of")).to_be_visible()
        looked_at(chair)
        chair.goes_to(f"/meetings/{meetings[0].pk}/agenda/")
        desk.get_by_role("button", name="Publish agenda").click()
        expect(desk.get_by_text("Members can read it now")).to_be_visible()
        focal.goes_to(f"/meetings/{meetings[0].pk}/")
        expect(focal.page.get_by_role("link", name="Application", exact=True)).to_be_visible()
        looked_at(focal)
        mails.arrive()

    def decide(meeting, words, **more):
        """From the minutes of the meeting to what the Group decided, and down on paper."""
        chair.goes_to(f"/meetings/{meeting.pk}/minutes/")
        desk.get_by_role("link", name="Record the Group’s decision on the application").click()
        expect(desk.get_by_role("combobox", name="Meeting")).to_have_value(str(meeting))
        desk.get_by_label(words).check()
        for label, text in more.items():
            desk.get_by_label(label).fill(text)

    with clock.moved_to(at(3, 20, 12)):
        decide(meetings[0], "Decision deferred", Reason=EXPECTED)
        looked_at(chair)
        desk.get_by_role("button", name="Preview").click()
        expect(desk.get_by_text("Nothing is saved or sent yet.")).to_be_visible()
        looked_at(chair)
        desk.get_by_role("button", name="Record decision").click()
        expect(desk.get_by_text("Decision recorded.")).to_be_visible()
        looked_at(chair)
        told = text_of(mails.arrive()[WRITER])
        assert EXPECTED in told

        # The applicant reads it in plain words, and nothing of what is said of it inside.
        applicant.goes_to(link)
        expect(page.get_by_text("The Group has deferred its decision.")).to_be_visible()
        expect(page.get_by_text(EXPECTED)).to_be_visible()
        looked_at(applicant)
        for words in (*INSIDE, "UNCTAD", "Sam Secretary", "M. Chair"):
            assert words not in told + page.content()

    # It adds what is expected, and stands on the next agenda.
    with clock.moved_to(at(5, 10)):
        applicant.goes_to(link)
        write(
            page.get_by_label("In which countries and regions do you do it?"),
            "In Mali, with cooperatives.",
        )
        page.get_by_role("button", name="Submit again").click()
        expect(page.get_by_text("Application submitted.")).to_be_visible()
        looked_at(applicant)
        mails.arrive()
        chair.goes_to(place)
        expect(desk.get_by_text("In Mali, with cooperatives.")).to_be_visible()
        desk.get_by_label("Add to the agenda of").select_option(label=str(meetings[1]))
        desk.get_by_role("button", name="Add to agenda").click()
        expect(desk.get_by_text("Application added to the agenda of")).to_be_visible()

    # The second meeting admits it, from a later day on.
    with clock.moved_to(at(5, 15, 12)):
        decide(meetings[1], "Admitted", **{"Member from": "2007-05-25", "Acronym": "IFAD"})
        expect(desk.get_by_label("Name", exact=True)).to_have_value("IFAD")  # as the applicant wrote it
        desk.get_by_label("Name", exact=True).fill("International Fund for Agricultural Development")
        looked_at(chair)
        desk.get_by_role("button", name="Preview").click()
        expect(desk.get_by_text("Nothing is saved or sent yet.")).to_be_visible()
        looked_at(chair)
        desk.get_by_role("button", name="Record decision").click()
        expect(desk.get_by_text("Decision recorded.")).to_be_visible()
        expect(
            desk.get_by_text("Fay Newcomer is appointed focal point and receives an invitation")
        ).to_be_visible()
        expect(desk.get_by_text("The Group admitted IFAD as a member from 25 May 2007.")).to_be_visible()
        looked_at(chair)
        told = mails.arrive()
        assert set(told) == {WRITER, NEWCOMER, "head@ifad.example.org"}
        applicant.goes_to(link)
        expect(page.get_by_text("The Group has admitted you.")).to_be_visible()
        looked_at(applicant)
        invitation = re.search(r"http\S+?(/invitation/\S+)", text_of(told[NEWCOMER]))[1]
        focal.goes_to("/members/?on=2007-05-24")
        expect(focal.page.get_by_role("main").get_by_role("link", name="UNHCR")).to_be_visible()
        expect(focal.page.get_by_role("main").get_by_role("link", name="IFAD")).to_have_count(0)

    # On its day it is a member, and its focal point comes home.
    with clock.moved_to(at(5, 25, 0)):
        focal.goes_to("/members/")
        expect(focal.page.get_by_role("main").get_by_role("link", name="IFAD")).to_be_visible()
        looked_at(focal)
        page = newcomer.goes_to(invitation)
        page.get_by_label("Password", exact=False).first.fill(PASSWORD)
        page.get_by_label("Repeat password").fill(PASSWORD)
        looked_at(newcomer)
        page.get_by_role("button", name="Open account").click()
        expect(page.get_by_text("Welcome, Fay Newcomer")).to_be_visible()
        newcomer.goes_to("/logout/")
        page.get_by_role("main").get_by_role("button", name="Sign out").click()
        expect(page.get_by_text("You are signed out.")).to_be_visible()
        newcomer.logs_in_by_the_page(NEWCOMER)
        expect(page.get_by_role("link", name="Propose a topic").first).to_be_visible()
        looked_at(newcomer)
        page = newcomer.goes_to("/applications/")
        expect(page.get_by_role("link", name="IFAD")).to_be_visible()
        looked_at(newcomer)
