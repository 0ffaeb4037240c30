"""Writing in the report: what stays the portal's, what becomes the chair's, and two who write at once."""

import datetime as dt

import pytest
from auditlog.models import LogEntry

from chairmanship.handover import narrative
from chairmanship.models import Achievement, Challenge, Recommendation
from foundation.dates import clock
from foundation.text import rich
from foundation.text.revisions import fingerprint
from meetings.models import Meeting
from tests import factories
from tests.chairmanship.handover.reading import composed, gathered, plain, said

pytestmark = pytest.mark.django_db
JUNE = dt.datetime(2007, 6, 1, 10, tzinfo=dt.UTC)
PAGE = "/chair/iom-2007-01/report/"
ONCE = "The Group held one meeting at working level."
TWICE = "The Group held two meetings at working level."
ONLY = "The Group held only one meeting at working level."


@pytest.fixture
def term():
    factories.term("UNHCR", "2006-07-01", "2006-12-31")
    term = factories.term()
    met("2007-03-01")
    return term


def met(day):
    factories.meeting(day, city="Geneva", called_at=clock.now())


@pytest.fixture
def chair(client, term):
    client.force_login(factories.person_of("IOM", name="M. Chair", email="iom@example.org"))
    with clock.moved_to(JUNE):
        yield client


def own(text, key="mine0001") -> str:
    return f'<p data-id="{key}">{text}</p>'


def now(term, slug="meetings") -> str:
    """What stands in a section, as whoever opens it for editing gets it."""
    return narrative.texts(term)[slug]


def opened(term, slug="meetings") -> dict:
    text = now(term, slug)
    return {f"{slug}-revision": fingerprint(text), f"{slug}-base": text}


def types(client, term, text, slug="meetings", *, form=None):
    """Saves a section as the editor does while somebody types."""
    return client.post(f"/chair/iom-2007-01/narrative/{slug}/", {slug: text} | (form or opened(term, slug)))


def reads(term, slug="meetings") -> list[str]:
    return [plain(one.text) for one in composed(term, slug, as_at=JUNE.date()).paragraphs]


# What the portal drafts -----------------------------------------------------------------------------


def test_paragraph_that_nobody_touched_follows_the_facts(term, chair):
    assert reads(term)[0] == ONCE
    types(chair, term, now(term) + own("Both were long."))
    met("2007-04-20")
    assert reads(term) == [TWICE, "Meetings of the Group", "Both were long."]


def test_text_that_is_saved_as_it_was_opened_changes_nothing(term, chair):
    types(chair, term, now(term))
    assert not term.paragraphs.exists()
    assert not term.narrative_versions.exists()


def test_changed_paragraph_stays_and_the_page_shows_what_the_portal_would_say_now(term, chair):
    types(chair, term, now(term).replace("held one", "held only one"))
    text = chair.get(PAGE).text
    assert "You changed this paragraph" in text
    assert "The portal would now say something else" not in text
    met("2007-04-20")
    assert reads(term)[0] == ONLY
    text = chair.get(PAGE).text
    assert "The portal would now say something else" in text
    assert TWICE in text
    assert ONLY in said(gathered(term), "meetings")


def test_table_of_a_changed_caption_stays_alive(term, chair):
    types(chair, term, now(term).replace("Meetings of the Group", "Where we met"))
    met("2007-04-20")
    caption = composed(term, "meetings").paragraphs[1]
    assert plain(caption.text) == "Where we met"
    assert "20 April 2007" in caption.table


def test_changed_paragraph_becomes_the_portals_again(term, chair):
    types(chair, term, now(term).replace("held one", "held only one"))
    met("2007-04-20")
    answer = chair.post(f"{PAGE}sections/meetings/metoften/", follow=True)
    assert "The paragraph is as the portal drafts it. Your text is among the earlier texts." in answer.text
    assert reads(term)[0] == TWICE
    kept = [rich.plain(one.text) for one in term.narrative_versions.filter(name="meetings")]
    assert ONLY in kept[-2]
    assert TWICE in kept[-1]
    [row] = term.paragraphs.filter(key="metoften")
    last = LogEntry.objects.get_for_object(row).first()
    assert "held only one" in last.changes_dict["text"][0]  # the history has it, too


def test_changed_paragraph_stays_where_the_portal_no_longer_says_anything(term, chair):
    types(chair, term, now(term).replace("held one", "held only one"))
    Meeting.objects.all().delete()
    assert reads(term) == [ONLY]
    assert "The portal would no longer say anything here." in chair.get(PAGE).text


def test_removed_paragraph_is_in_no_report_and_is_brought_back(term, chair):
    kept = [text for key, text in narrative.blocks(now(term)).items() if key != "metoften"]
    types(chair, term, "".join(kept))
    assert reads(term) == ["Meetings of the Group"]
    assert ONCE not in said(gathered(term), "meetings")
    assert "You removed this paragraph:" in chair.get(PAGE).text
    met("2007-04-20")
    assert reads(term) == ["Meetings of the Group"]
    chair.post(f"{PAGE}sections/meetings/metoften/")
    assert reads(term) == [TWICE, "Meetings of the Group"]


def test_removed_caption_removes_its_table(term, chair):
    kept = [text for key, text in narrative.blocks(now(term)).items() if key != "metwhen"]
    types(chair, term, "".join(kept))
    assert not any(block.table for block in composed(term, "meetings").paragraphs)


def test_own_paragraphs_keep_their_place_between_drafted_ones_and_new_drafts_appear_in_theirs(term, chair):
    often, when = narrative.blocks(now(term)).values()
    types(chair, term, own("First.", "mine0001") + often + own("Between.", "mine0002") + when)
    assert reads(term) == ["First.", ONCE, "Between.", "Meetings of the Group"]
    stood = factories.meeting("2007-05-14", called_at=clock.now(), minutes="adopted")
    stood.agenda.create(position=0, title="Item").decisions.create(position=0, text="Agreed.")
    assert reads(term) == [
        "First.", TWICE, "Between.", "Meetings of the Group", "The meetings took one decision.",
    ]  # fmt: skip


def test_drafted_paragraphs_can_be_put_in_another_order(term, chair):
    often, when = narrative.blocks(now(term)).values()
    types(chair, term, when + often)
    met("2007-04-20")
    assert reads(term) == ["Meetings of the Group", TWICE]


def test_what_the_portal_drafts_of_institutional_work_follows_what_the_chair_wrote(term, chair):
    types(chair, term, own("We gave ourselves rules."), "institutional")
    factories.application("IFAD", "2007-03-01", "deferred")
    assert reads(term, "institutional")[0] == "We gave ourselves rules."
    assert "IFAD" in reads(term, "institutional")[1]


def test_ideas_are_introduced_as_ideas_once_there_are_some(term, chair):
    assert reads(term, "ideas") == []
    types(chair, term, own("A longer term."), "ideas")
    first, second = reads(term, "ideas")
    assert "Agencies discussed" in first
    assert second == "A longer term."


def test_facts_only_has_not_a_word_of_the_chair(term, chair):
    types(chair, term, now(term).replace("held one", "held only one") + own("Both were long."))
    types(chair, term, own("Dear all."), "foreword")
    chair.post(f"{PAGE}sections/challenges/", {"hide": ""})
    chair.post(f"{PAGE}sections/meetings/", {"down": ""})
    words = " ".join(said(gathered(term, facts_only=True)))
    assert ONCE in words
    for one in ("only", "Both were long.", "Dear all."):
        assert one not in words
    order = [one["slug"] for one in gathered(term, facts_only=True)["sections"]]
    assert order == ["summary", "origin", "meetings"]


# Two who write ---------------------------------------------------------------------------------------


@pytest.fixture
def other(client, chair):
    """Another of the chair's people, who writes at the same time."""
    person = factories.person_of("IOM", name="N. Notes", email="notes@example.org")

    def writes(term, text, form, slug="meetings"):
        mine = client.session["_auth_user_id"]
        client.force_login(person)
        answer = types(client, term, text, slug, form=form)
        client.force_login(type(person).objects.get(pk=mine))
        return answer

    return writes


def test_two_who_change_different_paragraphs_are_merged_and_drafts_stay_drafts(term, chair, other):
    types(chair, term, now(term) + own("One.", "mine0001") + own("Two.", "mine0002"))
    form, text = opened(term), now(term)
    other(term, text.replace("One.", "One of hers."), form)
    answer = types(chair, term, text.replace("Two.", "Two of mine."), form=form)
    assert "N. Notes changed other paragraphs meanwhile. Both changes are saved." in answer.json()["merged"]
    met("2007-04-20")
    assert reads(term) == [TWICE, "Meetings of the Group", "One of hers.", "Two of mine."]


def test_two_who_change_the_same_draft_choose(term, chair, other):
    form, text = opened(term), now(term)
    other(term, text.replace("held one", "held only one"), form)
    answer = types(chair, term, text.replace("held one", "held just one"), form=form)
    assert answer.status_code == 409
    assert reads(term)[0] == ONLY


def test_facts_that_change_while_somebody_writes_are_nobodys_change(term, chair):
    form, text = opened(term), now(term)
    met("2007-04-20")
    answer = types(chair, term, text + own("Both were long."), form=form)
    assert answer.status_code == 200
    assert "merged" not in answer.json()
    assert reads(term) == [TWICE, "Meetings of the Group", "Both were long."]
    assert not term.paragraphs.exclude(key="").exclude(text="").exists()


def test_form_that_was_opened_before_the_facts_changed_is_saved(term, chair):
    form, text = opened(term), now(term)
    met("2007-04-20")
    answer = chair.post(f"{PAGE}?edit=meetings", {"meetings": text + own("Both were long.")} | form)
    assert answer.status_code == 302
    assert answer.url == f"{PAGE}#meetings"
    assert reads(term) == [TWICE, "Meetings of the Group", "Both were long."]


# Without JavaScript, and earlier texts ----------------------------------------------------------------


def test_without_javascript_one_adds_paragraphs_and_drafts_stay_drafts(term, chair):
    page = chair.get(f"{PAGE}?edit=meetings")
    assert 'name="meetings-added"' in page.text
    sent = {
        "meetings": now(term), "meetings-added": "Both were long.\n\nAnd dry.",
        "meetings-revision": fingerprint(now(term)),
    }  # fmt: skip
    assert chair.post(f"{PAGE}?edit=meetings", sent).status_code == 302
    met("2007-04-20")
    assert reads(term) == [TWICE, "Meetings of the Group", "Both were long.", "And dry."]


def test_earlier_text_is_restored_and_what_it_left_as_drafted_is_the_portals(term, chair):
    first = now(term) + own("One.")
    types(chair, term, first)
    with clock.moved_to(JUNE + dt.timedelta(minutes=5)):
        types(chair, term, first.replace("held one", "held only one").replace("One.", "Two."))
        versions = f"{PAGE.replace('report', 'narrative')}meetings/versions/"
        assert "Two." in chair.get(versions).text
        number = next(
            one.number for one in term.narrative_versions.filter(name="meetings") if "One." in one.text
        )
        chair.post(f"{versions}{number}/restore/", {"revision": fingerprint(now(term))})
    assert reads(term)[-1] == "One."
    assert reads(term)[0] == ONCE


def test_text_from_before_the_editor_is_a_paragraph_like_any_other(term, chair):
    Challenge.objects.create(term=term, position=0, text="Too few.\n\nToo late.")
    assert "Too few." in chair.get(f"{PAGE}?edit=challenges").text
    assert types(chair, term, now(term, "challenges") + own("Too far."), "challenges").status_code == 200
    assert reads(term, "challenges")[-3:] == ["Too few.", "Too late.", "Too far."]


def test_section_that_was_opened_is_noted(term, chair):
    chair.get(f"{PAGE}?edit=challenges")
    assert [one.slug for one in term.report_sections.filter(read_at__isnull=False)] == ["challenges"]


# The archive's lists ----------------------------------------------------------------------------------


def test_lists_of_the_archive_are_the_chairs_own_paragraphs(term, chair):
    types(chair, term, own("Much.", "mine0001"), "national")
    types(chair, term, own("Little.", "mine0002"), "challenges")
    types(chair, term, own("More.", "mine0003"), "ideas")
    types(chair, term, now(term).replace("held one", "held only one"))
    assert [str(one) for one in Achievement.objects.filter(term=term)] == ["Much."]
    assert [str(one) for one in Challenge.objects.filter(term=term)] == ["Little."]
    assert [str(one) for one in Recommendation.objects.filter(term=term)] == ["More."]
