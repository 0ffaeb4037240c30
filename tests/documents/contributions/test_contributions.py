"""Contributions: what agencies are asked for by a date, write, and hand in."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.contributions import actions as contribution_actions
from documents.contributions import compiled as contribution_compiled
from documents.contributions import mail as contribution_mail
from documents.contributions.awaiting import awaiting
from documents.models import Call, Question
from foundation.dates import clock
from foundation.text import rich
from foundation.verbs import Refused, Stale
from tests import factories
from tests.documents.contributions.calls import LATER, UNTIL, entry, of, opened, page_of, posted, saves
from tests.together import at_once

pytestmark = pytest.mark.django_db

# A call ------------------------------------------------------------------------------------------------


def test_call_asks_each_agency_with_its_own_page(group, mailoutbox):
    call = opened(group)
    asked = {
        mail.to[0]: mail.body for mail in mailoutbox if mail.subject.startswith("Call for contributions")
    }
    assert sorted(asked) == ["focal@ilo.example", "focal@unhcr.example", "focal@who.example"]
    assert page_of(call, "ILO") in asked["focal@ilo.example"]
    assert "    Name your\n    projects." in asked["focal@ilo.example"]
    assert "Friday 14 May 2027, 18:00 (Geneva time, UTC+2)" in asked["focal@ilo.example"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"questions": []}, "at least one column"),
        ({"until": dt.datetime(2027, 5, 1, tzinfo=dt.UTC)}, "has passed"),
    ],
)
def test_call_that_cannot_be_is_refused(group, change, words):
    with pytest.raises(Refused, match=words):
        opened(group, **change)
    assert not Call.objects.exists()


def test_lead_defines_the_columns_on_the_page(group, client):
    client.force_login(group.lead)
    address = reverse("documents:call_open", args=[group.document.pk])
    fields = {
        "asks": "Projects", "kind": "entries", "day": "2027-05-20", "hour": "18:00",
        "timezone": "Europe/Zurich", "agencies": [factories.agency("ILO").pk],
        "columns-TOTAL_FORMS": "3", "columns-INITIAL_FORMS": "0",
        "columns-0-label": "Project", "columns-0-kind": "line",
        "columns-1-label": "State", "columns-1-kind": "choice", "columns-1-choices": "",
        "columns-2-label": "", "columns-2-kind": "line",
    }  # fmt: skip
    page = client.post(address, fields).content.decode()
    assert "List the choices" in page
    assert not Call.objects.exists()
    client.post(address, fields | {"columns-1-choices": "planned; done; planned"})
    assert Call.objects.get().columns == [
        Question("q1", "Project"),
        Question("q2", "State", "choice", ("planned", "done")),
    ]
    client.post(address, fields | {"kind": "text"})  # of a text the columns do not show
    assert Call.objects.get(kind="text").columns == []


def test_call_that_is_pressed_twice_asks_once(group, mailoutbox):
    opened(group)
    asked = len(mailoutbox)
    with pytest.raises(Refused, match="already been asked for this"):
        opened(group)
    assert len(mailoutbox) == asked
    opened(group, asks="Another table.")


@pytest.mark.django_db(transaction=True)
def test_call_that_two_people_open_at_once_is_one(group):
    results = at_once(lambda: opened(group), lambda: opened(group))
    assert [type(one) for one in results if isinstance(one, Exception)] == [Refused]
    assert Call.objects.count() == 1


# Writing -----------------------------------------------------------------------------------------------


def test_agency_saves_as_it_goes_and_others_read_nothing_until_it_hands_in(group, client):
    call = opened(group)
    client.force_login(group.ilo)
    client.post(page_of(call, "ILO"), posted(entry("Fair recruitment", "Manila"), entry("")))
    assert of(call, "ILO").entries == [entry("Fair recruitment", "Manila")]
    assert "Fair recruitment" in client.get(page_of(call, "ILO")).content.decode()
    compiled = reverse("documents:call_compiled", args=[group.document.pk, call.pk])
    for other in (group.unhcr, group.lead):
        client.force_login(other)
        assert "Fair recruitment" not in client.get(compiled).content.decode()
        assert client.get(page_of(call, "ILO")).status_code == 403
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert "Fair recruitment" in client.get(compiled).content.decode()


def test_what_is_handed_in_is_taken_back_to_go_on_until_the_date(group):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    with pytest.raises(Refused, match="Reopen it"):
        saves(call, "ILO", entry("Two"), by=group.ilo)
    contribution_actions.take_back(of(call, "ILO"), by=group.ilo)
    saves(call, "ILO", entry("Two"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    with clock.moved_to(UNTIL), pytest.raises(Refused, match="no longer be changed"):
        contribution_actions.take_back(of(call, "ILO"), by=group.ilo)


@pytest.mark.parametrize("button", ["hand in", "remove-0", "add"])
def test_saving_as_one_goes_presses_no_button_that_one_stands_on(group, client, button):
    call = opened(group)
    client.force_login(group.ilo)
    fields = posted(entry("Fair recruitment"), entry("Inspection"), do=button)
    client.post(page_of(call, "ILO"), fields, headers={"HX-Request": "true"})
    kept = of(call, "ILO")
    assert (kept.entries, kept.handed_in_at) == ([entry("Fair recruitment"), entry("Inspection")], None)


def test_date_that_passes_while_somebody_types_loses_nothing_and_hands_nothing_in(group, client):
    call = opened(group)
    client.force_login(group.ilo)
    with clock.moved_to(UNTIL):
        answer = client.post(page_of(call, "ILO"), posted(entry("Late project"), do="hand in"))
        page = answer.content.decode()
        assert "The deadline has passed: Friday 14 May 2027" in page
        assert 'value="Late project"' in page
    assert of(call, "ILO").entries == [entry("Late project")]
    assert of(call, "ILO").handed_in_at is None
    with clock.moved_to(LATER):
        assert contribution_compiled.handed_in(call) == []
        contribution_actions.extend(
            call, until=LATER + dt.timedelta(days=2), timezone="Europe/Zurich", by=group.lead
        )
        contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert [str(one.agency) for one in contribution_compiled.handed_in(call)] == ["ILO"]


def test_two_of_an_agency_who_write_at_once_lose_neither_text(group, client):
    call = opened(group)
    other = factories.person_of("ILO", name="Otto")
    contribution_actions.save(of(call, "ILO"), entries=[entry("Otto's")], revision=0, by=other)
    with pytest.raises(Stale):
        contribution_actions.save(of(call, "ILO"), entries=[entry("Mine")], revision=0, by=group.ilo)
    client.force_login(group.ilo)
    page = client.post(page_of(call, "ILO"), posted(entry("Mine"))).content.decode()
    assert "Otto saved this in the meantime" in page
    assert "Project: Otto&#x27;s" in page
    assert 'value="Mine"' in page
    client.post(page_of(call, "ILO"), posted(entry("Mine"), revision=1))
    assert of(call, "ILO").entries == [entry("Mine")]


def test_text_that_two_of_an_agency_write_is_merged_or_chosen_from(group, client):
    call = opened(group, kind="text")
    base = rich.clean("<p>One.</p><p>Two.</p>")
    other = factories.person_of("ILO", name="Otto")
    contribution_actions.save(of(call, "ILO"), text=base, revision=0, by=group.ilo)
    theirs = base.replace("Two", "Two of Otto's")
    contribution_actions.save(of(call, "ILO"), text=theirs, revision=1, by=other)
    client.force_login(group.ilo)
    opened_with = {"text-base": base, "revision": 1}
    mine = opened_with | {"text": base.replace("One", "One of mine")}
    answer = client.post(page_of(call, "ILO"), mine, headers={"HX-Request": "true"}).content.decode()
    assert "Otto changed other paragraphs meanwhile. Both changes are saved." in answer
    assert "data-merged" in answer
    assert rich.plain(of(call, "ILO").text) == "One of mine.\n\nTwo of Otto's."

    clashing = opened_with | {"text": base.replace("Two", "Two of mine")}
    answer = client.post(page_of(call, "ILO"), clashing)
    [clash] = answer.context["clashes"]
    field = answer.context["writing"]["text"]
    fresh = {
        "revision": answer.context["revision"],
        "text": field.value(),
        "text-base": field.field.widget.base,
    }
    client.post(page_of(call, "ILO"), fresh | {f"text-keep-{clash.id}": "both"})
    assert rich.plain(of(call, "ILO").text) == "One of mine.\n\nTwo of Otto's.\n\nTwo of mine."


def test_lead_enters_what_came_by_mail_and_the_agency_is_told(group, client, mailoutbox):
    call = opened(group)
    mailoutbox.clear()
    client.force_login(group.lead)
    with clock.moved_to(LATER):  # it came late, and the lead takes it
        client.post(page_of(call, "WHO"), posted(entry("Clinics"), do="hand in"))
    [mail] = mailoutbox
    assert mail.to == ["focal@who.example"]
    assert "Lead entered and submitted the contribution of WHO" in mail.body
    page = client.get(contribution_mail.place_of_call(call)).content.decode()
    assert "entered by Lead" in page


def test_file_that_comes_with_it_is_read_by_others_once_it_is_handed_in(group, client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    call = opened(group)
    client.force_login(group.ilo)
    bad = SimpleUploadedFile("page.pdf", b"<html><script>")
    page = client.post(page_of(call, "ILO"), posted(entry("Kept")) | {"file": bad}).content.decode()
    assert "do not match its file name" in page
    assert of(call, "ILO").entries == [entry("Kept")]
    good = SimpleUploadedFile("report.pdf", b"%PDF-1.7")
    client.post(page_of(call, "ILO"), posted(entry("Kept"), revision=1) | {"file": good})
    file = of(call, "ILO").files.get()
    address = reverse(
        "documents:contribution_file", args=[group.document.pk, call.pk, of(call, "ILO").pk, file.pk]
    )
    client.force_login(group.unhcr)
    assert client.get(address).status_code == 404
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    answer = client.get(address)
    assert answer.getvalue() == b"%PDF-1.7"
    with pytest.raises(Refused, match="Reopen it"):
        contribution_actions.detach(of(call, "ILO"), file.pk, by=group.ilo)


def test_script_in_an_answer_is_shown_as_text(group, client):
    call = opened(group)
    saves(call, "ILO", entry("<script>alert(1)</script>"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    client.force_login(group.ilo)
    page = client.get(reverse("documents:call_compiled", args=[group.document.pk, call.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in contribution_compiled.as_text(call)


# Reminders -----------------------------------------------------------------------------------------------


def test_only_who_has_not_handed_in_is_reminded_once_for_each_stage(group, mailoutbox):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    contribution_actions.hand_in(of(call, "WHO"), by=group.who)  # with nothing to add
    mailoutbox.clear()
    for days, expected in ((5, 0), (2.5, 1), (2, 1), (0.5, 2), (0.1, 2)):
        with clock.moved_to(UNTIL - dt.timedelta(days=days)):
            contribution_mail.remind()
        assert [mail.to[0] for mail in mailoutbox] == ["focal@unhcr.example"] * expected


def test_lead_is_told_once_of_the_end_by_a_worker_that_was_away(group, mailoutbox):
    call = opened(group)
    saves(call, "ILO", entry("One"), by=group.ilo)
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    mailoutbox.clear()
    with clock.moved_to(LATER):
        assert not Call.objects.get().is_open
        contribution_mail.remind()
        contribution_mail.remind()
    [mail] = mailoutbox
    assert mail.to == ["lead@undp.example"]
    assert "Contributions received from ILO. Not received from UNHCR and WHO." in mail.body


def test_who_called_and_acts_for_nobody_any_more_is_not_told_of_the_end(group, mailoutbox):
    opened(group)
    successor = factories.person_of("UNDP", email="next@undp.example")
    group.lead.appointments.update(ends="2027-05-04")
    mailoutbox.clear()
    with clock.moved_to(LATER):
        contribution_mail.remind()
    assert [mail.to for mail in mailoutbox] == [[successor.email]]


def test_home_asks_an_agency_until_it_has_handed_in(group):
    call = opened(group)
    assert [one.verb for one in awaiting(group.ilo)] == ["Contribute"]
    saves(call, "ILO", entry("One"), by=group.ilo)
    assert [one.verb for one in awaiting(group.ilo)] == ["Continue"]
    contribution_actions.hand_in(of(call, "ILO"), by=group.ilo)
    assert awaiting(group.ilo) == []
    with clock.moved_to(UNTIL):
        assert awaiting(group.unhcr) == []
