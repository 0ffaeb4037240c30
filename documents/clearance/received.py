"""What an e-mail replies to a round of clearance. The secretariat confirms it before it is recorded."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.mailbox.meanings import Meaning
from agencies.mailbox.models import Received
from agencies.mailbox.ours import thing_of
from agencies.people.models import User
from agencies.people.rules import own_agencies
from documents.clearance import actions, mail
from documents.clearance.models import Clearance
from foundation.text.lengths import TEXT
from foundation.verbs import Refused


class ReplyForm(forms.Form):
    clearance = forms.ModelChoiceField(
        Clearance.objects.none(), label=gettext_lazy("Agency"), widget=forms.RadioSelect
    )
    reply = forms.ChoiceField(label=gettext_lazy("Reply"), choices=Clearance.Reply, widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("Comments"),
        max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("The agency and the others will read it."),
    )

    def __init__(self, *args, among, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clearance"].queryset = among


def meaning_of(received: Received) -> Meaning | None:
    """Returns that the message replies to a round; None if it does not, or nobody of those asked has it."""
    kind, key = thing_of(received.answers) or ("", 0)
    if kind != "round" or received.answers is None:
        return None
    people = User.objects.filter(email__in=received.answers.to)
    agencies = {one for person in people for one in own_agencies(person)}
    among = Clearance.objects.filter(round=key, agency__in=agencies).select_related("agency")
    first = among.select_related("round__version__document").first()
    if first is None:
        return None
    round_, day = first.round, received.day

    def record(*, by, clearance: Clearance, reply: str, words: str) -> str:
        if not by.has_perm("documents.reply_to_clearance", clearance):
            raise Refused(_("You may not enter replies to this clearance."))
        kept = actions.reply(clearance, reply=reply, words=words, by=by, received_on=day)
        return str(kept)

    warnings = []
    if received.sender not in {one.lower() for one in received.answers.to}:
        warnings.append(_("It comes from another address than the one that we wrote to."))
    return Meaning(
        about=str(round_),
        url=mail.place_of(round_),
        sentence=_("%(agency)s replies by e-mail. Please choose the reply that the text gives.")
        % {"agency": first.agency},
        form_class=ReplyForm,
        record=record,
        initial={"clearance": first.pk, "words": received.words[:TEXT]},
        warnings=warnings,
        kwargs={"among": among},
    )
