"""Nothing typed is lost: not by a crash, nor by a sign-in that ends while somebody types."""

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from agencies.models import User
from documents.clearance import actions as clearance_actions
from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from documents.models import Clearance, Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from meetings.agenda import actions as agenda_actions
from meetings.convening import actions as convening_actions
from meetings.followup import actions as followup_actions
from meetings.followup import links as action_links
from meetings.minutes import actions as minutes_actions
from meetings.models import Action, Comment, Invitation, Meeting, Proposal, Support
from meetings.proposals.actions import proposals
from tests import factories
from tests.e2e.walking import comes_to

pytestmark = pytest.mark.django_db(transaction=True)

MARCH = dt.datetime(2007, 3, 1, 9, 30, tzinfo=dt.UTC)
LATER = MARCH + dt.timedelta(days=9)
DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('kept:')).length"


@pytest.fixture
def group(history):
    """ILO can comment on circulated minutes, report on an action, reply to an invitation and a clearance."""
    with clock.moved_to(MARCH):
        chair = factories.person_of("IOM", name="M. Chair")
        focal = factories.person_of("ILO", name="F. Focal")
        other = factories.person_of("UNHCR", name="O. Other")
        held = convening_actions.plan_meeting(
            date=factories.date("2007-02-15"), level="working", city="Geneva", by=chair
        )
        held.agenda.all().delete()
        convening_actions.call_meeting(held, by=chair)
        item = agenda_actions.add_item(held, title="Adoption of the agenda", by=chair)
        followup_actions.record_action(item, text="Send the list.", agency=factories.agency("ILO"), by=chair)
        minutes_actions.circulate_minutes(held, until=LATER, by=chair)
        ahead = convening_actions.plan_meeting(
            date=factories.date("2007-05-11"), level="working", city="Geneva", by=chair
        )
        convening_actions.call_meeting(ahead, by=chair)
        document = library_actions.begin(
            title="A note on remittances", kind="information_note", lead=factories.agency("IOM"), by=chair
        )
        version = version_actions.write_text(document, text="What is sent home.", after=0, by=chair)
        clearance_actions.open_round(
            version, agencies=[factories.agency("ILO")], until=LATER, timezone="Europe/Zurich", by=chair
        )
        clearance = Clearance.objects.get(round__version=version)
        yield {
            "chair": chair,
            "focal": focal,
            "other": other,
            "held": f"/meetings/{held.pk}/",
            "ahead": f"/meetings/{ahead.pk}/",
            "document": f"/documents/{document.pk}/clearance/{clearance.round_id}/",
            "theirs": proposals.propose(agency=factories.agency("UNHCR"), title="Refugees", by=other),
            "own": proposals.propose(agency=factories.agency("ILO"), title="Domestic workers", by=focal),
        }


def kept(page) -> None:
    """Waits until the browser has kept what was typed."""
    page.wait_for_function(f"() => {DRAFTS} > 0")


def complaints(somebody) -> list[str]:
    """Without those of a page that was left while it asked for suggestions, or asked after the sign-in."""
    return [one for one in somebody.complaints if not one.startswith("htmx:") and "401" not in one]


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.agenda.order_by("position")]


def offered(page):
    return page.locator("main .kept")


def types_topic(page) -> None:
    page.get_by_label("Topic").fill("Seafarers")
    page.get_by_label("Why now").fill("They are at sea.\nFor months.")
    page.get_by_label("Decision").check()


def types_circular(page) -> None:
    page.get_by_label("Subject").fill("The year ahead")
    page.get_by_label("Text").fill("Dear all,\n\nit is long.")


def types_comment(page) -> None:
    page.get_by_text("Comment on this item").click()
    page.get_by_label("Your comment").first.fill("We said more.")


def types_reply(page) -> None:
    page.get_by_label("Comments").fill("Please name the source.")


TYPED = {
    "proposal": (
        "focal",
        "/proposals/new/",
        types_topic,
        "Propose topic",
        "They are at sea.\nFor months.",
    ),
    "circular": ("chair", "/circulars/write/", types_circular, "Preview", "Dear all,\n\nit is long."),
    "comment": ("focal", "{held}", types_comment, "Send comment", "We said more."),
    "reply": ("focal", "{document}", types_reply, "No objection, with comments", "Please name the source."),
}


@pytest.mark.parametrize("what", TYPED)
def test_what_was_typed_is_offered_after_a_crash_and_no_more_once_it_is_saved(group, visitor, what):
    who, path, types, press, text = TYPED[what]
    somebody = visitor()
    page = somebody.logs_in(group[who].email)
    somebody.goes_to(path.format_map(group))
    types(page)
    kept(page)
    page.goto("about:blank")
    somebody.goes_to(path.format_map(group))
    expect(offered(page).locator(".kept-text")).to_contain_text(text.splitlines()[0])
    expect(offered(page).get_by_text("Choose them again")).to_have_count(1 if what == "proposal" else 0)
    assert somebody.findings() == []
    page.get_by_role("button", name="Restore text").click()
    if what == "circular":  # in the editor
        expect(page.locator("main [contenteditable=true]").get_by_text("it is long.")).to_be_visible()
    else:
        expect(page.locator("main form textarea").filter(visible=True).first).to_have_value(text)
    expect(offered(page)).to_have_count(0)
    page.get_by_role("button", name=press, exact=True).filter(visible=True).first.click()
    if what == "circular":
        page.get_by_role("button", name="Send to").click()
    page.get_by_role("heading", level=1).wait_for()
    somebody.goes_to(path.format_map(group))
    expect(offered(page)).to_have_count(0)
    assert page.evaluate(DRAFTS) == 0
    assert complaints(somebody) == []


def test_all_of_a_form_comes_back_and_what_was_refused_stays(group, visitor):
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    types_topic(page)
    page.get_by_label("Topic").fill("")
    page.get_by_role("button", name="Propose topic").click()
    page.get_by_text("Enter a topic").wait_for()
    expect(offered(page)).to_have_count(0)  # the page shows what was typed
    page.get_by_label("Topic").fill("Seafarers")
    page.goto("about:blank")
    somebody.goes_to("/proposals/new/")
    page.get_by_role("button", name="Restore text").click()
    expect(page.get_by_label("Topic")).to_have_value("Seafarers")
    expect(page.get_by_label("Why now")).to_have_value("They are at sea.\nFor months.")
    expect(page.get_by_label("Decision")).to_be_checked()
    page.get_by_role("button", name="Propose topic").click()
    page.get_by_role("heading", name="Proposed: Seafarers").wait_for()
    somebody.goes_to("/proposals/new/")
    expect(offered(page)).to_have_count(0)


def test_two_forms_of_a_page_have_a_draft_each(group, visitor):
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to(group["held"])
    types_comment(page)
    page.get_by_text("Comment on the minutes as a whole").click()
    page.get_by_label("Your comment").last.fill("Thank you.")
    page.get_by_role("button", name="Send comment").last.click()
    page.get_by_text("Comment sent to the chair.").wait_for()
    expect(offered(page).locator(".kept-text")).to_have_text("We said more.")
    page.get_by_role("button", name="Discard text").click()
    page.reload()
    expect(offered(page)).to_have_count(0)
    assert page.evaluate(DRAFTS) == 0


def test_drafts_are_their_own_and_go_with_the_sign_out(group, visitor):
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    types_topic(page)
    kept(page)
    somebody.context.clear_cookies()  # the sign-in ends; another person signs in at the same browser
    somebody.logs_in(group["other"].email)
    somebody.goes_to("/proposals/new/")
    expect(page.get_by_label("Topic")).to_have_value("")
    expect(offered(page)).to_have_count(0)
    somebody.context.clear_cookies()
    somebody.logs_in(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    expect(offered(page)).to_have_count(1)
    page.get_by_label("Why now").fill("Something else.")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").first.click()
    page.get_by_text("You are signed out.").wait_for()
    assert page.evaluate(DRAFTS) == 0


def test_nothing_breaks_where_the_browser_keeps_nothing(group, visitor):
    somebody = visitor(own=True)
    somebody.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });"
    )
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    types_topic(page)
    page.get_by_role("button", name="Propose topic").click()
    page.get_by_role("heading", name="Proposed: Seafarers").wait_for()
    assert complaints(somebody) == []


# A sign-in that ends ------------------------------------------------------------------------------


def support(page) -> None:
    page.get_by_label("Reason (optional)").fill("It touches us as well.")


def report(page) -> None:
    page.get_by_text("Report progress").click()
    page.get_by_label("Progress").fill("Half of it is sent.")


def choose(page) -> None:
    page.get_by_label("One e-mail a day").check()


def nothing(page) -> None:
    pass


ENDED = {
    "propose": ("/proposals/new/", types_topic, "Propose topic",
                lambda: Proposal.objects.filter(title="Seafarers", reason__startswith="They are at sea.")),
    "comment": ("{held}", types_comment, "Send comment",
                lambda: Comment.objects.filter(text="We said more.")),
    "report": ("/meetings/actions/", report, "Save progress",
               lambda: Action.objects.filter(report="Half of it is sent.")),
    "support": ("/proposals/{theirs.pk}/", support, "Support on behalf of ILO",
                lambda: Support.objects.filter(words="It touches us as well.")),
    "choose mails": ("/me/", choose, "Save",
                     lambda: User.objects.filter(name="F. Focal", mails=User.Mails.DAILY)),
    "withdraw": ("/proposals/{own.pk}/", nothing, "Withdraw topic",
                 lambda: Proposal.objects.filter(title="Domestic workers", answer="withdrawn")),
    "clearance": ("{document}", types_reply, "No objection, with comments",
                  lambda: Clearance.objects.filter(reply="with_comments", words="Please name the source.")),
    "invitation": ("{ahead}", nothing, "Attending remotely",
                   lambda: Invitation.objects.filter(agency__acronym="ILO", reply="remotely")),
}  # fmt: skip


def presses(page, name) -> None:
    button = page.get_by_role("button", name=name, exact=True)
    if not button.filter(visible=True).count():
        page.get_by_text(re.compile(name.split()[0])).filter(visible=True).last.click()
    button.filter(visible=True).first.click()


def signs_in(page, person) -> None:
    page.get_by_text("You were signed out before this was saved.").wait_for()
    page.get_by_label("E-mail").fill(person.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("what", ENDED)
def test_sign_in_that_ended_is_made_again_and_one_press_sends_it(group, visitor, what):
    path, types, press, done = ENDED[what]
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    address = path.format(**group)
    somebody.goes_to(address)
    types(page)
    Session.objects.all().delete()
    presses(page, press)
    signs_in(page, group["focal"])
    page.get_by_text("You were signed out before this was saved").wait_for()
    assert page.url == somebody.address + address
    assert not done().exists()
    focused = page.locator("button:focus")
    expect(focused).to_have_text(press)
    expect(focused).to_be_in_viewport()
    expect(offered(page)).to_have_count(0)
    assert somebody.findings() == []
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("#held")).to_have_count(0)
    assert done().count() == 1
    assert page.evaluate(DRAFTS) == 0
    assert complaints(somebody) == []


def test_minutes_sent_after_the_sign_in_are_back_in_the_editor(group, visitor):
    somebody = visitor()
    page = somebody.logs_in(group["chair"].email)
    somebody.goes_to(f"{group['held']}minutes/")
    page.get_by_label("Minutes on Adoption").fill("It was adopted at once.")
    Session.objects.all().delete()
    page.get_by_role("button", name="Save all minutes").first.click()
    signs_in(page, group["chair"])
    page.get_by_label("Minutes on Adoption").get_by_text("It was adopted at once.").wait_for()
    page.get_by_role("button", name="Save all minutes").first.click()
    page.get_by_text(re.compile(r"\bSaved \d\d:\d\d")).first.wait_for()
    expect(page.locator("#held")).to_have_count(0)
    item = Meeting.objects.get(date="2007-02-15").agenda.get(title="Adoption of the agenda")
    assert "It was adopted at once." in item.minutes
    assert page.evaluate(DRAFTS) == 0


def test_contribution_says_that_the_sign_in_has_ended_and_goes_on_by_itself(group, visitor):
    with clock.moved_to(MARCH):
        call = contribution_actions.open_call(
            Document.objects.get(title="A note on remittances"), agencies=[factories.agency("ILO")],
            kind="text", asks="What do you do?", until=LATER, timezone="Europe/Zurich", by=group["chair"],
        )  # fmt: skip
    contribution = call.contributions.get()
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to(reverse("documents:contribute", args=[call.document_id, call.pk, contribution.pk]))
    Session.objects.all().delete()
    page.get_by_label("Text").fill("We help seafarers.")
    page.get_by_role("status").get_by_text("you are no longer signed in").wait_for()
    assert somebody.findings() == []
    with somebody.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in another tab").click()
    other = opened.value
    other.get_by_label("E-mail").fill(group["focal"].email)
    other.get_by_label("Password").fill(factories.PASSWORD)
    other.get_by_role("main").get_by_role("button", name="Sign in").click()
    other.wait_for_url(lambda url: "/login/" not in url)
    page.get_by_role("status").get_by_text(re.compile(r"\bSaved \d\d:\d\d")).wait_for()
    contribution.refresh_from_db()
    assert "We help seafarers." in contribution.text


def test_agenda_says_that_the_sign_in_has_ended(group, visitor):
    meeting = Meeting.objects.get(date="2007-05-11")
    for title in ("First", "Second"):
        agenda_actions.add_item(meeting, title=title, by=group["chair"])
    somebody = visitor()
    page = somebody.logs_in(group["chair"].email)
    somebody.goes_to(f"{group['ahead']}agenda/")
    Session.objects.all().delete()
    page.get_by_role("button", name="Down First").click()
    page.get_by_role("alert").get_by_text("Not saved: you are no longer signed in.").wait_for()
    assert somebody.findings() == []
    somebody.logs_in(group["chair"].email)
    page.get_by_role("button", name="Down First").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    comes_to(page, True, lambda: titles(meeting).index("First") > titles(meeting).index("Second"))


def test_draft_of_a_visitor_with_a_link_belongs_to_the_link(group, visitor):
    action = Action.objects.get(text="Send the list.")
    link = reverse("meetings:action_link", args=[action_links.link_of(action, group["focal"])])
    somebody = visitor()
    page = somebody.goes_to(link)
    page.locator("textarea").fill("Half of it is sent.")
    kept(page)
    page.goto("about:blank")
    somebody.goes_to(link)
    page.get_by_role("button", name="Restore text").click()
    expect(page.locator("textarea")).to_have_value("Half of it is sent.")
    somebody.logs_in(group["focal"].email)
    somebody.goes_to(group["held"])
    expect(offered(page)).to_have_count(0)
    somebody.context.clear_cookies()
    somebody.goes_to(link)
    page.get_by_role("button", name="Restore text").click()
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    comes_to(page, 0, lambda: page.evaluate(DRAFTS))


def test_another_person_who_signs_in_sees_nothing_of_it(group, visitor):
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    types_topic(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Propose topic").click()
    signs_in(page, group["other"])
    page.get_by_label("Topic").wait_for()
    expect(page.get_by_label("Topic")).to_have_value("")
    expect(page.locator("#held")).to_have_count(0)
    expect(page.get_by_text("They are at sea")).to_have_count(0)


def test_form_from_before_another_sign_in_goes_on_as_well(group, visitor):
    somebody = visitor()
    page = somebody.logs_in_by_the_page(group["focal"].email)
    somebody.goes_to("/proposals/new/")
    types_topic(page)
    somebody.context.clear_cookies(name="csrftoken")
    other = somebody.context.new_page()
    other.goto(f"{somebody.address}/me/")  # with another token
    page.get_by_role("button", name="Propose topic").click()
    page.get_by_text("This form was too old").wait_for()
    expect(page.get_by_label("Topic")).to_have_value("Seafarers")
    page.get_by_role("button", name="Discard", exact=True).click()
    expect(page.get_by_label("Topic")).to_have_value("")
    expect(offered(page)).to_have_count(0)
    expect(page.locator("#held")).to_have_count(0)


def test_it_goes_on_without_javascript_too(group, visitor):
    somebody = visitor()
    context = somebody.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{somebody.address}/login/?next=/proposals/new/")
    page.get_by_label("E-mail").fill(group["focal"].email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    types_topic(page)
    Session.objects.all().delete()
    page.get_by_role("button", name="Propose topic").click()
    signs_in(page, group["focal"])
    page.locator("#held").get_by_text("They are at sea.").wait_for()
    page.get_by_role("button", name="Send again").click()
    page.get_by_role("heading", name="Proposed: Seafarers").wait_for()
    expect(page.locator("#held")).to_have_count(0)
    assert Proposal.objects.get(title="Seafarers").reason.split() == [
        "They",
        "are",
        "at",
        "sea.",
        "For",
        "months.",
    ]
    context.close()
