"""The admission criteria and the application template stand in one place, as editions."""

import datetime as dt

import pytest
from django.urls import reverse

from agencies.criteria.actions import write_edition
from documents.library import actions as library_actions
from documents.models import Document
from foundation.verbs import Refused
from tests import factories

pytestmark = pytest.mark.django_db

CRITERIA = reverse("documents:standing_detail", args=["admission-criteria"])
TEMPLATE = reverse("documents:standing_detail", args=["application-template"])
LIST = reverse("documents:standing_list")
EDITIONS = reverse("applications:edition_list")


@pytest.fixture
def written(group):
    """A second edition from June 2027, and a document of 2007 from before."""
    write_edition(
        holds_from=dt.date(2027, 6, 1), questions=["Why do you apply?"],
        criteria=[("Mandate", "It works on migration.")], by=group.secretariat,
    )  # fmt: skip
    return Document.objects.create(
        title="Criteria of 2007", kind="criteria", standing="admission_criteria", state="published",
        holds_from=dt.date(2007, 6, 1),
    )  # fmt: skip


def test_page_shows_the_edition_of_the_day_with_the_documents_from_before(client, group, written):
    client.force_login(group.lead)
    assert client.get(CRITERIA).context["edition"].number == 1
    page = client.get(CRITERIA, {"on": "2027-06-02"})
    assert "In force on 2 June 2027: Edition 2, since 1 June 2027" in page.text
    assert "It works on migration." in page.text
    assert "Criteria of 2007" in page.text
    assert "Why do you apply?" in client.get(TEMPLATE, {"on": "2027-06-02"}).text
    listed = client.get(LIST)
    assert {row["edition"].number for row in listed.context["rows"] if row["is_as_editions"]} == {1}
    assert "This is not a date" in client.get(CRITERIA, {"on": "yesterday"}).text


def test_no_document_is_in_force_beside_an_edition(client, group, written):
    for person in (None, group.lead):
        if person:
            client.force_login(person)
        page = client.get(CRITERIA).text
        assert "Criteria of 2007" in page
        assert "In force on 3 May 2027: <a" not in page
        assert "since 1 June 2007" not in page + client.get(LIST).text


def test_who_may_not_read_editions_reads_none_of_them(client, group, written):
    for person in (None, factories.user()):
        if person:
            client.force_login(person)
        page = client.get(CRITERIA, {"on": "2027-06-02"}).text
        assert "Mandate" not in page
        assert "Edition" not in page
        assert "Edition 2" not in client.get(LIST).text
        assert f'href="{reverse("apply:begin")}"' in page  # what anybody may read, and where


def test_secretariat_writes_editions_from_there_and_both_pages_are_linked(client, group, written):
    client.force_login(group.lead)
    assert reverse("applications:edition_add") not in client.get(CRITERIA).text
    assert EDITIONS in client.get(CRITERIA).text
    back = client.get(EDITIONS).text
    for address in (CRITERIA, TEMPLATE, written.get_absolute_url()):
        assert f'href="{address}"' in back
    client.force_login(group.secretariat)
    assert reverse("applications:edition_add") in client.get(CRITERIA).text


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "criteria"}, {"kind": "template"}, {"kind": "other", "standing": "admission_criteria"},
        {"kind": "other", "standing": "application_template"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["chair", "secretariat"])
def test_nobody_begins_a_document_beside_the_editions(client, group, who, data):
    client.force_login(getattr(group, who))
    answer = client.post(reverse("documents:document_begin"), {"title": "Second truth"} | data)
    assert "in one place: on the page “Questions and admission criteria”" in answer.text
    assert not Document.objects.filter(title="Second truth").exists()


def test_document_from_before_stays_readable_and_gets_no_new_edition(client, group, written):
    client.force_login(group.chair)
    page = client.get(written.get_absolute_url()).text
    assert "Criteria of 2007" in page
    assert reverse("documents:edition_begin", args=[written.pk]) not in page
    with pytest.raises(Refused, match="in one place"):
        library_actions.begin_edition(written, title="Criteria of 2027", by=group.chair)
    address = reverse("documents:document_change", args=[written.pk])
    answer = client.post(
        address,
        {"title": "Criteria of June 2007", "kind": "criteria", "standing": "admission_criteria",
         "holds_from": "1 June 2007", "revision": 0},
    )  # fmt: skip
    assert answer.status_code == 302
    client.logout()
    assert client.get(written.public_address).status_code == 200
