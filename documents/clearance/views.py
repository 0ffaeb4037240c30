"""The pages of a round of clearance: the lead runs it, and agencies reply in the portal or by a link."""

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agencies.models import Agency
from agencies.people.rules import own_agencies
from documents.clearance import actions, links, mail, ways
from documents.clearance import late as late_replies
from documents.clearance.forms import DissociateForm, NoteForm, OpenForm
from documents.clearance.models import Clearance, LateReply, Round
from documents.clearance.rounds import status_of
from documents.document.forms import UntilForm
from documents.document.models import Dissociation, TextImage, image_address
from documents.document.states import Unseen
from documents.document.views import OfLead, get_document_of_group, perform
from foundation.dates import clock, reading, shown
from foundation.files.locks import is_locked
from foundation.files.serving import as_download, as_image
from foundation.text import rich
from foundation.verbs import Refused
from foundation.web import held
from foundation.web import links as web_links

NAMES_WHO_CLEARED = {Clearance.Reply.FINE, Clearance.Reply.BUT}
NOT_WHOLE = gettext_lazy("This link is incomplete. Open it from the e-mail.")


def get_round(request, pk: int, number: int, *, runs: bool = False) -> Round:
    document = get_document_of_group(request.user, pk)
    found = get_object_or_404(Round.objects.with_rest(), pk=number, version__document=document)
    if runs and not request.user.has_perm("documents.lead", document):
        raise PermissionDenied
    return found


class OfRound(OfLead):
    def get_next(self, kept):
        return mail.place_of(kept)


class OpenRound(OfRound):
    """Opens a round on the version that the form was shown with."""

    template_name = "documents/clearance/clearance_form.html"
    form_class = OpenForm
    heading = gettext_lazy("Ask for clearance")
    verb = gettext_lazy("Ask agencies")
    anyway = gettext_lazy("Ask agencies anyway")
    unseen = None

    def get_thing(self):
        if self.document.current is None:
            raise Http404("A round opens on a version, and none is there yet.")
        return self.document.current

    def get_initial(self):
        return {"version": self.thing.number}

    def get_form_kwargs(self):
        version, locked = self.thing, False
        if version.file:
            with version.file.open("rb") as content:
                locked = is_locked(content, version.name)
        return super().get_form_kwargs() | {"document": self.document, "is_locked": locked}

    def get_facts(self):
        return _("%(document)s · version %(number)s") % {
            "document": self.document,
            "number": self.thing.number,
        }

    def keep(self, version, **values):
        seen = self.document.versions.filter(number=version).first() or self.thing
        try:
            return actions.open_round(seen, **values, by=self.request.user)
        except Unseen as unseen:
            self.thing = self.unseen = unseen.version
            raise

    def form_invalid(self, form):
        """Shows links to a version that has been added since. Sent again, the form opens the round on it."""
        if self.unseen is None:
            return super().form_invalid(form)
        form.errors.pop(NON_FIELD_ERRORS)
        form.data = form.data.copy()
        form.data["version"] = self.unseen.number
        return self.render_to_response(self.get_context_data(form=form, unseen=self.unseen), status=409)

    def get_done(self):
        return _("The agencies have been asked. Each receives an e-mail with a link to reply.")

    def get_back(self):
        return reverse("documents:document_detail", args=[self.document.pk])


class ExtendRound(OfRound):
    form_class = UntilForm
    heading = gettext_lazy("Extend deadline")
    verb = gettext_lazy("Extend deadline")
    done = gettext_lazy("The deadline is extended. All the agencies asked receive an e-mail.")

    def get_thing(self):
        rounds = Round.objects.filter(version__document=self.document).select_related("version__document")
        return get_object_or_404(rounds, pk=self.kwargs["number"])

    def get_facts(self):
        return _("%(round)s · current deadline %(deadline)s") % {
            "round": self.thing,
            "deadline": self.thing.deadline,
        }

    def get_initial(self):
        return {"timezone": self.thing.timezone}

    def get_form_kwargs(self):
        asked = Agency.objects.filter(clearances__round=self.thing)
        return super().get_form_kwargs() | {"agencies": asked}

    def keep(self, **values):
        return actions.extend(self.thing, **values, by=self.request.user)

    def get_back(self):
        return mail.place_of(self.thing)


@require_GET
def clearance_detail(request, pk, number):
    return _page(request, get_round(request, pk, number))


def _page(request, round_, *, typed=None, refused="", about=None):
    """Shows the round; if a reply was refused, with what was `typed`."""
    user, document = request.user, round_.version.document
    status = status_of(round_)
    own = own_agencies(user)
    late = [one for row in status.rows for one in row.clearance.late_replies.all()]
    runs = user.has_perm("documents.lead", document)
    context = {
        "round": round_,
        "document": document,
        "status": status,
        "mine": [row for row in status.rows if row.clearance.agency_id in own],
        "runs": runs,
        "can_move": runs and not round_.withdrawn_at and status.outcome != Round.Outcome.CLEARED,
        "can_close": runs and round_.is_running and not status.silent,
        "takes_replies": not round_.withdrawn_at and not actions.is_replaced(round_),
        "late": [one for one in late if one.decision != one.Decision.COUNTED],
        "today": shown.day(clock.today()),
        "withdraw_url": reverse("documents:clearance_withdraw", args=[document.pk, round_.pk]),
        "batch": mail.batch_of(round_),
        "typed": typed or {},
        "refused": refused,
        "about": about,
    }
    return render(request, "documents/clearance/clearance_detail.html", context)


@require_POST
def clearance_reply(request, pk, number, clearance):
    """Saves the reply of an agency, also one that the lead, chair or secretariat enters for it."""
    round_ = get_round(request, pk, number)
    found = get_object_or_404(Clearance, pk=clearance, round=round_)
    found.round = round_
    if not request.user.has_perm("documents.reply_to_clearance", found):
        raise PermissionDenied
    try:
        said = _said(request, found, by=request.user)
    except Refused as refusal:
        return _page(request, round_, typed=request.POST, refused=str(refusal), about=found.pk)
    messages.success(request, said)
    if request.POST.get("then") == "home":
        return redirect("home")
    if request.POST.get("then") == "document":
        return redirect("documents:document_detail", pk)
    return redirect("documents:clearance_detail", pk, number)


def _warn_of_missing_name(request, kept: Clearance | LateReply) -> None:
    if isinstance(kept, LateReply) or kept.reply not in NAMES_WHO_CLEARED or kept.cleared_by:
        return
    if kept.round.asks_principals:
        said = _("The reply does not say who in the principal’s office cleared the text. You can add it.")
        messages.warning(request, said)


def _said(request, clearance, *, by, by_link=False) -> str:
    """Saves the reply that was chosen, and returns a sentence about it. Raises `Refused`."""
    if request.POST.get("reply") == "take back":
        actions.take_back(clearance, by=by, by_link=by_link)
        return _("The reply of %(agency)s has been removed.") % {"agency": clearance.agency}
    if request.POST.get("reply") == "withdraw":
        ways.withdraw_objection(clearance, by=by, by_link=by_link)
        return _("The objection of %(agency)s is withdrawn. Everybody who was asked is told.") % {
            "agency": clearance.agency
        }
    kept = actions.reply(
        clearance,
        reply=request.POST.get("reply", ""),
        words=request.POST.get("words", ""),
        cleared_by=request.POST.get("cleared_by", ""),
        received_on=_received_on(request),
        by=by,
        by_link=by_link,
    )
    _warn_of_missing_name(request, kept)
    if isinstance(kept, LateReply):
        said = _(
            "Late reply of %(agency)s saved: %(reply)s. The lead agency or the chair decides whether to take "
            "it into account."
        )
    elif kept.withdrawn_at:
        said = _("The objection of %(agency)s is withdrawn. Everybody who was asked is told.")
    elif kept.round.is_over:
        said = _("Entered for %(agency)s: %(reply)s. It came in time, so it is taken into account.")
    elif kept.entered:
        said = _("Entered for %(agency)s: %(reply)s. You can change this until %(deadline)s.")
    else:
        said = _("Reply of %(agency)s saved: %(reply)s. You can change it until %(deadline)s.")
    return said % {
        "agency": kept.agency,
        "reply": kept.get_reply_display(),
        "deadline": kept.round.deadline,
    }


def _received_on(request) -> dt.date | None:
    """Returns the day on which a reply came by e-mail; None if the box is not ticked. Raises `Refused`."""
    if not request.POST.get("received"):
        return None
    typed = request.POST.get("received_on", "").strip()
    try:
        return reading.read_day(typed) if typed else clock.today()
    except reading.NotADate as why:
        raise Refused(f"{_('The e-mail came on')}: {why}") from None


@require_POST
def clearance_withdraw(request, pk, number):
    round_ = get_round(request, pk, number, runs=True)
    return perform(
        request,
        mail.place_of(round_),
        lambda: actions.withdraw(round_, by=request.user, reason=request.POST.get("reason", "")),
        _("The round is withdrawn."),
    )


@require_POST
def clearance_close(request, pk, number):
    round_ = get_round(request, pk, number, runs=True)
    return perform(
        request,
        mail.place_of(round_),
        lambda: actions.close(round_, by=request.user),
        _("The round is closed."),
    )


@require_POST
def clearance_accept(request, pk, number):
    round_ = get_round(request, pk, number, runs=True)
    return perform(
        request,
        mail.place_of(round_),
        lambda: actions.accept(round_, by=request.user, sentence=request.POST.get("sentence", "")),
        _("The version is cleared without changes."),
    )


class OfObjection(OfRound):
    """What only an agency that objects can do."""

    def get_thing(self):
        round_ = get_object_or_404(
            Round.objects.select_related("version__document"),
            pk=self.kwargs["number"],
            version__document=self.document,
        )
        found = get_object_or_404(
            Clearance.objects.select_related("agency"), pk=self.kwargs["clearance"], round=round_
        )
        found.round = round_
        return found

    def has_permission(self):
        return self.request.user.has_perm("documents.own_objection", self.get_thing())

    def get_back(self):
        return reverse("documents:document_detail", args=[self.document.pk])

    def get_next(self, kept):
        return self.get_back()

    def get_facts(self):
        return f"{self.thing.agency} · {self.document}"


class Dissociate(OfObjection):
    form_class = DissociateForm
    heading = gettext_lazy("Dissociate and let the text go forward")
    verb = gettext_lazy("Dissociate and let it go forward")
    done = gettext_lazy("The dissociation is a footnote of the document. Everybody who was asked is told.")

    def keep(self, text):
        return ways.dissociate(self.thing, text=text, by=self.request.user)


@require_POST
def dissociation_take_back(request, pk, dissociation):
    document = get_document_of_group(request.user, pk)
    found = get_object_or_404(Dissociation, pk=dissociation, document=document)
    if not request.user.has_perm("documents.own_objection", found):
        raise PermissionDenied
    return perform(
        request,
        document,
        lambda: ways.take_back_dissociation(found, by=request.user),
        _("The dissociation is taken back, so the objection stands again. Everybody who was asked is told."),
    )


@require_POST
def late_count(request, pk, number, late):
    """Takes a late reply into account."""
    round_ = get_round(request, pk, number, runs=True)
    found = get_object_or_404(LateReply, pk=late, clearance__round=round_)
    return perform(
        request,
        mail.place_of(round_),
        lambda: late_replies.count(found, by=request.user),
        _("The late reply is taken into account. Everybody who was asked is told."),
    )


class NoteLate(OfRound):
    """Asks why a late reply is noted only."""

    form_class = NoteForm
    heading = gettext_lazy("Note late reply only")
    verb = gettext_lazy("Note it only")
    done = gettext_lazy("The late reply is noted. The outcome stays, and the agency is told.")

    def get_thing(self):
        found = LateReply.objects.select_related("clearance__agency", "clearance__round__version__document")
        return get_object_or_404(
            found,
            pk=self.kwargs["late"],
            clearance__round=self.kwargs["number"],
            clearance__round__version__document=self.document,
        )

    def get_facts(self):
        return f"{self.thing} · {self.document}"

    def keep(self, sentence):
        return late_replies.note(self.thing, sentence=sentence, by=self.request.user).round

    def get_back(self):
        return mail.place_of(self.thing.round)


@require_POST
def clearance_remind(request, pk, number):
    round_ = get_round(request, pk, number, runs=True)
    count = mail.remind_now(round_, by=request.user)
    said = (
        ngettext("%(count)s person reminded.", "%(count)s people reminded.", count) % {"count": count}
        if count
        else _("Nobody was reminded. Each person gets at most one reminder a day.")
    )
    messages.success(request, said)
    return redirect("documents:clearance_detail", pk, number)


@require_POST
def clearance_links_revoke(request, pk, number, clearance):
    """Makes the links by which an agency can reply stop working, for instance because one was forwarded."""
    round_ = get_round(request, pk, number, runs=True)
    found = get_object_or_404(Clearance.objects.select_related("agency"), pk=clearance, round=round_)
    web_links.revoke(links.PURPOSE, found.pk, by=request.user)
    said = _("The links of %(agency)s to this clearance are revoked. A reminder brings a new one.")
    messages.success(request, said % {"agency": found.agency})
    return redirect("documents:clearance_detail", pk, number)


# By the link in the mail


def _by_link(link):
    """Returns the clearance, its person, and why the link does not work ("" if it does)."""
    found = links.clearance_of(link)
    if found is None:
        return None, None, NOT_WHOLE
    return *found, links.why_ended(*found) or links.why_revoked(link, *found)


def _link_ended(request, link, reason):
    """Says why the link does not work. Whoever has one that was revoked can get a new one by mail."""
    found = links.clearance_of(link)
    renewable = found is not None and reason == links.why_revoked(link, *found)
    asked = request.method == "POST"
    if asked and renewable:
        mail.renew_link(*found)
    context = {"reason": reason, "renewable": renewable, "asked": asked}
    return render(request, "documents/clearance/clearance_link_ended.html", context, status=410)


def _after_sign_in(request, clearance, person):
    """Leads to the page of the round in the portal, by way of the sign-in. What was typed is held for it."""
    page = mail.place_of(clearance.round)
    if request.method == "POST" and (typed := held.what_was_sent(request, owner=str(person.pk))):
        names = [clearance.round.version.document_id, clearance.round_id, clearance.pk]
        typed["action"] = reverse("documents:clearance_reply", args=names)
        request.session[held.HELD] = typed
    return redirect(page) if request.user.is_authenticated else redirect_to_login(page)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def clearance_link(request, link):
    """The page of the link: what it is about, and the buttons. Opening it does not reply."""
    clearance, person, reason = _by_link(link)
    if reason:
        return _link_ended(request, link, reason)
    if settings.CLEARANCE_NEEDS_SIGN_IN:
        return _after_sign_in(request, clearance, person)
    refused = ""
    if request.method == "POST":
        try:
            messages.success(request, _said(request, clearance, by=person, by_link=True))
        except Refused as refusal:
            refused = str(refusal)
        else:
            return redirect("documents:clearance_link", link)
    version = clearance.round.version
    # Who has only the link gets the images of the text by it, too.
    here = reverse("documents:clearance_link_image", args=[link, "x"]).removesuffix("x")
    stored = image_address(version.document_id, "x").removesuffix("x")
    text = rich.shown(version.text).replace(stored, here)
    context = {
        "link": link,
        "clearance": clearance,
        "round": clearance.round,
        "text": mark_safe(text) if version.is_text else "",
        "document": version.document,
        "person": person,
        "ends": links.ends_in_words(clearance),
        "typed": request.POST,
        "refused": refused,
        "late": late_replies.undecided(clearance),
        "takes_replies": not clearance.round.withdrawn_at and not actions.is_replaced(clearance.round),
    }
    return render(request, "documents/clearance/clearance_link.html", context)


@login_not_required
@never_cache
@require_GET
def clearance_link_image(request, link, token):
    """An image in the text that is to be cleared."""
    clearance, person, reason = _by_link(link)
    if reason:
        return _link_ended(request, link, reason)
    if settings.CLEARANCE_NEEDS_SIGN_IN:
        return _after_sign_in(request, clearance, person)
    version = clearance.round.version
    image = get_object_or_404(TextImage, document=version.document, token=token)
    if image.get_absolute_url() not in version.text:
        raise Http404
    return as_image(request, image.file, kind=image.kind)


@login_not_required
@never_cache
@require_GET
def clearance_link_file(request, link):
    """The file of the version that is to be cleared."""
    clearance, person, reason = _by_link(link)
    if reason:
        return _link_ended(request, link, reason)
    if settings.CLEARANCE_NEEDS_SIGN_IN:
        return _after_sign_in(request, clearance, person)
    version = clearance.round.version
    if not version.file:
        raise Http404
    return as_download(request, version.file, name=version.name)
