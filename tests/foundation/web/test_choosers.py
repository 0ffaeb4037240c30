"""A field that chooses among much: by key, by words in one step, by words in two."""

import pytest
from django import forms
from django.http import QueryDict

from foundation.web.choosers import ManyChooser
from foundation.web.forms import differences
from meetings.meeting.choosers import MeetingChooser
from meetings.models import Meeting
from tests import factories

pytestmark = pytest.mark.django_db


class OneForm(forms.Form):
    meeting = MeetingChooser(Meeting.objects.order_by("-date"), required=False, empty_label="none yet")
    note = forms.CharField(required=False)


class ManyMeetings(ManyChooser):
    def label_from_instance(self, meeting):
        return meeting.title


class ManyForm(forms.Form):
    meetings = ManyMeetings(Meeting.objects.order_by("-date"), required=False)


@pytest.fixture
def meetings():
    return [
        factories.meeting("2007-01-22"),
        factories.meeting("2007-03-20", title="Migration and health", city="Geneva"),
        factories.meeting("2007-03-21", level="principals"),
        factories.meeting("2008-03", title="Migration and health in cities"),
    ]


def sent(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(
            name.replace("_", "-"), [str(one) for one in value] if isinstance(value, list) else [str(value)]
        )
    return data


def one(**values):
    form = OneForm(sent(**values))
    form.is_valid()
    return form


def test_key_chooses_as_in_every_other_form(meetings):
    assert one(meeting=meetings[0].pk).cleaned_data["meeting"] == meetings[0]
    assert one(meeting="").cleaned_data["meeting"] is None
    assert "no longer available" in str(one(meeting=999_999).errors)
    assert "no longer available" in str(one(meeting="x").errors)


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("health geneva", 1),
        ("GENEVA", 1),
        ("Généva", 1),
        ("principals", 2),
        ("Principals meeting, 21 March 2007", 2),
        ("working January 2007", 0),
        ("2007-03-21", 2),
        ("21.3.2007", 2),
        ("cities 2008", 3),
    ],
)
def test_words_that_only_one_has_choose_it(meetings, words, which):
    assert one(meeting="", meeting_words=words).cleaned_data["meeting"] == meetings[which]


def test_words_of_several_bring_a_list_and_lose_nothing(meetings):
    form = one(meeting="", meeting_words="migration", note="Kept")
    assert "Several entries match “migration”" in str(form.errors)
    page = str(form)
    assert page.count('type="radio"') == 2
    assert 'value="migration"' in page
    assert 'value="Kept"' in page
    chosen = one(meeting=meetings[3].pk, meeting_words="migration", meeting_listed="migration")
    assert chosen.cleaned_data["meeting"] == meetings[3]
    nothing = one(meeting_words="migration", meeting_listed="migration")
    assert nothing.errors


def test_name_that_begins_another_can_be_chosen(meetings):
    factories.meeting("2009-01-01", title="Migration")
    assert one(meeting="", meeting_words="migration").cleaned_data["meeting"].title == "Migration"


def test_words_that_nothing_has_are_refused_and_shown(meetings):
    form = one(meeting="", meeting_words="seafarers")
    assert "Nothing here matches “seafarers”" in str(form.errors)
    assert 'value="seafarers"' in str(form)


def test_words_decide_over_an_earlier_choice(meetings):
    before = meetings[0].pk
    assert one(meeting=before, meeting_words=str(meetings[0])).cleaned_data["meeting"] == meetings[0]
    assert one(meeting=before, meeting_words="cities").cleaned_data["meeting"] == meetings[3]
    assert one(meeting=before, meeting_words="").cleaned_data["meeting"] is None
    # The list was shown for other words than those that stand there now.
    again = one(meeting=meetings[3].pk, meeting_words="geneva", meeting_listed="migration")
    assert again.cleaned_data["meeting"] == meetings[1]


def test_form_shows_what_is_chosen_and_loads_nothing_else(meetings, django_assert_num_queries):
    form = OneForm(initial={"meeting": meetings[1].pk})
    with django_assert_num_queries(1):
        page = str(form)
    assert 'value="Migration and health, 20 March 2007"' in page
    assert "cities" not in page
    with django_assert_num_queries(0):
        assert 'placeholder="none yet"' in str(OneForm())


def test_several_are_kept_and_words_add_one(meetings):
    first, _second, third, _last = meetings
    third.title = "Of principals"
    third.save()

    def chosen(**values):
        form = ManyForm(sent(**values))
        return set(form.cleaned_data["meetings"]) if form.is_valid() else form

    assert chosen(meetings=[first.pk, third.pk]) == {first, third}
    assert chosen(meetings=[third.pk], meetings_words="") == {third}
    assert chosen(meetings=[third.pk], meetings_words="geneva") != {third}
    form = chosen(meetings=[third.pk], meetings_words="migration")
    assert form.errors
    page = str(form)
    assert page.count('type="checkbox"') == 3
    assert page.count("checked") == 1
    both = {"meetings_words": "migration", "meetings_listed": "migration"}
    assert chosen(meetings=[third.pk, meetings[1].pk], **both) == {third, meetings[1]}
    assert chosen(meetings=[third.pk], **both).errors


def test_changes_are_told_in_words(meetings):
    form = one(meeting=meetings[1].pk, meeting_words="cities")

    class Known(OneForm):
        def __init__(self, *args, instance=None, **kwargs):
            super().__init__(*args, initial={"meeting": instance and instance.pk}, **kwargs)

    typed = Known(form.data)
    assert differences(typed, meetings[1]) == [
        {
            "label": "Meeting",
            "now": "Migration and health, 20 March 2007",
            "typed": "Migration and health in cities, March 2008",
        }
    ]
    assert not typed.fields["meeting"].has_changed(meetings[3].pk, typed["meeting"].data)
    assert typed.fields["meeting"].has_changed(meetings[0].pk, typed["meeting"].data)


def test_page_that_carries_a_form_along_has_the_keys(meetings):
    form = one(meeting="", meeting_words="cities")
    assert (
        form["meeting"].as_hidden()
        == f'<input type="hidden" name="meeting" value="{meetings[3].pk}" id="id_meeting_0">'
    )
    form = ManyForm(sent(meetings=[meetings[1].pk], meetings_words="cities"))
    assert form["meetings"].as_hidden().count('type="hidden"') == 2
