"""A deadline at a weekend, on a holiday or too soon: the form warns, keeps all, and people decide."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from documents.document import deadlines
from documents.models import Call, Round
from foundation.dates import clock, hours
from foundation.dates.holidays import seat_of
from tests import factories
from tests.documents.clearance.conftest import group, opening  # noqa: F401
from tests.documents.clearance.rounds import open_round

NEW_YORK = "America/New_York"
SEATS = {city: seat_of(city) for city in ("Geneva", "New York", "Vienna")}
ANYWAY = "Ask agencies anyway"


def at(day, hour=18, zone=NEW_YORK):
    return hours.in_zone(dt.date.fromisoformat(day), dt.time(hour), zone)


@pytest.fixture
def monday():
    """3 May 2027, 11:00 in Geneva."""
    with clock.moved_to(dt.datetime(2027, 5, 3, 9, tzinfo=dt.UTC)):
        yield


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2027-05-14", []),
        ("2027-05-15", ["Saturday 15 May is at the weekend."]),
        ("2027-05-06", ["Thursday 6 May is a public holiday in Geneva and Vienna (Ascension Day)."]),
        ("2027-05-31", ["Monday 31 May is a public holiday in New York (Memorial Day)."]),
        ("2027-05-04", ["Only 36 hours remain."]),
    ],
)
def test_what_speaks_against_a_deadline(monday, day, said):
    assert deadlines.against(at(day), SEATS) == said


def test_holiday_counts_only_where_somebody_asked_has_a_seat(monday):
    assert deadlines.against(at("2027-05-06"), {"New York": seat_of("New York")}) == []


def test_weekend_that_lies_between_is_named():
    with clock.moved_to(dt.datetime(2027, 5, 8, 18, tzinfo=dt.UTC)):
        assert deadlines.against(at("2027-05-10", 8), SEATS) == [
            "Only 41 hours remain, and a weekend lies between."
        ]
        assert deadlines.suitable(at("2027-05-10", 8), SEATS) == at("2027-05-11", 8)


def test_deadline_that_suits_is_the_next_one_at_that_hour(monday):
    assert deadlines.suitable(at("2027-05-15"), SEATS) == at("2027-05-18")  # Whit Monday is off
    assert deadlines.suitable(at("2027-05-14"), SEATS) == at("2027-05-14")


# In the forms


@pytest.fixture
def lead(group):  # noqa: F811
    for acronym, city in (("ILO", "Geneva"), ("UNHCR", "Geneva"), ("WHO", "New York")):
        agency = factories.agency(acronym)
        agency.headquarters = city
        agency.save()
    client = Client()
    client.force_login(group.lead)
    return client


def sent_by(page: str) -> dict:
    """Returns what a browser would send of the form: its inputs, ticked boxes and choices."""
    form = (
        page.split("<form", 1)[1] if 'method="post"' not in page else page[page.index('method="post" no') :]
    )
    sent: dict = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]*)"', tag).group(1)
        if name and (kind not in ("checkbox", "radio") or "checked" in tag):
            sent.setdefault(name.group(1), []).append(value.group(1) if value else "")
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        sent[name] = re.findall(r'value="([^"]*)" selected', options)
    for name, text in re.findall(r'<textarea name="([^"]*)".*?>(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [text.strip()]
    return sent


@pytest.mark.django_db
def test_round_proposes_close_of_business_in_new_york_on_a_day_that_suits(group, lead):  # noqa: F811
    page = lead.get(reverse("documents:clearance_open", args=[group.document.pk])).text
    sent = sent_by(page)
    assert sent["hour"] == ["18:00"]
    assert sent["timezone"] == [NEW_YORK]
    assert sent["day"] == ["18 May 2027"]  # in two weeks is Whit Monday
    assert "New York is the last duty station to close." in page
    assert lead.post(reverse("documents:clearance_open", args=[group.document.pk]), sent).status_code == 302


@pytest.mark.django_db
def test_weekend_is_asked_about_once_and_nothing_typed_is_lost(group, lead):  # noqa: F811
    there = reverse("documents:clearance_open", args=[group.document.pk])
    sent = sent_by(lead.get(there).text) | {"day": "2027-05-15", "note": "Please look at paragraph 3."}
    answer = lead.post(there, sent)
    assert answer.status_code == 200
    assert "Saturday 15 May is at the weekend." in answer.text
    assert "Tuesday 18 May, 18:00 (New York time)" in answer.text
    assert ANYWAY in answer.text
    assert not Round.objects.exists()
    again = sent_by(answer.text)
    assert again["note"] == ["Please look at paragraph 3."]
    assert again["day"] == ["2027-05-15"]
    # A confirmation holds for exactly these values.
    other = lead.post(there, again | {"day": ["2027-05-16"]})
    assert "Sunday 16 May is at the weekend." in other.text
    assert ANYWAY in other.text
    fewer = lead.post(there, again | {"agencies": again["agencies"][:1]})
    assert ANYWAY in fewer.text
    assert not Round.objects.exists()
    assert lead.post(there, again).status_code == 302
    assert Round.objects.get().until == at("2027-05-15")


@pytest.mark.django_db
def test_proposed_deadline_is_one_press_away(group, lead):  # noqa: F811
    there = reverse("documents:clearance_open", args=[group.document.pk])
    page = lead.post(there, sent_by(lead.get(there).text) | {"day": "2027-05-06"}).text
    assert "Thursday 6 May is a public holiday in Geneva (Ascension Day)." in page
    value = re.search(r'name="instead" value="([^"]*)"', page).group(1)
    assert lead.post(there, sent_by(page) | {"instead": value}).status_code == 302
    assert Round.objects.get().until == at("2027-05-07")


@pytest.mark.django_db
def test_past_deadline_and_missing_agencies_are_errors_as_before(group, lead):  # noqa: F811
    there = reverse("documents:clearance_open", args=[group.document.pk])
    sent = sent_by(lead.get(there).text)
    page = lead.post(there, sent | {"day": "2027-05-01"}).text
    assert "This date has passed." in page
    assert ANYWAY not in page
    page = lead.post(there, sent | {"day": "2027-05-15", "agencies": []}).text
    assert ANYWAY not in page


@pytest.mark.django_db
def test_extended_deadline_is_asked_about_for_the_agencies_of_the_round(group, lead):  # noqa: F811
    round_ = open_round(group, "WHO")
    there = reverse("documents:clearance_extend", args=[group.document.pk, round_.pk])
    sent = {"hour": "18:00", "timezone": NEW_YORK, "day": "2027-05-31"}
    page = lead.post(there, sent).text
    assert "Monday 31 May is a public holiday in New York (Memorial Day)." in page
    assert "Extend deadline anyway" in page
    assert lead.post(there, sent_by(page)).status_code == 302
    round_.refresh_from_db()
    assert round_.until == at("2027-05-31")


@pytest.mark.django_db
def test_call_for_contributions_asks_in_the_same_way(group, lead):  # noqa: F811
    there = reverse("documents:call_open", args=[group.document.pk])
    page = lead.get(there).text
    sent = {
        "kind": "text", "asks": "Two paragraphs.", "day": "2027-05-15", "hour": "18:00", "timezone": NEW_YORK,
        "agencies": [factories.agency("ILO").pk], "columns-TOTAL_FORMS": "0", "columns-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert f'value="{NEW_YORK}" selected' in page
    page = lead.post(there, sent).text
    assert "Saturday 15 May is at the weekend." in page
    assert ANYWAY in page
    assert "Two paragraphs." in page
    assert not Call.objects.exists()
    confirmed = re.search(r'name="confirmed" value="([^"]*)"', page).group(1)
    assert lead.post(there, sent | {"confirmed": confirmed}).status_code == 302
    call = Call.objects.get()
    there = reverse("documents:call_extend", args=[group.document.pk, call.pk])
    page = lead.post(there, {"day": "2027-05-16", "hour": "18:00", "timezone": NEW_YORK}).text
    assert "Extend deadline anyway" in page
