"""While an objection stands nothing goes forward in the Group's name; and the ways on."""

import io

import docx
import pytest
from django.core.management import call_command
from django.urls import reverse

from documents.clearance import actions as clearance_actions
from documents.clearance import links, outcomes, ways
from documents.clearance import mail as clearance_mail
from documents.clearance.awaiting import awaiting
from documents.clearance.objections import standing
from documents.library import actions as library_actions
from documents.library import ways as library_ways
from documents.models import Clearance, Document
from documents.versions import actions as version_actions
from documents.versions import exports
from foundation.dates import clock
from foundation.models import Mail
from foundation.verbs import Refused
from tests.documents.clearance.rounds import (
    LATER,
    clearance_of,
    give_reply,
    open_round,
    reply_words,
    state_of,
    status_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mail_in_rows")]

Reply = Clearance.Reply
TOLD = "Agreed by telephone with all members on 3 May."


@pytest.fixture
def objected(group):
    """UNHCR objected, ILO agreed; the round has ended."""
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "Paragraph 4 forgets refugees.", by=group.unhcr)
    give_reply(round_, "ILO", Reply.FINE, by=group.ilo)
    with clock.moved_to(LATER):
        outcomes.write_down()
        yield round_


def page_of(client, person, document) -> str:
    client.force_login(person)
    return client.get(document.get_absolute_url()).text


def addresses(subject: str) -> set[str]:
    return {to for mail in Mail.objects.filter(subject=subject) for to in mail.to}


# What is refused


@pytest.mark.parametrize("ends", [False, True])
def test_no_step_by_hand_goes_over_an_objection(group, client, ends):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "Paragraph 4 forgets refugees.", by=group.unhcr)
    moment = LATER if ends else clock.now()
    with clock.moved_to(moment):
        for verb in (
            lambda: library_actions.clear(group.document, by=group.lead, sentence=TOLD),
            lambda: library_actions.adopt(group.document, by=group.lead),
            lambda: library_actions.publish(group.document, by=group.chair),
        ):
            with pytest.raises(Refused, match="UNHCR objects to version 1"):
                verb()
        page = page_of(client, group.lead, group.document)
        assert "UNHCR objects to version 1" in page
        assert "Paragraph 4 forgets refugees." in page
        for name in ("document_clear", "document_adopt", "document_publish"):
            assert f'"{reverse(f"documents:{name}", args=[group.document.pk])}"' not in page
        for name in ("text_write", "clearance_open", "document_issue", "document_drop"):
            assert f'"{reverse(f"documents:{name}", args=[group.document.pk])}"' in page
        client.force_login(group.chair)
        sent = client.post(reverse("documents:document_publish", args=[group.document.pk]), follow=True)
        assert "UNHCR objects to version 1, so the text cannot go forward" in sent.text
        assert state_of(group.document) == "circulated"


def test_withdrawing_the_round_overrules_nobody(group):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    clearance_actions.withdraw(round_, by=group.lead)
    with pytest.raises(Refused, match="UNHCR objects"):
        library_actions.publish(group.document, by=group.chair)


def test_nothing_is_cleared_or_published_by_hand_while_agencies_can_still_reply(group):
    open_round(group)
    for verb in (
        lambda: library_actions.clear(group.document, by=group.lead, sentence=TOLD),
        lambda: library_actions.publish(group.document, by=group.chair),
    ):
        with pytest.raises(Refused, match="Agencies can still reply"):
            verb()


def test_clearing_by_hand_asks_for_a_sentence_that_stays(group, client):
    client.force_login(group.lead)
    address = reverse("documents:document_clear", args=[group.document.pk])
    assert address in client.get(group.document.get_absolute_url()).text
    assert "Please write a sentence" in client.post(address, {"sentence": " "}).text
    assert state_of(group.document) == "drafting"
    assert client.post(address, {"sentence": TOLD, "seen": 1}).status_code == 302
    assert state_of(group.document) == "cleared"
    assert group.document.steps.last().note == TOLD
    assert TOLD in client.get(group.document.get_absolute_url()).text


def test_comments_are_left_unsettled_only_with_a_sentence_and_all_are_told(group, client):
    round_ = open_round(group)
    give_reply(round_, "ILO", Reply.BUT, "A comma.", by=group.ilo)
    with clock.moved_to(LATER):
        client.force_login(group.lead)
        page = client.get(clearance_mail.place_of(round_)).text
        address = reverse("documents:clearance_accept", args=[group.document.pk, round_.pk])
        assert address in page
        client.post(address, {"sentence": ""})
        assert state_of(group.document) == "circulated"
        library_actions.clear(group.document, by=group.lead, sentence=TOLD)
        assert state_of(group.document) == "cleared"
        assert status_of(round_).outcome == "cleared"
        assert addresses("Cleared by hand: A common note") == {group.ilo.email, group.unhcr.email}


def test_cleared_never_stands_above_a_round_that_is_not_cleared(group):
    library_actions.clear(group.document, by=group.lead, sentence=TOLD)
    round_ = open_round(group, express=True)
    assert state_of(group.document) == "circulated"
    with clock.moved_to(LATER):
        outcomes.write_down()
        assert status_of(round_).outcome == "not_cleared"
        with pytest.raises(Refused, match="ended without agreement"):
            library_actions.clear(group.document, by=group.lead, sentence=TOLD)


def test_record_that_says_cleared_follows_the_clock_and_its_round(group):
    round_ = open_round(group, express=True)
    Document.objects.filter(pk=group.document.pk).update(state="cleared")  # as older records may say
    assert state_of(group.document) == "cleared"
    with clock.moved_to(LATER):
        assert state_of(group.document) == "circulated"
        outcomes.write_down()
        assert Document.objects.get(pk=group.document.pk).state == "circulated"
        assert status_of(round_).outcome == "not_cleared"


def test_document_out_of_the_library_is_not_cleared_again_above_an_objection(group):
    round_ = open_round(group)
    with clock.moved_to(LATER):
        outcomes.write_down()
        document = library_actions.publish(group.document, by=group.chair)
        late = give_reply(round_, "UNHCR", Reply.NO, "No.", by=group.unhcr)
        clearance_actions.late.count(late, by=group.chair)
        assert state_of(document) == "published"
        assert library_actions.take_out(document, by=group.chair).state == "circulated"


# Withdrawn in one click


def test_objection_is_withdrawn_in_one_click_after_the_date_and_the_document_is_cleared(
    group, objected, client
):
    assert status_of(objected).outcome == "not_cleared"
    page = page_of(client, group.unhcr, group.document)
    address = reverse(
        "documents:clearance_reply",
        args=[group.document.pk, objected.pk, clearance_of(objected, "UNHCR").pk],
    )
    assert "Withdraw objection of UNHCR" in page
    assert address in page
    assert "Withdraw objection" in client.get(clearance_mail.place_of(objected)).text
    answer = client.post(address, {"reply": "withdraw", "then": "document"})
    assert answer.url == group.document.get_absolute_url()
    assert state_of(group.document) == "cleared"
    assert status_of(objected).outcome == "cleared"
    assert standing(group.document) == []
    assert clearance_of(objected, "UNHCR").words == "Paragraph 4 forgets refugees."
    assert addresses("Objection of UNHCR withdrawn: A common note") == {group.ilo.email, group.lead.email}
    assert "objection withdrawn on 15 May 2027" in client.get(clearance_mail.place_of(objected)).text


def test_objection_is_withdrawn_by_the_link_even_long_after(group, objected, client):
    one = clearance_of(objected, "UNHCR")
    address = reverse("documents:clearance_link", args=[links.link_of(one, group.unhcr)])
    with clock.moved_to(LATER.replace(month=9)):
        assert "Withdraw objection" in client.get(address).text
        client.post(address, {"reply": "withdraw"})
        assert state_of(group.document) == "cleared"
        assert client.get(address).status_code == 410


def test_no_objection_after_the_date_withdraws_the_objection(group, objected):
    give_reply(objected, "UNHCR", Reply.FINE, by=group.unhcr)
    assert state_of(group.document) == "cleared"


def test_nobody_else_withdraws_an_objection(group, objected, client):
    with pytest.raises(Refused, match="Only UNHCR"):
        ways.withdraw_objection(clearance_of(objected, "UNHCR"), by=group.lead)
    assert "Withdraw objection of" not in page_of(client, group.lead, group.document)


# Issued as another's text


def test_text_of_the_agencies_that_agree_says_so_wherever_it_is_shown(group, objected, client):
    words = "Text of ILO and UNDP, not of the Group as a whole"
    client.force_login(group.lead)
    address = reverse("documents:document_issue", args=[group.document.pk])
    page = client.get(address).text
    assert words in page
    assert "Text of the chair" not in page
    assert client.post(address, {"issued_as": "chair"}).status_code == 200  # UNDP does not chair
    assert client.post(address, {"issued_as": "agencies", "seen": 1}).status_code == 302
    document = Document.objects.get(pk=group.document.pk)
    assert (document.issued_as, document.face) == ("agencies", words)
    assert addresses(f"{words}: A common note") == {group.ilo.email, group.unhcr.email}
    document = library_actions.publish(document, by=group.chair)
    assert words in client.get(document.get_absolute_url()).text
    client.logout()
    for place in (
        document.public_address, reverse("documents:document_list"), "/documents/?q=common",
        reverse("documents:feed"), reverse("home"),
    ):  # fmt: skip
        assert words in client.get(place).text, place
    public = client.get(document.public_address).text
    assert f"ILO and UNDP (2027). A common note. Information note. {words}. http" in public
    version = document.versions.get()
    assert exports.facts(version)[0] == words
    assert words in exports.as_html(version)
    paper = docx.Document(io.BytesIO(exports.as_docx(version)))
    assert words in [line.text for line in paper.paragraphs]
    assert "Published: A common note" in Mail.objects.values_list("subject", flat=True)


def test_chair_issues_a_text_as_its_own(group, objected):
    with pytest.raises(Refused, match="Choose as whose"):
        library_ways.issue(group.document, issued_as="chair", by=group.lead)
    document = library_ways.issue(group.document, issued_as="chair", by=group.chair)
    assert document.face == "Text of the chair (IOM), not of the Group"
    assert document.steps.last().issued_as == "chair"
    with pytest.raises(Refused, match="UNHCR objects"):
        library_actions.adopt(document, by=group.chair)
    assert library_actions.publish(document, by=group.chair).state == "published"


def test_later_version_of_an_issued_text_is_not_issued(group, objected):
    library_ways.issue(group.document, issued_as="agencies", by=group.lead)
    version_actions.write_text(group.document, text="Other words.", after=1, by=group.lead)
    document = Document.objects.get(pk=group.document.pk)
    assert (document.issued_as, document.face, document.state) == ("", "", "drafting")
    assert list(document.issuers.all()) == []
    with pytest.raises(Refused, match="UNHCR objects"):
        library_actions.publish(document, by=group.chair)


def test_text_is_the_groups_again_once_the_objection_is_withdrawn(group, objected):
    library_ways.issue(group.document, issued_as="agencies", by=group.lead)
    ways.withdraw_objection(clearance_of(objected, "UNHCR"), by=group.unhcr)
    document = Document.objects.get(pk=group.document.pk)
    assert (document.state, document.face) == ("cleared", "")


# Dissociated


def test_dissociation_lets_the_text_go_forward_with_a_footnote(group, objected, client):
    words = "UNHCR dissociates itself from paragraph 4 because it forgets refugees."
    page = page_of(client, group.unhcr, group.document)
    address = reverse(
        "documents:dissociate", args=[group.document.pk, objected.pk, clearance_of(objected, "UNHCR").pk]
    )
    assert address in page
    assert "Please write from what" in client.post(address, {"text": ""}).text
    client.post(address, {"text": words})
    assert standing(group.document) == []
    assert reply_words(objected)["UNHCR"] == "dissociates itself"
    assert state_of(group.document) == "cleared"
    assert addresses("UNHCR dissociates itself: A common note") == {group.ilo.email, group.lead.email}
    assert words in client.get(group.document.get_absolute_url()).text
    document = library_actions.publish(group.document, by=group.chair)
    client.logout()
    assert words in client.get(document.public_address).text
    assert "UNHCR dissociates itself" in client.get(reverse("documents:document_list")).text
    version = document.versions.get()
    assert words in exports.as_html(version)
    paper = docx.Document(io.BytesIO(exports.as_docx(version)))
    assert f"UNHCR: {words}" in [line.text for line in paper.paragraphs]
    with pytest.raises(Refused, match="public"):
        ways.take_back_dissociation(document.dissociations.get(), by=group.unhcr)


def test_dissociation_is_taken_back_until_the_document_is_public(group, objected, client):
    made = ways.dissociate(clearance_of(objected, "UNHCR"), text="From paragraph 4.", by=group.unhcr)
    address = reverse("documents:dissociation_take_back", args=[group.document.pk, made.pk])
    assert address not in page_of(client, group.lead, group.document)
    assert address in page_of(client, group.unhcr, group.document)
    client.post(address)
    assert [one.agency.acronym for one in standing(group.document)] == ["UNHCR"]
    assert state_of(group.document) == "circulated"
    assert status_of(objected).outcome == "not_cleared"


# Dropped


def test_dropped_document_says_why_and_can_be_taken_up_again(group, client):
    round_ = open_round(group)
    give_reply(round_, "UNHCR", Reply.NO, "No.", by=group.unhcr)
    client.force_login(group.lead)
    address = reverse("documents:document_drop", args=[group.document.pk])
    assert "Please say in a sentence" in client.post(address, {"reason": ""}).text
    client.post(address, {"reason": "The event was cancelled."})
    assert state_of(group.document) == "dropped"
    assert addresses("Dropped: A common note") == {group.ilo.email, group.unhcr.email}
    page = client.get(group.document.get_absolute_url()).text
    assert "The event was cancelled." in page
    assert "Take up again" in page
    with pytest.raises(Refused, match="was dropped"):
        open_round(group)
    client.post(reverse("documents:document_redraft", args=[group.document.pk]))
    assert state_of(group.document) == "drafting"
    assert [one.agency.acronym for one in standing(group.document)] == ["UNHCR"]


# At home


def test_lead_sees_at_home_what_waits_for_its_next_step(group):
    round_ = open_round(group)
    give_reply(round_, "ILO", Reply.BUT, "A comma.", by=group.ilo)
    assert awaiting(group.lead) == []
    with clock.moved_to(LATER):
        [thing] = awaiting(group.lead)
        assert thing.sentence.startswith(
            "Agreed, with comments: the clearance of “A common note”, version 1."
        )
        assert awaiting(group.chair) == []


def test_lead_sees_objections_of_a_round_that_runs(group):
    give_reply(open_round(group), "UNHCR", Reply.NO, "No.", by=group.unhcr)
    [thing] = awaiting(group.lead)
    assert thing.sentence == "UNHCR objects to version 1 of “A common note”."
    assert thing.url == group.document.get_absolute_url()


# What was done before nobody was overruled


def test_document_published_over_an_objection_stays_and_is_told(group, client):
    give_reply(open_round(group), "UNHCR", Reply.NO, "No.", by=group.unhcr)
    Document.objects.filter(pk=group.document.pk).update(state="published")
    said = io.StringIO()
    call_command("check_clearances", stdout=said)
    assert "“A common note” (published): UNHCR objects to version 1" in said.getvalue()
    with clock.moved_to(LATER):
        outcomes.write_down()
    assert Document.objects.get(pk=group.document.pk).state == "published"
    assert "What was published before stays as it is." in page_of(client, group.lead, group.document)
