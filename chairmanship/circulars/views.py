"""Circulars: the chair's people and the secretariat write them, the Group reads them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django.views.generic import DetailView, FormView, ListView

from agencies.register.forms import SearchForm
from chairmanship.circulars import actions, queries
from chairmanship.circulars.forms import ROLES, CircularForm
from chairmanship.circulars.models import Circular
from foundation.models import Mail
from foundation.verbs import Refused
from foundation.web.requests import whole

SEND = "chairmanship.send_circulars"
READ = "chairmanship.read_circulars"
KEPT = ("subject", "text", "language", "to_members", "to_organizations")


class CircularList(PermissionRequiredMixin, ListView):
    """The archive of circulars, the latest first."""

    permission_required = READ
    template_name = "chairmanship/circulars/circular_list.html"
    paginate_by = 30

    def get_queryset(self):
        form = SearchForm(self.request.GET)
        found = Circular.objects.visible_to(self.request.user).select_related("chair", "sent_by")
        sought = form.cleaned_data["q"] if form.is_valid() else ""
        for word in sought.split()[:10]:
            found = found.filter(Q(subject__icontains=word) | Q(words__icontains=word))
        return found.defer("text", "words")

    def get_context_data(self, **kwargs):
        return super().get_context_data(sought=self.request.GET.get("q", ""), **kwargs)


class CircularDetail(PermissionRequiredMixin, DetailView):
    """A circular. Those who send circulars also see who got it."""

    permission_required = READ
    template_name = "chairmanship/circulars/circular_detail.html"
    context_object_name = "circular"

    def get_queryset(self):
        return Circular.objects.visible_to(self.request.user).select_related("chair", "sent_by")

    def get_context_data(self, **kwargs):
        may_send = self.request.user.has_perm(SEND)
        mails = []
        if may_send:
            sent = Mail.objects.filter(batch=self.object.batch).with_job()
            mails = list(sent.defer("text", "html", "calendar", "headers").order_by("pk"))
        return super().get_context_data(
            whom=queries.in_words(self.object),
            may_send=may_send,
            mails=mails,
            failed=sum(mail.state == Mail.State.FAILED for mail in mails),
            **kwargs,
        )


class CircularWrite(PermissionRequiredMixin, FormView):
    """Writes a circular in three steps: the text, a preview with the number of readers, and sending."""

    permission_required = SEND
    form_class = CircularForm
    template_name = "chairmanship/circulars/circular_form.html"

    def get_initial(self):
        before = Circular.objects.filter(pk=whole(self.request.GET.get("like", ""))).first()
        if before is None:
            return super().get_initial()
        return {
            **{name: getattr(before, name) for name in KEPT},
            "roles": [role for role, __ in ROLES if getattr(before, role)],
            "agencies": before.agencies.all(),
            "organizations": before.organizations.all(),
        }

    def form_valid(self, form):
        step = self.request.POST.get("step")
        if step == "change":
            return self.render_to_response(self.get_context_data(form=form))
        if step == "send":
            return self.sent(form)
        readers = queries.readers(**form.whom)
        if not readers:
            form.add_error(None, actions.nobody())
            return self.form_invalid(form)
        context = self.get_context_data(form=form, readers=readers, text=form.cleaned_data["text"])
        return render(self.request, "chairmanship/circulars/circular_preview.html", context)

    def sent(self, form):
        values = form.cleaned_data
        try:
            circular = actions.send_circular(
                subject=values["subject"],
                text=values["text"],
                language=values["language"],
                key=values["key"],
                by=self.request.user,
                **form.whom,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect(circular)


@require_POST
@permission_required(SEND, raise_exception=True)
def recall(request, pk):
    circular = get_object_or_404(Circular, pk=pk)
    try:
        recalled = actions.recall_circular(circular, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, recalled.sentence)
    return redirect(circular)
