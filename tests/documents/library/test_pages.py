"""Documents: for a visitor what is public, for the people of the Group all of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency
from chairmanship.models import Event
from documents.library import handover as library_handover
from documents.models import Document, EventDocument, Sharing
from tests import factories

pytestmark = pytest.mark.django_db

LIST = "/documents/"


def document(title="Brochure", state="published", kind="brochure", **fields):
    return Document.objects.create(title=title, state=state, kind=kind, **fields)


@pytest.fixture
def focal_point():
    factories.membership("IOM", "2003")
    return factories.person_of("IOM")


def titles(response):
    return [one.title for one in response.context["object_list"]]


@pytest.mark.parametrize("state", ["published", "superseded"])
def test_visitor_sees_what_is_public(client, state):
    one = document(state=state)
    assert titles(client.get(LIST)) == ["Brochure"]
    assert client.get(f"{LIST}{one.pk}/", follow=True).redirect_chain == [(one.public_address, 302)]
    assert client.get(one.public_address).status_code == 200


@pytest.mark.parametrize("state", ["", "drafting", "circulated", "cleared", "adopted"])
def test_visitor_sees_nothing_of_the_rest_and_the_group_does(client, focal_point, state):
    one = document(state=state)
    outsider = factories.person_of("Elsewhere")
    for person in (None, outsider):
        if person:
            client.force_login(person)
        assert titles(client.get(LIST)) == []
        assert client.get(f"{LIST}{one.pk}/").status_code == 404
        assert client.get(one.public_address).status_code == 404
        assert "drafting" not in client.get(LIST).text
    client.force_login(focal_point)
    assert titles(client.get(LIST)) == ["Brochure"]
    assert client.get(f"{LIST}{one.pk}/").status_code == 200


def test_document_shows_everything_that_is_stored(client):
    term = factories.term(theme="A theme")
    one = document(
        "Note", kind="information_note", term=term, origin=factories.term("ILO", "2006-01-01", "2006-06-30"),
        lead=factories.agency("IOM"), date=factories.date("2007-03"), symbol="GMG/7", summary="What it says",
        address="https://example.org/note", note="Reprinted since",
    )  # fmt: skip
    one.contributors.add(factories.agency("UNHCR"))
    Sharing.objects.create(document=one, position=0, name="the Friends of the Forum")
    event = Event.objects.create(
        kind="statement", date=factories.date("2007-04-02"), forum="Forum", city="Bern"
    )
    EventDocument.objects.create(event=event, document=one)
    page = client.get(f"{LIST}{one.pk}/", follow=True).text
    for text in (
        "Information note", "March 2007", "GMG/7", "What it says", "https://example.org/note",
        "Reprinted since", "UNHCR", "the Friends of the Forum", "Forum, 2 April 2007, Bern",
        term.get_absolute_url(),
        one.origin.get_absolute_url(), "published",
    ):  # fmt: skip
        assert text in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"kind": "survey"}, ["Costs"]),
        ({"state": "drafting"}, ["Costs"]),
        ({"q": "costs"}, ["Costs", "Fees"]),
        ({"q": "costs fees"}, ["Fees"]),
        ({"q": "iom"}, ["Fees"]),
        ({"term": "IOM"}, ["Fees"]),
        ({"kind": "nonsense", "term": "x", "state": "no"}, ["Costs", "Fees"]),
        ({"q": "nothing such"}, []),
        ({"q": "x" * 300}, ["Costs", "Fees"]),
    ],
)
def test_list_is_narrowed(client, focal_point, query, found):
    term = factories.term()
    document("Fees", summary="What costs what", lead=Agency.objects.get(acronym="IOM"), term=term)
    document("Costs", kind="survey", state="drafting")
    client.force_login(focal_point)
    if query.get("term") == "IOM":
        query = {"term": term.pk}
    response = client.get(LIST, query)
    assert sorted(titles(response)) == found
    assert ("No documents match." in response.text) is (not found)


def test_institutional_work_and_plans_are_no_joint_documents_and_have_their_labels(client, focal_point):
    term = factories.term()
    for kind in (*Document.INSTITUTIONAL, *Document.PLANNING, "survey"):
        document(f"A {kind}", kind=kind, term=term)
    assert [one.title for one in library_handover.joint(term)] == ["A survey"]
    client.force_login(focal_point)
    page = client.get(LIST).text
    for label in ("working methods", "admission criteria", "website", "schedule"):
        assert f">{label}</option>" in page
    assert titles(client.get(LIST, {"kind": "website"})) == ["A website"]


def test_document_without_a_date_is_found_by_the_year_in_which_its_term_ended(client):
    document("Fees", term=factories.term())
    document(
        "Handbook", date=factories.date("2010-05"), term=factories.term("ILO", "2009-07-01", "2009-12-31")
    )
    document("Undated")
    form = client.get(LIST).context["form"]
    assert [value for value, _ in form.fields["year"].choices] == ["", "2010", "2007"]
    assert titles(client.get(LIST, {"year": "2007"})) == ["Fees"]
    assert titles(client.get(LIST, {"year": "2010"})) == ["Handbook"]


def test_members_read_in_the_list_what_is_public(client, focal_point):
    document("Seen by all")
    document("Earlier", state="superseded")
    document("Agreed", state="adopted")
    assert "public" not in client.get(LIST, {"q": "Seen"}).text
    client.force_login(focal_point)
    for title, said in (("Seen", "· public"), ("Earlier", "· superseded · public"), ("Agreed", "· adopted<")):
        assert said in client.get(LIST, {"q": title}).text


def test_visitor_is_not_offered_what_they_cannot_see(client):
    document("Public")
    document("Secret", kind="survey", state="drafting", term=factories.term())
    form = client.get(LIST).context["form"]
    assert [value for value, _ in form.fields["kind"].choices] == ["", "brochure"]
    assert [value for value, _ in form.fields["state"].choices] == ["", "published"]
    assert not form.fields["term"].queryset.exists()


def test_list_has_25_a_page_and_keeps_what_was_chosen(client):
    for number in range(27):
        document(f"Brochure {number:02}", date=factories.date(f"20{number:02}"))
    page = client.get(LIST, {"q": "brochure"})
    assert len(titles(page)) == 25
    assert titles(page)[0] == "Brochure 26"
    assert "?q=brochure&amp;page=2" in page.text
    assert titles(client.get(LIST, {"q": "brochure", "page": 2})) == ["Brochure 01", "Brochure 00"]
    for wrong in ("0", "99", "x"):
        assert client.get(LIST, {"page": wrong}).status_code == 200


def test_empty_list_says_that_nothing_is_published_yet(client):
    assert "No joint documents have been published yet." in client.get(LIST).text


def test_list_asks_as_much_for_three_as_for_one(client, focal_point):
    client.force_login(focal_point)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    def one(number):
        term = factories.term(f"A{number}", f"20{number}-01-01", f"20{number}-06-30")
        document(f"Note {number}", lead=factories.agency(f"B{number}"), term=term)

    one(10)
    before = asked()
    one(11)
    one(12)
    assert asked() == before


def test_page_of_an_agency_shows_its_latest_documents_and_leads_to_all(client, focal_point):
    iom, ilo = factories.agency("IOM"), factories.agency("ILO")
    for number in range(8):
        document(f"Led {number}", lead=ilo, date=factories.date(f"2007-01-{number + 10}"))
    for number in range(4):
        joined = document(f"Joined {number}", lead=iom, date=factories.date(f"2007-02-{number + 10}"))
        joined.contributors.add(ilo)
    document("Draft", state="drafting", lead=ilo)
    page = client.get("/members/ilo/").text
    assert page.count('<a class="entry" href="/documents/library/') == 10
    assert 'href="/documents/?agency=ilo">View all 12 documents' in page
    assert "Led 0" not in page
    assert len(titles(client.get(f"{LIST}?agency=ilo"))) == 12
    assert len(titles(client.get(f"{LIST}?agency=iom"))) == 4
    assert len(titles(client.get(f"{LIST}?agency=nobody"))) == 12
    client.force_login(focal_point)
    assert len(titles(client.get(f"{LIST}?agency=ilo"))) == 13


def test_page_of_an_agency_asks_as_often_for_many_documents(client):
    ilo = factories.agency("ILO")
    factories.term("ILO")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/members/ilo/").status_code == 200
        return len(queries)

    for number in range(2):
        document(f"Document {number}", lead=factories.agency(f"LEAD{number}")).contributors.add(ilo)
    few = asked()
    for number in range(2, 30):
        document(f"Document {number}", lead=factories.agency(f"LEAD{number}")).contributors.add(ilo)
    assert asked() == few
