"""The form of a meeting. It takes days, hours and lengths as people write them."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.dates import clock, shown
from foundation.dates import hours as dates_hours
from foundation.web.forms import DayField, WholeDayField
from meetings.calendar import planning
from meetings.calendar.days import Days
from meetings.meeting.models import Meeting

USUAL_HOUR = dt.time(18)  # of a deadline with a day and no hour
MOST = 12 * 60  # minutes; a longer one was meant as an hour, such as 18h30
LENGTH = re.compile(r"(?:(\d{1,3}(?:[.,]\d+)?) ?(?:h|hours?))? ?(?:(\d{1,4}) ?(?:m|min|minutes?)?)?", re.I)
HOUR = re.compile(r"(\d{1,2})[:.](\d{2})")


class UntilField(forms.CharField):
    """The hour at which a meeting ends, or how long it lasts. Returns a time, or a number of minutes."""

    default_error_messages = {
        "invalid": gettext_lazy("Enter an end time, such as 17:30, or a duration, such as 2 h 30."),
    }

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return None
        hour = HOUR.fullmatch(value)
        if hour:
            try:
                return dt.time(int(hour[1]), int(hour[2]))
            except ValueError:
                raise forms.ValidationError(self.error_messages["invalid"]) from None
        found = LENGTH.fullmatch(value)
        if not found or not any(found.groups()):
            raise forms.ValidationError(self.error_messages["invalid"])
        minutes = round(float((found[1] or "0").replace(",", ".")) * 60) + int(found[2] or 0)
        if not 0 < minutes <= MOST:
            raise forms.ValidationError(_("A meeting can last up to 12 hours. Write an end time as 17:30."))
        return minutes

    def prepare_value(self, value):
        if not isinstance(value, int):
            return value
        hours, minutes = divmod(value, 60)
        return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes))

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != data


class MomentField(WholeDayField):
    """A day with an optional hour, in the Group's time zone. Returns an aware moment."""

    def to_python(self, value):
        text, hour = (value or "").strip(), None
        found = re.fullmatch(r"(.+?)[,T\s]+(\d{1,2}):(\d{2})(?::\d{2})?", text)
        if found:
            text = found[1]
            try:
                hour = dt.time(int(found[2]), int(found[3]))
            except ValueError:
                raise forms.ValidationError(_("This is not a valid time. Write it as 18:00.")) from None
        day = super().to_python(text)
        if day is None:
            return None
        moment = dates_hours.in_zone(day, hour or USUAL_HOUR)
        if not dates_hours.is_hour(moment):
            raise forms.ValidationError(dates_hours.no_such_hour(moment))
        return moment

    def prepare_value(self, value):
        if not isinstance(value, dt.datetime):
            return value
        local = value.astimezone(clock.zone())
        return shown.day(local, "DATETIME_FORMAT")


class MeetingForm(forms.ModelForm):
    """The form of a meeting. Only the level and the date are required.

    It refuses what is impossible. What is only unusual is saved, and `notes` then says so.
    """

    date = DayField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("For example 14 May 2027, or May 2027 if the day is not fixed yet."),
    )
    length = UntilField(
        label=gettext_lazy("End time or duration"),
        required=False,
        help_text=gettext_lazy("For example 17:30 or 2 h 30."),
    )
    topics_until = MomentField(label=gettext_lazy("Deadline for topics"), required=False)
    papers_until = MomentField(label=gettext_lazy("Deadline for papers"), required=False)

    class Meta:
        model = Meeting
        fields = [
            "level", "date", "time", "length", "city", "venue", "timezone", "kind", "by_video",
            "video_address", "dial_in", "room_contact", "title", "purpose", "presides",
            "convened_at_request_of", "topics_until", "papers_until",
        ]  # fmt: skip
        labels = {
            "level": gettext_lazy("Level"),
            "time": gettext_lazy("Start time"),
            "city": gettext_lazy("City"),
            "venue": gettext_lazy("Venue"),
            "timezone": gettext_lazy("Time zone"),
            "kind": gettext_lazy("Kind"),
            "by_video": gettext_lazy("Also by video"),
            "video_address": gettext_lazy("Video link"),
            "dial_in": gettext_lazy("Dial-in details"),
            "room_contact": gettext_lazy("On-site contact"),
            "title": gettext_lazy("Title"),
            "purpose": gettext_lazy("Purpose"),
            "presides": gettext_lazy("Chaired by"),
            "convened_at_request_of": gettext_lazy("Convened at the request of"),
        }
        help_texts = {
            "time": gettext_lazy("Local time at the place of the meeting."),
            "timezone": gettext_lazy("Leave empty to use the city’s time zone."),
            "title": gettext_lazy("Leave empty to name the meeting by its level and date."),
            "room_contact": gettext_lazy("Name and phone or e-mail. Shown to everyone invited."),
        }
        widgets = {
            "time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "city": forms.TextInput(attrs={"list": "cities", "autocomplete": "off"}),
            "timezone": forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "dial_in": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._was_at = _when(self.instance) if self.instance.pk else None
        help_text = _("For example 14 May 2027, 12:00 (%(place)s). Leave empty for the usual deadline.") % {
            "place": dates_hours.place(clock.zone().key)
        }
        for name in ("topics_until", "papers_until"):
            self.fields[name].help_text = help_text

    def clean(self):
        data = super().clean()
        zone = data.get("timezone")
        if zone and not dates_hours.is_zone(zone):
            self.add_error("timezone", _("Unknown time zone. Write it as Europe/Zurich."))
            zone = ""
        elif data.get("time") and not zone:
            zone = data["timezone"] = dates_hours.zone_of(data.get("city", ""))
        begins = self._hour("time", data.get("time"), zone)
        if isinstance(data.get("length"), dt.time):
            data["length"] = self._length(data["length"], begins, zone)
        if data.get("video_address"):
            data["by_video"] = True
        return data

    def _hour(self, field: str, hour: dt.time | None, zone: str) -> dt.datetime | None:
        """Returns that hour on the day of the meeting, aware if the day and the zone are known."""
        day = self.cleaned_data.get("date")
        if not hour:
            return None
        if not (day and day.day and zone):
            return dt.datetime.combine(dt.date(2000, 1, 1), hour)
        moment = dt.datetime.combine(day.earliest, hour, ZoneInfo(zone))
        if dates_hours.is_hour(moment):
            return moment
        self.add_error(field, dates_hours.no_such_hour(moment))
        return None

    def _length(self, ends: dt.time, begins: dt.datetime | None, zone: str) -> int | None:
        """Returns the length up to that hour, in minutes."""
        if begins is None:
            if "time" not in self.errors:
                self.add_error("length", _("Enter a start time too, or a duration such as 2 h 30."))
            return None
        until = self._hour("length", ends, zone)
        if until is None:
            return None
        if until.replace(tzinfo=None) <= begins.replace(tzinfo=None):
            self.add_error(
                "length",
                _(
                    "The meeting cannot end before it starts. Choose a time after %(start)s. If it goes on "
                    "past midnight, enter a duration such as 2 h 30."
                )
                % {"start": shown.hour(begins)},
            )
            return None
        if until.tzinfo:  # the clocks can change in between
            begins, until = begins.astimezone(dt.UTC), until.astimezone(dt.UTC)
        return round((until - begins).total_seconds() / 60)

    def notes(self, meeting: Meeting) -> list[str]:
        """Returns sentences on what is unusual about the saved meeting. They only warn."""
        warnings, begins = [], meeting.starts_at
        if _when(meeting) != self._was_at:
            if begins and dates_hours.is_twice(begins):
                warnings.append(dates_hours.which_of_two(begins))
            if meeting.is_over:
                warnings.append(_("This date has passed. If that is a mistake, change the date."))
        if not meeting.is_over and {"date", "city"} & set(self.changed_data):
            warnings += _against(meeting)
        late = {
            "topics_until": _("The deadline for topics is after the start of the meeting."),
            "papers_until": _("The deadline for papers is after the start of the meeting."),
        }
        for name, words in late.items():
            until = getattr(meeting, name)
            if until and name in self.changed_data and until > (begins or _end_of(meeting.date.latest)):
                warnings.append(words)
        return warnings

    def validate_constraints(self):
        """Does nothing: the verb checks for a twin under the lock, with words for people."""


def _when(meeting: Meeting) -> tuple:
    return meeting.date, meeting.starts_at or meeting.time


def _against(meeting: Meeting) -> list[str]:
    """Returns what speaks against its day: a weekend, a public holiday, another meeting, an external
    event.
    """
    if not meeting.date.day:
        return []
    day = meeting.date.earliest
    against = Days.known(meeting.city, but=meeting).against(day)
    if not against:
        return []
    words = _("Please note for %(day)s: %(against)s. The meeting was saved for that day.")
    return [words % {"day": planning.in_words(day), "against": against}]


def _end_of(day: dt.date) -> dt.datetime:
    return dates_hours.in_zone(day, dt.time.max)
