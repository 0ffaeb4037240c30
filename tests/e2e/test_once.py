"""What is pressed often is sent once, and what was sent already is not done again."""

import pytest
from playwright.sync_api import expect

from meetings.models import Comment
from tests.e2e.test_drafts import DRAFTS, group, kept, offered, types_comment  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

# Presses, and presses again before the answer is there. Says what the second press found.
PRESSES = """button => {
  const { form } = button;
  button.click();
  const counts = form.dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }));
  return [button.ariaDisabled, form.ariaBusy, counts];
}"""


def test_buttons_are_quiet_while_a_form_is_sent_and_come_back(group, visitor):  # noqa: F811
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to(group["held"])
    types_comment(page)
    sent = []

    def stay(route):
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    page.route("**/comment/", stay)
    button = page.get_by_role("button", name="Send comment").first
    assert button.evaluate(PRESSES) == ["true", "true", False]
    expect(button).not_to_have_attribute("aria-disabled", "true")  # the page stayed
    assert len(sent) == 1
    assert "once" in sent[0]


def test_what_was_sent_though_its_answer_was_lost_is_not_sent_again(group, visitor):  # noqa: F811
    somebody = visitor()
    page = somebody.logs_in(group["focal"].email)
    somebody.goes_to(group["held"])
    types_comment(page)
    kept(page)

    def lose(route):
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/comment/", lose)
    with page.expect_event("requestfailed"):
        page.get_by_role("button", name="Send comment").first.click(no_wait_after=True)
    page.unroute("**/comment/")
    somebody.context.clear_cookies(name="saved")  # it came with the answer
    assert Comment.objects.count() == 1
    somebody.goes_to(group["held"])
    page.get_by_role("button", name="Restore text").click()
    page.get_by_role("button", name="Send comment").filter(visible=True).first.click()
    expect(page.get_by_text("This was already sent. It was not done a second time.")).to_be_visible()
    expect(offered(page)).to_have_count(0)
    assert page.evaluate(DRAFTS) == 0
    assert Comment.objects.count() == 1
