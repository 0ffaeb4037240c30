"""The forms for invited participants: who they are, and on which items they speak."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Agency, Contact
from agencies.organizations.choosers import ContactChooser
from agencies.people.rules import own_agencies
from meetings.agenda.models import AgendaItem
from meetings.invitations.models import GuestInvitation
from meetings.meeting.models import Meeting


class GuestForm(forms.ModelForm):
    """The form of an invited participant. Only the organization is required.

    Empty fields are filled from the contact that is chosen from the register.
    """

    contact = ContactChooser(
        Contact.objects.select_related("organization").order_by("organization__name", "name"),
        required=False,
        label=gettext_lazy("Contact from the register"),
        empty_label=gettext_lazy("Somebody else (enter below)"),
    )
    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("Requested by"), empty_label=None
    )

    class Meta:
        model = GuestInvitation
        fields = ["organization", "name", "capacity", "email", "items", "why"]
        labels = {
            "organization": gettext_lazy("Organization"),
            "name": gettext_lazy("Name"),
            "capacity": gettext_lazy("Title or role"),
            "email": gettext_lazy("E-mail"),
            "items": gettext_lazy("Agenda items"),
            "why": gettext_lazy("Reason"),
        }
        help_texts = {
            "name": gettext_lazy("Leave empty if the organization has not named anyone yet."),
            "email": gettext_lazy(
                "We send the invitation to this address. Without one, please tell them yourself."
            ),
            "items": gettext_lazy("Tick none to invite them to the whole meeting."),
            "why": gettext_lazy("Optional. The chair will see it."),
        }
        widgets = {"items": forms.CheckboxSelectMultiple, "why": forms.Textarea(attrs={"rows": 2})}

    field_order = ["contact", "organization", "name", "capacity", "email", "items", "why", "agency"]

    def __init__(self, *args, meeting: Meeting, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.hosts = user.has_perm("meetings.host_guests")
        self._offer_items(meeting, user)
        if not (self.hosts or user.has_perm("agencies.keep_register")):
            del self.fields["contact"]
        else:
            self.fields["organization"].required = False
        if self.instance.pk:
            del self.fields["agency"]
            if "contact" in self.fields:
                del self.fields["contact"]
            self.fields["organization"].required = True
        else:
            self._offer_agencies(user)
        if self.hosts and not self.instance.why:
            del self.fields["why"]

    def _offer_items(self, meeting, user):
        """Offers the items open to invited participants and those that this one has, if the user may read
        them.
        """
        items = AgendaItem.objects.none()
        if user.has_perm("meetings.read_agenda", meeting):
            items = meeting.agenda.filter(restricted="")
            if self.instance.pk:
                items = items | meeting.agenda.filter(guests=self.instance).for_reader(user, meeting)
        items = items.distinct()
        self.unseen = self.instance.items.exclude(pk__in=items) if self.instance.pk else ()
        self.fields["items"].queryset = items
        if not items:
            del self.fields["items"]

    def _offer_agencies(self, user):
        field, own = self.fields["agency"], own_agencies(user)
        members = Agency.objects.members()
        if self.hosts or user.has_perm("meetings.enter_for_agency"):
            field.queryset = members
            if self.hosts:
                field.required, field.empty_label = False, _("Nobody (invited by the chair)")
            else:
                field.empty_label = _("Choose an agency")
        else:
            field.queryset = members.filter(pk__in=own)
            if field.queryset.count() == 1:
                field.initial, field.widget = field.queryset.first(), forms.HiddenInput()

    def clean(self):
        data = super().clean()
        contact = data.get("contact")
        if contact:
            found = {"organization": contact.organization.name, "name": contact.name}
            found |= {"capacity": contact.post, "email": contact.email}
            for name, value in found.items():
                data[name] = data.get(name) or value
        elif not data.get("organization") and "organization" not in self.errors:
            self.add_error(
                "organization", _("Enter the organization, or choose a contact from the register.")
            )
        return data

    def what(self) -> dict:
        """Returns the values for a verb. Items that the user may not see stay chosen."""
        left = ("contact", "agency", "items")
        return {name: value for name, value in self.cleaned_data.items() if name not in left} | {
            "items": [*self.cleaned_data.get("items", ()), *self.unseen]
        }


class RefuseForm(forms.Form):
    """The reason why somebody is not invited, which the agency that asked reads."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=GuestInvitation._meta.get_field("answer_reason").validators[0].limit_value,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The agency that asked will see it."),
    )
