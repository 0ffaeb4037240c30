"""Governing documents: which is in force on a day, what changed from one to the next, what a visitor sees."""

import datetime as dt

import pytest
from django.urls import reverse

from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db

LIST = reverse("documents:standing_list")
PAGE = reverse("documents:standing_detail", args=["terms-of-reference"])


@pytest.fixture
def ana():
    factories.membership("IOM", "2003")
    return factories.person_of("IOM")


def terms_of_reference(by, title, holds_from, text, *, public=True, **values):
    document = library_actions.begin(
        title=title, kind="terms_of_reference", lead=None, by=by, standing="terms_of_reference",
        holds_from=dt.date.fromisoformat(holds_from), **values,
    )  # fmt: skip
    version_actions.write_text(document, text=text, after=0, by=by)
    return library_actions.publish(document, by=by) if public else document


def test_text_in_force_follows_the_day(client, ana):
    terms_of_reference(ana, "First", "2006-05-01", "The Group has six members.")
    terms_of_reference(ana, "Expanded", "2007-06-08", "The Group has ten members.", purposes_edition=1)
    for day, title in (("2007-06-07", "First"), ("2007-06-08", "Expanded"), ("2026-01-01", "Expanded")):
        assert client.get(PAGE, {"on": day}).context["text"].title == title
    assert client.get(PAGE, {"on": "2005-01-01"}).context["text"] is None
    page = client.get(PAGE, {"on": "yesterday"})
    assert page.context["text"].title == "Expanded"
    assert "This is not a date. Write the date as 14 May 2027. You see the document" in page.text
    assert 'value="yesterday"' in page.text


def test_what_changed_from_one_text_to_the_next_stands_side_by_side(client, ana):
    terms_of_reference(ana, "First", "2006-05-01", "The Group has six members.")
    terms_of_reference(ana, "Expanded", "2007-06-08", "The Group has ten members.", purposes_edition=1)
    page = client.get(PAGE, {"on": "2007-07-01"}).text
    assert "What changed" in page
    assert "<del>" in page
    assert "1. A coherent institutional approach" in page
    assert "What changed" not in client.get(PAGE, {"on": "2007-01-01"}).text


def test_draft_is_in_force_on_no_day_and_unknown_to_visitors(client, ana):
    terms_of_reference(ana, "First", "2006-05-01", "Words")
    draft = terms_of_reference(ana, "To come", "2007-01-01", "Secret", public=False)
    adopted = library_actions.adopt(draft, by=ana)
    assert "To come" not in client.get(PAGE, {"on": "2008-01-01"}).text
    assert "To come" not in client.get(LIST).text
    client.force_login(ana)
    assert client.get(PAGE, {"on": "2008-01-01"}).context["text"] == adopted
    library_actions.redraft(adopted, by=ana)
    assert client.get(PAGE, {"on": "2008-01-01"}).context["text"].title == "First"


def test_text_that_was_published_is_told_as_it_was_published(client, ana):
    document = terms_of_reference(ana, "First", "2006-05-01", "Public words")
    version_actions.write_text(document, text="Secret words", after=1, by=ana)
    page = client.get(PAGE).text
    assert "Public words" in page
    assert "Secret" not in page


def test_only_a_governing_document_takes_effect_on_a_date(ana):
    with pytest.raises(Refused, match="Only a governing document takes effect on a date"):
        library_actions.begin(
            title="Brochure", kind="brochure", lead=None, by=ana, holds_from=dt.date(2007, 1, 1)
        )


def test_list_tells_each_kind_and_what_is_missing(client, ana):
    assert client.get(LIST).text.count("No public document yet") == 4
    terms_of_reference(ana, "First", "2006-05-01", "Words")
    page = client.get(LIST).text
    assert page.count("No public document yet") == 3
    assert "in force since 1 May 2006" in page
    assert client.get(reverse("documents:standing_detail", args=["nonsense"])).status_code == 404
    assert Document.objects.count() == 1


def test_text_of_which_nobody_knows_from_when_it_holds_is_listed_and_in_force_on_no_day(client, ana):
    document = library_actions.begin(
        title="Expanded", kind="terms_of_reference", lead=None, by=ana, standing="terms_of_reference"
    )
    assert "Expanded" not in client.get(LIST).text
    client.force_login(ana)
    assert "Expanded" not in client.get(LIST).text  # a draft holds on no day
    library_actions.adopt(document, by=ana)
    for address in (LIST, PAGE):
        page = client.get(address).text
        assert "Expanded" in page
        assert "effective date not known" in page
        assert document.get_absolute_url() in page
    assert client.get(PAGE).context["text"] is None
    client.logout()
    assert "Expanded" not in client.get(LIST).text
    library_actions.publish(document, by=ana)
    assert f"{document.public_address}1/" in client.get(LIST).text
