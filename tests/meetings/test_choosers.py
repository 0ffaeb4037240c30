"""Forms to choose from what grows: they load none of it, and offer only what their reader may see."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agencies.models import Contact, Organization
from documents.models import Document, DocumentVersion
from foundation.dates import clock
from meetings.models import AgendaItem, Decision
from tests import factories
from tests.choosing import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    with clock.moved_to(dt.date(2007, 3, 15)):
        for acronym in ("IOM", "ILO"):
            factories.membership(acronym, "2003")
        factories.term("IOM")
        met = factories.meeting("2007-02-20", minutes="adopted", city="Geneva")
        item, hidden = (
            AgendaItem.objects.create(meeting=met, position=place, title=title, restricted=restricted)
            for place, (title, restricted) in enumerate([("Item", ""), ("Staff", "principals")])
        )
        yield {
            "activity": factories.activity(lead="ILO", status="planned", starts="2007"),
            "met": met,
            "held": factories.meeting("2007-03-10", level="principals"),
            "planned": factories.meeting("2007-05-20", stage="planned", agenda_state="private"),
            "coming": (coming := factories.meeting("2007-04-20")),
            "agendum": AgendaItem.objects.create(meeting=coming, position=0, title="Seafarers"),
            "item": item,
            "decision": Decision.objects.create(item=item, position=0, text="The note goes ahead."),
            "hidden": Decision.objects.create(item=hidden, position=0, text="The director goes."),
            "document": Document.objects.create(title="The note", kind="information_note", state="drafting"),
            "application": factories.application(),
            "people": {
                "chair": factories.person_of("IOM"),
                "focal point": factories.person_of("ILO"),
                "outsider": factories.person_of("Elsewhere"),
                "secretariat": factories.secretariat(),
            },
        }


@pytest.fixture
def as_(client, world):
    def browse(who):
        client.force_login(world["people"][who])
        return client

    return browse


def test_page_offers_what_its_reader_may_see_and_nothing_else(as_, world):
    page = world["activity"].get_absolute_url()
    browser = as_("focal point")
    known = [str(world[one]) for one in ("coming", "held", "met")]
    assert offered(browser, page, "id_to-meeting") == known
    assert offered(browser, page, "id_to-meeting", "May") == []
    assert offered(browser, page, "id_to-decision", "goes") == ["20 February 2007: The note goes ahead."]
    # Nor is it taken if somebody sends its words or its key.
    address = reverse("meetings:activity_connect", args=[world["activity"].pk])
    for sent in ({"to-meeting": world["planned"].pk}, {"to-meeting-words": "20 May 2007"}):
        answer = browser.post(address, sent).content.decode()
        assert "20 May 2007</label>" not in answer
    assert not world["activity"].meeting_links.exists()
    browser = as_("chair")
    assert str(world["planned"]) in offered(browser, page, "id_to-meeting")
    assert len(offered(browser, page, "id_to-decision", "goes")) == 2


def test_page_that_is_refused_offers_nothing(as_, world, client):
    page = reverse("meetings:decision_settle", args=[world["decision"].pk])
    asks = {"choose": "id_superseded_by", "q": "note"}
    assert as_("focal point").get(page, asks).status_code == 403
    assert as_("outsider").get(page, asks).status_code in (403, 404)
    client.logout()
    answer = client.get(page, asks)
    assert answer.status_code in (302, 401)
    assert as_("chair").get(page, {"choose": "id_note"}).status_code == 404


@pytest.mark.parametrize("words", ["0000", "9999", "0", "%", "²", "9" * 5000, "31 February", "the of"])
def test_odd_words_find_nothing_and_break_nothing(as_, world, words):
    factories.occasion()
    assert offered(as_("chair"), reverse("outside:event_add"), "id_occasion", words) == []
    assert offered(as_("chair"), world["activity"].get_absolute_url(), "id_to-meeting", words) == []


def test_without_script_a_small_form_comes_back_on_a_page_of_its_own(as_, world):
    activity, browser = world["activity"], as_("chair")
    address = reverse("meetings:activity_connect", args=[activity.pk])
    answer = browser.post(address, {"to-meeting": "", "to-meeting-words": "working 2007"})
    page = answer.content.decode()
    assert page.count('type="radio"') == 3
    assert f'data-page="{activity.get_absolute_url()}"' in page
    sent = {"to-meeting-words": "working 2007", "to-meeting-listed": "working 2007"}
    browser.post(address, sent | {"to-meeting": world["met"].pk})
    assert [link.meeting for link in activity.meeting_links.all()] == [world["met"]]


A_YEAR = 40  # bytes in a list
FORM = re.compile(r"<form.*?</form>", re.DOTALL)
PAGES = [
    ("chair", lambda world: world["activity"].get_absolute_url()),
    ("chair", lambda world: reverse("workplan:activity_change", args=[world["activity"].pk])),
    ("chair", lambda world: reverse("documents:document_begin")),
    ("chair", lambda world: reverse("documents:document_change", args=[world["document"].pk])),
    ("chair", lambda world: reverse("outside:event_add")),
    ("chair", lambda world: reverse("meetings:decision_settle", args=[world["decision"].pk])),
    ("chair", lambda world: reverse("meetings:item_papers", args=[world["met"].pk, world["item"].pk])),
    ("chair", lambda world: reverse("meetings:guest_add", args=[world["coming"].pk])),
    ("secretariat", lambda world: reverse("deciding:decision_add", args=[world["application"].pk])),
    ("secretariat", lambda world: reverse("people:role_give")),
    ("chair", lambda world: reverse("meetings:meeting_list")),
    ("chair", lambda world: reverse("meetings:decision_list")),
    ("chair", lambda world: reverse("meetings:action_list")),
    ("chair", lambda world: reverse("outside:ledger")),
    ("chair", lambda world: reverse("workplan:board")),
    ("chair", lambda world: reverse("documents:document_list")),
    ("chair", lambda world: reverse("proposals:proposal_list")),
    ("chair", lambda world: reverse("meetings:item_change", args=[world["coming"].pk, world["agendum"].pk])),
    ("chair", lambda world: reverse("meetings:attendance", args=[world["held"].pk])),
    ("chair", lambda world: reverse("circulars:circular_write")),
    ("secretariat", lambda world: reverse("changes")),
    ("secretariat", lambda world: reverse("people:person_add")),
    ("secretariat", lambda world: reverse("chairmanship:term_add")),
    ("secretariat", lambda world: reverse("chairmanship:plan_order")),
    ("secretariat", lambda world: reverse("agencies:agency_add")),
]


def grow(years):
    """More of all that the forms choose from, but nothing that their pages show."""
    for year in years:
        met = factories.meeting(f"{year}-02-20", minutes="adopted")
        item = AgendaItem.objects.create(meeting=met, position=0, title=f"Item {year}")
        Decision.objects.create(item=item, position=0, text=f"Decided in {year}.")
        document = Document.objects.create(title=f"Note {year}", kind="information_note", state="published")
        DocumentVersion.objects.create(document=document, number=1, text="<p>A note</p>", size=1)
        factories.activity(f"Activity {year}", starts=f"{year}", objective=f"Objective {year}", status="done")
        factories.term("ILO", f"{year}-01-01", f"{year}-06-30")
        factories.occasion(starts=f"{year}-07-09")
        factories.event(day=f"{year}-02-01", forum=f"Forum {year}")
        factories.agency(f"OLD{year}")
        organization = Organization.objects.create(name=f"Organization {year}")
        Contact.objects.create(organization=organization, name=f"Contact {year}")
        factories.user(name=f"Person {year}")


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_form_costs_the_same_however_much_there_is_to_choose_from(as_, world, number):
    who, address = PAGES[number]
    browser, page = as_(who), address(world)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(page)
        assert answer.status_code == 200
        return len(queries), sum(map(len, FORM.findall(answer.text)))

    grow(range(1870, 1885))
    cost()
    queries, size = cost()
    grow(range(1900, 1940))
    more_queries, more_size = cost()
    assert more_queries <= queries
    years = A_YEAR * 40 if page == reverse("workplan:board") else 0  # which it offers one by one
    assert abs(more_size - size) < 100 + years, f"{size} to {more_size} bytes"
