"""Governing documents belong to the chair and the secretariat, whoever leads them or contributes to them."""

import datetime as dt

import pytest
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from tests import factories

pytestmark = pytest.mark.django_db

KEEPERS = "The chair and the secretariat keep the governing documents of the Group."


def page(name, *args):
    return reverse(f"documents:{name}", args=args)


@pytest.fixture
def terms(group):
    """Terms of reference that UNDP leads and ILO contributes to."""
    document = library_actions.begin(
        title="Terms of reference", kind="terms_of_reference", standing="terms_of_reference",
        lead=factories.agency("UNDP"), contributors=[factories.agency("ILO")], by=group.chair,
    )  # fmt: skip
    version_actions.write_text(document, text="<p>The Group is informal.</p>", after=0, by=group.chair)
    return document


@pytest.mark.parametrize("kind", ["terms_of_reference", "working_methods", "criteria", "template"])
def test_focal_point_is_not_offered_to_begin_one_and_is_refused_in_words(client, group, kind):
    client.force_login(group.lead)
    form = client.get(page("document_begin")).context["form"]
    assert kind not in dict(form.fields["kind"].choices)
    assert "standing" not in form.fields
    answer = client.post(page("document_begin"), {"title": "Mine", "kind": kind})
    assert KEEPERS in answer.text
    assert "write to the chair, IOM, or to the secretariat" in answer.text
    assert 'value="Mine"' in answer.text
    answer = client.post(
        page("document_begin"), {"title": "Mine", "kind": "other", "standing": "working_methods"}
    )
    assert KEEPERS in answer.text
    assert not Document.objects.filter(title="Mine").exists()


def test_focal_point_can_not_mark_its_document_as_one(client, group):
    client.force_login(group.lead)
    for data in ({"kind": "terms_of_reference"}, {"kind": "information_note", "standing": "working_methods"}):
        answer = client.post(
            page("document_change", group.document.pk), {"title": "A note", "revision": 0} | data
        )
        assert KEEPERS in answer.text
    group.document.refresh_from_db()
    assert not group.document.is_governing


@pytest.mark.parametrize("who", ["lead", "contributor", "other"])
def test_agencies_change_nothing_and_read_whom_to_ask(client, group, terms, who):
    client.force_login(getattr(group, who))
    shown = client.get(terms.get_absolute_url()).text
    assert KEEPERS in shown
    for name in ("text_write", "file_bring", "document_change", "publication", "clearance_open", "call_open"):
        assert page(name, terms.pk) not in shown
        refused = client.get(page(name, terms.pk))
        assert refused.status_code == 403
    for name in (
        "text_write", "file_bring", "document_change", "document_circulate", "document_clear",
        "document_adopt", "document_publish", "document_redraft", "document_take_out", "edition_begin",
        "publication",
    ):  # fmt: skip
        refused = client.post(page(name, terms.pk), {"text": "Ours", "title": "Ours"})
        assert refused.status_code == 403
        assert KEEPERS in refused.text
    terms.refresh_from_db()
    assert (terms.state, terms.versions.count()) == ("drafting", 1)


def test_agencies_are_still_asked_for_contributions_and_clearance(client, group, terms):
    until = clock.now() + dt.timedelta(days=9)
    ilo = factories.agency("ILO")
    call = contribution_actions.open_call(
        terms, kind="text", asks="Your changes", agencies=[ilo], until=until, timezone="Europe/Zurich",
        by=group.chair,
    )  # fmt: skip
    round_ = clearance_actions.open_round(
        terms.versions.get(), agencies=[ilo], until=until, timezone="Europe/Zurich", by=group.chair
    )
    client.force_login(group.contributor)
    contribution = call.contributions.get()
    assert client.get(page("contribute", terms.pk, call.pk, contribution.pk)).status_code == 200
    shown = client.get(page("clearance_detail", terms.pk, round_.pk))
    assert shown.status_code == 200


@pytest.mark.parametrize("who", ["chair", "secretariat"])
def test_chair_and_secretariat_keep_them(client, group, terms, who):
    client.force_login(getattr(group, who))
    for name in ("text_write", "document_change", "publication"):
        assert client.get(page(name, terms.pk)).status_code == 200
    client.post(page("document_publish", terms.pk), {"seen": 1})
    terms.refresh_from_db()
    assert terms.state == "published"
    assert page("edition_begin", terms.pk) in client.get(terms.get_absolute_url()).text
    form = client.get(page("document_begin")).context["form"]
    assert "working_methods" in dict(form.fields["kind"].choices)
