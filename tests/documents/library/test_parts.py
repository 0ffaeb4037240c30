"""Who leads a document and who contributes: the lead agency, the chair and the secretariat decide."""

import pytest
from django.core import mail
from django.urls import reverse

from documents.library import actions as library_actions
from tests import factories

pytestmark = pytest.mark.django_db


def change(document):
    return reverse("documents:document_change", args=[document.pk])


def sent(client, document, **data):
    """Sends what the page shows, with these changes."""
    form = client.get(change(document)).context["form"]
    values = {name: form[name].value() for name in form.fields}
    shown = {name: value for name, value in values.items() if value not in (None, "")}
    shown |= {"revision": document.revision} | data
    document.refresh_from_db()
    return client.post(change(document), shown | {"revision": document.revision}, follow=True)


def parts(document):
    document.refresh_from_db()
    return document.lead.acronym, sorted(one.acronym for one in document.contributors.all())


def told() -> dict:
    return {one.to[0]: one.subject for one in mail.outbox}


def test_contributor_has_no_fields_for_them_and_cannot_make_itself_the_lead(client, group):
    client.force_login(group.contributor)
    fields = client.get(change(group.document)).context["form"].fields
    assert not {"lead", "contributors", "standing", "holds_from", "purposes_edition"} & set(fields)
    ilo, who = factories.agency("ILO").pk, factories.agency("WHO").pk
    for data in ({"lead": ilo}, {"contributors": [ilo, who]}, {"contributors": [who]}):
        answer = sent(client, group.document, summary="Typed.", **data)
        assert "Only the lead agency, the chair and the secretariat change this." in answer.text
        assert "Typed." in answer.text
        assert parts(group.document) == ("UNDP", ["ILO"])
    answer = sent(client, group.document, summary="Typed.", lead=factories.agency("UNDP").pk)
    assert "Saved." in answer.text  # a page opened earlier sends what is there already
    group.document.refresh_from_db()
    assert (group.document.summary, *parts(group.document)) == ("Typed.", "UNDP", ["ILO"])
    assert not mail.outbox


def test_lead_passes_the_lead_on_hears_what_it_means_and_both_are_told(client, group):
    colleague = factories.person_of("UNDP", email="lena@undp.example")
    client.force_login(group.lead)
    answer = sent(client, group.document, lead=factories.agency("WHO").pk)
    assert "WHO now leads this document, and is told by e-mail. UNDP can no longer edit it." in answer.text
    assert parts(group.document) == ("WHO", ["ILO"])
    assert told() == {
        "wim@who.example": "WHO now leads: A common note",
        colleague.email: "UNDP no longer leads: A common note",
    }
    assert "Leo made WHO the lead agency" in mail.outbox[0].body
    assert "it was UNDP and is now WHO" in mail.outbox[1].body


def test_lead_that_stays_as_contributor_can_go_on(client, group):
    client.force_login(group.lead)
    answer = sent(
        client, group.document, lead=factories.agency("WHO").pk, contributors=[factories.agency("UNDP").pk]
    )
    assert "UNDP is still a contributing agency, and can edit it." in answer.text
    assert told() == {
        "wim@who.example": "WHO now leads: A common note",
        "ilse@ilo.example": "ILO no longer contributes to: A common note",
    }


@pytest.mark.parametrize("who", ["lead", "chair", "secretariat"])
def test_contributors_are_told_when_they_come_and_go(client, group, who):
    client.force_login(getattr(group, who))
    sent(client, group.document, contributors=[factories.agency("WHO").pk])
    assert parts(group.document) == ("UNDP", ["WHO"])
    assert told() == {
        "wim@who.example": "WHO now contributes to: A common note",
        "ilse@ilo.example": "ILO no longer contributes to: A common note",
    }
    sent(client, group.document, contributors=[factories.agency("WHO").pk], summary="More")
    assert len(mail.outbox) == 2  # what stays is not told again


def test_agencies_are_told_of_a_document_that_others_begin_for_them(group):
    library_actions.begin(
        title="Another", kind="brochure", lead=factories.agency("WHO"),
        contributors=[factories.agency("ILO"), factories.agency("UNDP")], by=group.lead,
    )  # fmt: skip
    assert told() == {
        "wim@who.example": "WHO now leads: Another",
        "ilse@ilo.example": "ILO now contributes to: Another",
    }
    assert "Leo created the document “Another”, with WHO as lead agency." in mail.outbox[0].body
