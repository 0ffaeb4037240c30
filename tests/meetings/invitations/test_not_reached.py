"""People whom no mail reaches: the chair reads it before the meeting is convened, and among the replies."""

import pytest

from foundation.mail import addresses
from foundation.models import BadAddress

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march")]
SAID = "E-mails to this address have come back since"


def mark(*people):
    for person in people:
        addresses.mark(person.email, reason="550 Unknown", source=BadAddress.Source.BOUNCED)


def test_chair_reads_before_convening_whom_no_mail_reaches(as_, people, plan):
    meeting = plan(called=False)
    page = f"/meetings/{meeting.pk}/"
    assert "cannot be reached by e-mail" not in as_("chair").get(page).text
    mark(people["member"], people["incoming"])
    words = as_("chair").get(page).text
    assert "2 people to invite cannot be reached by e-mail:" in words
    assert "L. Member" in words
    assert "I. Coming" in words


def test_it_shows_beside_the_person_among_the_replies_and_in_the_troika(as_, people, plan):
    meeting = plan()
    mark(people["member"], people["chair"])
    assert as_("chair").get(f"/meetings/{meeting.pk}/invitations/").text.count(SAID) == 2
    assert as_("incoming").get("/chair/troika/").text.count(SAID) == 1
