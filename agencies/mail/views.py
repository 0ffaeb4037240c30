"""The pages of all mail, for the secretariat; and the button that recalls mail."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView

from agencies.mail import actions
from agencies.mail.forms import ReturnedForm
from agencies.people.removal import REMOVED
from agencies.register.forms import SearchForm
from foundation.models import Mail
from foundation.portal.demo import is_demo
from foundation.verbs import Refused
from foundation.web.editing import EditView
from foundation.web.requests import next_address

READ, KEEP = "agencies.read_mail", "agencies.keep_mail"
# A list leaves these fields out, as they can be long.
LONG = ("text", "html", "calendar", "headers")


class MailList(PermissionRequiredMixin, ListView):
    """All mail: sent, waiting, failed or recalled, the latest first."""

    permission_required = READ
    template_name = "agencies/mail/mail_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.form = SearchForm(self.request.GET)
        self.state = self.request.GET.get("state", "")
        self.state = Mail.State(self.state) if self.state in Mail.State else ""
        mails = Mail.objects.with_job().defer(*LONG)
        if self.state:
            mails = mails.in_state(self.state)
        sought = self.form.cleaned_data["q"] if self.form.is_valid() else ""
        for word in sought.split()[:10]:
            mails = mails.filter(Q(subject__icontains=word) | Q(to__icontains=word))
        return mails

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sought=self.request.GET.get("q", ""), state=self.state, states=list(Mail.State), **kwargs
        )


class MailDetail(PermissionRequiredMixin, DetailView):
    """One mail as its reader has it. Of a private mail it shows only that it was sent."""

    permission_required = READ
    template_name = "agencies/mail/mail_detail.html"
    context_object_name = "mail"
    queryset = Mail.objects.with_job().select_related("within")

    def get_context_data(self, **kwargs):
        mail = self.object
        can_go_again = mail.state in (Mail.State.FAILED, Mail.State.SENT) and not mail.within_id
        return super().get_context_data(
            is_shown=not mail.private or is_demo(),
            can_go_again=can_go_again and REMOVED not in mail.to,
            failed=mail.state == Mail.State.FAILED,
            parts=mail.parts.defer(*LONG).order_by("pk"),
            **kwargs,
        )


@require_POST
@permission_required(KEEP, raise_exception=True)
def send_again(request, pk):
    mail = get_object_or_404(Mail, pk=pk)
    try:
        actions.send_again(mail, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The e-mail will be sent again."))
    return redirect("mail:mail_detail", pk)


class MailReturned(EditView):
    """Marks a sent mail as not delivered."""

    permission_required = KEEP
    form_class = ReturnedForm
    heading = gettext_lazy("Mark as not delivered")
    verb = gettext_lazy("Mark as not delivered")
    done = gettext_lazy("The e-mail is marked as not delivered.")

    def get_thing(self):
        return get_object_or_404(Mail, pk=self.kwargs["pk"])

    def get_facts(self):
        return _("%(subject)s, to %(recipients)s") % {
            "subject": self.thing.subject,
            "recipients": ", ".join(self.thing.to),
        }

    def keep(self, *, source, words):
        return actions.mark_returned(self.thing, source=source, words=words, by=self.request.user)

    def get_back(self):
        return reverse("mail:mail_detail", args=[self.thing.pk])

    def get_trail(self):
        return [(reverse("mail:mail_list"), _("Mail")), (self.get_back(), self.thing.subject)]


@require_POST
def recall(request):
    """Recalls the batch of a ticket that a page gave to this user."""
    try:
        recalled = actions.recall_with(request.POST.get("ticket", ""), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if recalled is None:
            raise PermissionDenied
        messages.success(request, recalled.sentence)
    return redirect(next_address(request, "home"))
