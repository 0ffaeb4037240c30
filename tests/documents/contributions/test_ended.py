"""Calls that ended: they await the lead agency, which uses the responses or closes the call."""

import datetime as dt

import pytest
from auditlog.context import set_actor
from django.urls import reverse

from agencies.models import User
from documents.contributions import actions as contribution_actions
from documents.library import actions as library_actions
from documents.models import Document
from documents.versions import actions as version_actions
from foundation.dates import clock
from foundation.text import rich
from foundation.verbs import Refused
from foundation.web.awaiting import awaited
from tests import factories
from tests.documents.contributions.calls import LATER, of, opened, saves
from tests.foundation.history.pages import sentences

pytestmark = pytest.mark.django_db


def page(name, call):
    return reverse(f"documents:{name}", args=[call.document_id, call.pk])


def home(person) -> str:
    return " ".join(one.sentence for one in awaited(User.objects.get(pk=person.pk)))


ENDED = "The call for contributions to “A survey” has ended, with 1 of 3 submitted."


@pytest.fixture
def call(group):
    """A call for a text, to which ILO submitted one paragraph, in a document with a draft."""
    version_actions.write_text(group.document, text="<p>Our whole draft.</p>", after=0, by=group.lead)
    call = opened(group, kind="text", questions=())
    saves(call, "ILO", text="<p>One paragraph.</p>", by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    return call


def words(document) -> str:
    return " ".join(rich.plain(document.versions.last().text).split())


# Using the responses


def test_page_shows_what_one_paragraph_would_replace_and_saves_nothing(client, group, call):
    client.force_login(group.lead)
    shown = client.get(page("call_compiled", call)).text
    assert f'<form method="post" action="{page("call_carry", call)}"' not in shown
    assert f'href="{page("call_carry", call)}"' in shown
    shown = client.get(page("call_carry", call)).text
    assert "The document has a text: version 1, by Lead" in shown
    assert "Our whole draft." in shown.split("<del>")[1]
    for button in ("Add below the text", "Replace the text"):
        assert button in shown
    assert group.document.versions.count() == 1


@pytest.mark.parametrize(
    ("do", "text"),
    [("below", "Our whole draft. ILO One paragraph."), ("replace", "ILO One paragraph.")],
)
def test_responses_are_added_below_or_replace_the_text(client, group, call, do, text):
    client.force_login(group.lead)
    client.post(page("call_carry", call), {"do": do, "seen": 1})
    assert words(group.document) == text


def test_nothing_is_replaced_that_was_not_shown(client, group, call):
    client.force_login(group.lead)
    version_actions.write_text(group.document, text="<p>Not seen.</p>", after=1, by=group.ilo)
    answer = client.post(page("call_carry", call), {"do": "replace", "seen": 1}, follow=True)
    assert "has added version 2 in the meantime" in answer.text
    assert words(group.document) == "Not seen."


def test_responses_take_the_language_of_the_document(client, group):
    version_actions.write_text(
        group.document, text="<p>Le projet.</p>", after=0, by=group.lead, language="fr"
    )
    call = opened(group, kind="text", questions=())
    saves(call, "ILO", text="<p>Un alinéa.</p>", by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    contribution_actions.carry(call, by=group.lead, below=True)
    assert words(group.document) == "Le projet. ILO Un alinéa."
    assert group.document.versions.last().language == "fr"


def test_entries_of_a_table_are_shown_as_the_first_version(client, group, compiled):
    client.force_login(group.lead)
    shown = client.get(page("call_carry", compiled)).text
    assert "The document has no text yet." in shown
    assert "Save as first version" in shown
    assert "Manila" in shown


# The lead's home


def test_call_that_ended_awaits_the_lead_until_its_responses_are_used(client, group, call):
    assert "has ended" not in home(group.lead)
    with clock.moved_to(LATER):
        assert ENDED in home(group.lead)
        assert "has ended" not in home(group.ilo)
        client.force_login(group.lead)
        client.post(page("call_carry", call), {"do": "below", "seen": 1})
        assert "has ended" not in home(group.lead)


def test_call_that_ended_can_be_closed(client, group, call):
    client.force_login(group.lead)
    assert "Close call" not in client.get(page("call_detail", call)).text
    with pytest.raises(Refused, match="deadline has passed"):
        contribution_actions.close(call, by=group.lead)
    with clock.moved_to(LATER):
        assert f'action="{page("call_close", call)}"' in client.get(page("call_detail", call)).text
        answer = client.post(page("call_close", call), follow=True)
        assert "Closed on 15 May 2027 by Lead." in answer.text
        assert "Close call" not in answer.text
        assert "has ended" not in home(group.lead)
        contribution_actions.extend(
            call, until=LATER + dt.timedelta(days=3), timezone="Europe/Zurich", by=group.lead
        )
    with clock.moved_to(LATER + dt.timedelta(days=4)):
        assert ENDED in home(group.lead)  # it was opened again, and ended again


def test_call_of_a_published_document_awaits_nobody(group, call):
    with clock.moved_to(LATER):
        library_actions.publish(group.document, by=group.lead)
        assert "has ended" not in home(group.lead)


def test_call_of_a_governing_document_or_of_one_without_lead_awaits_the_chair(group, call):
    chair = factories.person_of("IOM")
    with clock.moved_to(LATER):
        assert "has ended" not in home(chair)
        for values in ({"lead": None}, {"lead": factories.agency("UNDP"), "kind": "working_methods"}):
            Document.objects.filter(pk=group.document.pk).update(**values)
            assert ENDED in home(chair)
            assert "has ended" not in home(group.lead)


def test_history_of_the_document_says_that_the_call_was_closed(group, call, client):
    with clock.moved_to(LATER), set_actor(group.lead):
        contribution_actions.close(call, by=group.lead)
        client.force_login(group.ilo)
        said = sentences(client, "documents", group.document.pk)
    assert any("closed the call for contributions of " in one for one in said)
