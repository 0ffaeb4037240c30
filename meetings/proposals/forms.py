"""The forms of proposals, of the chair's answers and of support."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from agencies.people.rules import own_agencies
from agencies.register.forms import PurposesField
from foundation.files import storage
from foundation.files.storage import ACCEPT
from foundation.text import sorting
from foundation.text.lengths import TEXT, TITLE
from foundation.web.requests import whole
from meetings.agenda.models import AgendaItem, Asked
from meetings.meeting.choosers import MeetingChooser
from meetings.meeting.models import Meeting
from meetings.proposals import files as proposal_files
from meetings.proposals.actions import proposals
from meetings.proposals.models import Proposal
from meetings.proposals.queries import next_meeting

WHAT_IS_ASKED = {
    Asked.INFORMATION: _("Members take note."),
    Asked.DISCUSSION: _("Members exchange views; nothing is decided yet."),
    Asked.DECISION: _("The Group is asked to agree on something."),
}


def agencies_for(user) -> list[Agency]:
    """Returns the members for which the person may propose, their own first."""
    members = Agency.objects.members()
    if not user.has_perm("meetings.propose_for_others"):
        members = members.filter(pk__in=own_agencies(user))
    return sorted(members, key=lambda agency: (agency.pk not in own_agencies(user), sorting.key(agency)))


class SeveralFiles(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several files. Each is checked."""

    widget = SeveralFiles(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        uploads = [super(FilesField, self).clean(one) for one in data or []]
        if len(uploads) > proposal_files.MOST_FILES:
            raise forms.ValidationError(proposal_files.too_many())
        wrong = []
        for upload in uploads:
            try:
                storage.check(upload)
            except forms.ValidationError as error:
                wrong.append(error)
        if wrong:
            raise forms.ValidationError(wrong)
        return uploads


class TitleField(forms.CharField):
    """A text on one line: line breaks and repeated spaces become single spaces."""

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class MeetingField(forms.ModelChoiceField):
    """A meeting. If the reader may not know of the chosen one, it stays chosen but is not named."""

    sees_plans = False

    def label_from_instance(self, meeting):
        known = self.sees_plans or meeting.members_know
        return str(meeting) if known else gettext("A meeting that is being planned")


class ProposalForm(forms.Form):
    """The form of a proposal. Only the title is required."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"), empty_label=None)
    title = TitleField(
        max_length=TITLE,
        label=_("Topic"),
        error_messages={"required": _("Enter a topic. Nothing else is required.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reason = forms.CharField(
        required=False,
        max_length=TEXT,
        label=_("Why now"),
        help_text=_("Optional: a sentence or two."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    asked = forms.ChoiceField(
        required=False, label=_("This topic is for"), choices=Asked.choices, widget=forms.RadioSelect
    )
    meeting = MeetingField(
        Meeting.objects.none(),
        required=False,
        label=_("Meeting"),
        empty_label=_("Next suitable meeting"),
    )
    purposes = PurposesField()
    invite = forms.CharField(
        required=False,
        max_length=TITLE,
        label=_("Invited participants"),
        help_text=_("Names or organizations from outside the Group. The chair invites them."),
    )
    files = FilesField(
        required=False,
        label=_("Files"),
        help_text=_("Text, PDF, Office documents and images: at most 10 files, up to 25 MB each."),
    )

    def __init__(self, *args, user, proposal: Proposal | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self._offer_agencies(user, proposal)
        self._offer_meetings(user, proposal)
        if proposal is not None:
            self._fill_from(proposal)

    def _offer_agencies(self, user, proposal) -> None:
        if proposal is not None:  # the proposing agency cannot be changed
            del self.fields["agency"]
            return
        self.agencies = agencies_for(user)
        if len(self.agencies) == 1:
            del self.fields["agency"]
            return
        field = self.fields["agency"]
        field.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in self.agencies])
        field.choices = [(agency.pk, self._named(agency)) for agency in self.agencies]
        own = [agency for agency in self.agencies if agency.pk in own_agencies(user)]
        if not own:
            field.choices = [("", _("Choose an agency")), *field.choices]
        field.error_messages["required"] = _("Choose the agency that proposes the topic.")

    @staticmethod
    def _named(agency) -> str:
        return f"{agency}, {agency.name}" if agency.name and agency.name != agency.acronym else str(agency)

    def _offer_meetings(self, user, proposal) -> None:
        ahead = Meeting.objects.visible_to(user).ahead()
        if proposal is not None:
            if proposal.deferred_from_id and proposal.answer == Proposal.Answer.DEFERRED:
                ahead = ahead.exclude(pk=proposal.deferred_from_id)
            ahead = ahead | Meeting.objects.filter(pk=proposal.meeting_id)
        self.fields["meeting"].queryset = ahead
        self.fields["meeting"].sees_plans = user.has_perm("meetings.see_draft")
        following = next_meeting()
        self.fields["meeting"].initial = following.pk if following and proposal is None else None

    def _fill_from(self, proposal) -> None:
        for name in proposals.TEXTS:
            self.initial.setdefault(name, getattr(proposal, name))
        self.initial["meeting"] = proposal.meeting_id
        self.initial["purposes"] = [purpose.pk for purpose in proposal.purposes.all()]
        self.fields["revision"] = forms.IntegerField(
            widget=forms.HiddenInput(), initial=proposal.revision, min_value=0
        )
        attached = proposal.files.all()
        if attached:
            self.fields["remove"] = forms.ModelMultipleChoiceField(
                attached,
                required=False,
                label=_("Remove files"),
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self):
        cleaned = super().clean()
        if self.proposal is None and len(self.agencies) == 1:
            cleaned["agency"] = self.agencies[0]
        if self.proposal is not None:
            left = self.proposal.files.count() - len(cleaned.get("remove") or [])
            if left + len(cleaned.get("files") or []) > proposal_files.MOST_FILES:
                self.add_error("files", proposal_files.too_many())
        return cleaned

    @property
    def radios(self) -> list[dict]:
        """What can be asked of the members: the radio button of each, and the line that explains it."""
        return [
            {"radio": radio, "line": WHAT_IS_ASKED[value]}
            for radio, (value, _) in zip(self["asked"], Asked.choices, strict=True)
        ]

    @property
    def files_again(self) -> bool:
        """Whether files were chosen. A browser does not keep them when the form is shown again."""
        return self.is_bound and bool(self.files)


class OfMeeting(forms.Form):
    """Narrows the list of topics to those for a meeting."""

    meeting = MeetingChooser(
        Meeting.objects.none(), label=_("Meeting"), required=False, empty_label=_("Any meeting")
    )

    def __init__(self, data, *, meetings):
        super().__init__(data, auto_id="%s")
        self.fields["meeting"].queryset = meetings.order_by("-date", "-pk")

    @property
    def chosen(self) -> Meeting | None:
        """The meeting, if one is chosen. What is none narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("meeting")


class AnswerForm(forms.Form):
    """What every answer carries: the revision that the chair saw, and the meeting whose agenda it is on."""

    revision = forms.IntegerField(required=False, widget=forms.HiddenInput(), min_value=0)
    at = forms.ModelChoiceField(Meeting.objects.none(), required=False, widget=forms.HiddenInput())

    def __init__(self, *args, user, proposal, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.proposal = user, proposal
        self.fields["at"].queryset = Meeting.objects.visible_to(user)

    def ahead(self):
        return Meeting.objects.visible_to(self.user).ahead()


class TakeUpForm(AnswerForm):
    """Accepts a proposal, for a meeting."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label=_("Meeting"),
        error_messages={"required": _("Choose a meeting, or plan one first.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        sent = whole(self.data.get(self.add_prefix("meeting"), ""))
        self.fields["meeting"].queryset = self.ahead() | Meeting.objects.visible_to(self.user).filter(pk=sent)


class ReasonForm(AnswerForm):
    """An answer with a reason, which the agency reads."""

    reason = forms.CharField(
        max_length=TEXT,
        label=_("Reason"),
        help_text=_("The agency that proposed the topic will read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Give a short reason. The agency that proposed the topic will read it.")
        },
    )


class DeclineForm(ReasonForm):
    pass


class DeferForm(ReasonForm):
    """Defers a proposal, to a meeting or to the next one."""

    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        required=False,
        label=_("Defer to"),
        empty_label=_("The next meeting after this one"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = self.ahead()


class MergeForm(AnswerForm):
    """`into` is "item-3" for an agenda item, or "proposal-7"."""

    into = forms.ChoiceField(
        label=_("Merge with"),
        error_messages={
            "required": _("Choose an item or topic to merge it with."),
            "invalid_choice": _("That item or topic is no longer open. Choose another."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        items = AgendaItem.objects.filter(meeting__in=self.ahead())
        others = Proposal.objects.undecided().exclude(pk=self.proposal.pk)
        self.fields["into"].choices = [
            ("", _("Choose")),
            (_("Agenda items"), [(f"item-{item.pk}", str(item)) for item in items]),
            (_("Topics awaiting an answer"), [(f"proposal-{other.pk}", str(other)) for other in others]),
        ]

    def clean_into(self):
        kind, _, pk = self.cleaned_data["into"].partition("-")
        return (AgendaItem if kind == "item" else Proposal).objects.get(pk=pk)


class SupportForm(forms.Form):
    """The member that supports the topic, and optionally why."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label=_("Agency"), empty_label=None)
    words = forms.CharField(required=False, max_length=TITLE, label=_("Reason (optional)"))

    def __init__(self, *args, user, proposal: Proposal, **kwargs):
        super().__init__(*args, **kwargs)
        there = {proposal.proposed_by_id, *(agency.pk for agency in proposal.supported_by)}
        self.offered = [agency for agency in agencies_for(user) if agency.pk not in there]
        self.fields["agency"].queryset = Agency.objects.filter(pk__in=[one.pk for one in self.offered])


def support_of(proposal: Proposal, user) -> dict:
    """Returns `supports`, each with `may_end`, and `offered`: the agencies for which the user may add
    theirs.
    """
    own, enters = own_agencies(user), user.has_perm("meetings.propose_for_others")
    supports = list(proposal.supports.select_related("agency", "by"))
    for one in supports:
        one.may_end = proposal.is_undecided and (one.agency_id in own or (one.on_behalf and enters))
    may = user.has_perm("meetings.support_proposal", proposal)
    return {"supports": supports, "offered": SupportForm(user=user, proposal=proposal).offered if may else []}
