"""The pages of all mail, for the secretariat; and the button that recalls mail."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, ListView, TemplateView

from agencies.mail import actions, queries
from agencies.mail.forms import ReturnedForm
from agencies.people.removal import REMOVED
from agencies.register.forms import SearchForm
from foundation.mail import server
from foundation.models import BadAddress, Mail
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
        self.state = self.request.GET.get("state", "")
        self.state = Mail.State(self.state) if self.state in Mail.State else ""
        mails = _sought(self.request, Mail.objects.with_job().defer(*LONG))
        return mails.in_state(self.state) if self.state else mails

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            sought=self.request.GET.get("q", ""),
            state=self.state,
            states=list(Mail.State),
            trouble=queries.server_trouble(),
            marked=BadAddress.objects.count(),
            **kwargs,
        )


def _sought(request, mails):
    """Returns those of the mails that the reader seeks by `q`."""
    form = SearchForm(request.GET)
    sought = form.cleaned_data["q"] if form.is_valid() else ""
    for word in sought.split()[:10]:
        mails = mails.filter(Q(subject__icontains=word) | Q(to__icontains=word))
    return mails


class SendAllAgain(PermissionRequiredMixin, TemplateView):
    """Says how many mails failed, of all or of those that are sought, and sends them again."""

    permission_required = KEEP
    template_name = "agencies/mail/mail_all_again.html"

    def get_context_data(self, **kwargs):
        failed = actions.failed_of(_sought(self.request, Mail.objects.all()))
        people = len({to for mail in failed.mails for to in mail.to})
        sought = self.request.GET.get("q", "")
        return super().get_context_data(failed=failed, people=people, sought=sought, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            sent = actions.send_all_again(_sought(request, Mail.objects.all()), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            count = len(sent.mails)
            words = ngettext(
                "%(count)s e-mail will be sent again.", "%(count)s e-mails will be sent again.", count
            )
            messages.success(request, words % {"count": count})
        return redirect("mail:mail_list")


@require_POST
@permission_required(KEEP, raise_exception=True)
def try_now(request):
    """Lets a waiting mail try at once whether the mail server is back."""
    server.try_now()
    messages.success(request, _("The portal is trying the mail server now. Reload this page in a minute."))
    return redirect("mail:mail_list")


class AddressList(PermissionRequiredMixin, ListView):
    """The addresses at which nobody can be reached, with whose they are."""

    permission_required = READ
    template_name = "agencies/mail/address_list.html"
    context_object_name = "marks"
    paginate_by = 50
    queryset = BadAddress.objects.all()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        owners = queries.owners_of(context["marks"])
        for mark in context["marks"]:
            mark.owner = owners.get(mark.address)
        return context


@require_POST
def works_again(request, pk):
    """Lets an address get mail again. The secretariat can say so, and who has the address."""
    mark = get_object_or_404(BadAddress, pk=pk)
    is_own = (request.user.email or "").casefold() == mark.address
    if not is_own and not request.user.has_perm(READ):
        raise Http404
    if not is_own and not request.user.has_perm(KEEP):
        raise PermissionDenied
    try:
        actions.works_again(mark)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("E-mails will be sent to this address again."))
    return redirect(next_address(request, "mail:address_list" if request.user.has_perm(READ) else "me"))


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
            is_shown=not mail.private or (is_demo() and not mail.is_blank),
            can_go_again=can_go_again and REMOVED not in mail.to and not mail.is_blank,
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
