"""What a refused field says: in the portal's words, and what to do."""

import pytest
from django import forms
from django.apps import apps
from django.db.models import UniqueConstraint

from agencies.models import Agency
from agencies.organizations.forms import ContactForm
from agencies.people.forms import AppointmentForm, PersonForm
from agencies.register.forms import MembershipForm
from chairmanship.rotation.forms import TermForm
from documents.library.forms import DocumentForm
from foundation.apps import CONTRADICTS
from foundation.discovery import ORDER
from foundation.text import rich
from foundation.web.forms import GONE, NEEDED, DayField, differences
from meetings.convening.forms import MeetingForm
from tests import factories

PLAIN = {
    forms.CharField(max_length=5): "the limit is 5",
    forms.EmailField(): "name@example.org",
    forms.URLField(assume_scheme="https"): "https://example.org",
    forms.DateField(): "This is not a date",
    DayField(): "Write the date as 14 May 2027",
    forms.TimeField(): "Enter the time as 14:30",
    forms.IntegerField(): "in figures",
    forms.ChoiceField(choices=[("a", "A")]): GONE,
    forms.MultipleChoiceField(choices=[("a", "A")]): GONE,
}


@pytest.mark.parametrize(("field", "words"), PLAIN.items(), ids=lambda one: type(one).__name__)
def test_refused_field_says_what_to_do(field, words):
    typed = ["x y z nothing"] if isinstance(field, forms.MultipleChoiceField) else "x y z nothing"
    with pytest.raises(forms.ValidationError) as refused:
        field.clean(typed)
    assert str(words) in " ".join(refused.value.messages)


@pytest.mark.django_db
def test_rich_texts_that_differ_are_told_in_plain_words():
    term = factories.term("IOM", objective=rich.clean("<p>Know <b>more</b></p><ul><li>figures</li></ul>"))
    values = {"agency": term.agency_id, "starts": term.starts, "ends": term.ends, "capacity": term.capacity}
    same = TermForm(values | {"objective": term.objective.replace("><", "> <")}, instance=term)
    assert differences(same, term) == []
    other = TermForm(values | {"objective": "<p>Know <i>less</i></p>"}, instance=term)
    assert differences(other, term) == [
        {"label": "Objective", "now": "Know more\n\n- figures", "typed": "Know less"}
    ]
    none = TermForm(values | {"objective": ""}, instance=term)
    assert [row["typed"] for row in differences(none, term)] == ["Empty"]


@pytest.mark.parametrize(("typed", "words"), [(0, "Enter 1 or more."), (601, "Enter 600 or less.")])
def test_number_out_of_bounds_names_them(typed, words):
    with pytest.raises(forms.ValidationError, match=words):
        forms.IntegerField(min_value=1, max_value=600).clean(typed)


def test_no_constraint_of_the_portal_speaks_as_django_does():
    for model in (model for app in ORDER for model in apps.get_app_config(app).get_models()):
        for one in model._meta.constraints:
            words = one.get_violation_error_message()
            if isinstance(one, UniqueConstraint) and one.fields and words == CONTRADICTS:
                words = " ".join(model().unique_error_message(model, one.fields).messages)
            assert "onstraint" not in words, one.name
            assert "already exists" not in words, one.name


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [forms.ModelChoiceField, forms.ModelMultipleChoiceField])
def test_choice_that_is_gone_is_told_so(kind):
    field = kind(Agency.objects.all())
    with pytest.raises(forms.ValidationError, match=str(GONE)):
        field.clean([7] if kind is forms.ModelMultipleChoiceField else 7)


def test_own_words_of_a_field_come_first():
    field = forms.CharField(error_messages={"required": "Name the topic."})
    with pytest.raises(forms.ValidationError, match="Name the topic"):
        field.clean("")
    with pytest.raises(forms.ValidationError, match=str(NEEDED)):
        forms.CharField().clean("")


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "1799-12-31", "2201-01-01"])
@pytest.mark.parametrize("field", [forms.DateField(), DayField()], ids=["day", "as written"])
def test_year_that_cannot_be_meant_is_refused(field, typed):
    with pytest.raises(forms.ValidationError, match="2200"):
        field.clean(typed)


@pytest.mark.django_db
def test_empty_choice_is_told_in_words():
    """To choose where it is needed, that nothing is said where it is not; of no form dashes."""
    membership = MembershipForm()
    assert membership.fields["basis"].choices[0] == ("", "Not specified")
    appointment = AppointmentForm(by=factories.secretariat())
    assert appointment.fields["agency"].empty_label == "Choose one"
    assert appointment.fields["role"].choices[0] == ("", "Choose one")
    assert DocumentForm.base_fields["kind"].choices[0] == ("", "Choose one")
    assert "---" not in f"{membership} {appointment} {MeetingForm()}"


def test_number_to_call_has_one_name():
    assert {form.base_fields["phone"].label for form in (PersonForm, ContactForm)} == {"Telephone"}
