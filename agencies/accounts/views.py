from allauth.account.internal.flows.login import record_authentication
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from rules.contrib.views import objectgetter, permission_required

from agencies.accounts import actions, known, sessions
from agencies.accounts.forms import PasswordForm
from agencies.accounts.login import BACKEND
from agencies.people.models import User
from foundation.verbs import Refused


@require_POST
@permission_required("agencies.invite_person", fn=objectgetter(User), raise_exception=True)
def send(request, pk):
    person = get_object_or_404(User, pk=pk)
    try:
        actions.invite(person, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Invitation sent to %(email)s.") % {"email": person.email})
    try:
        return redirect(reverse("people:person_detail", args=[pk]))
    except NoReverseMatch:
        return redirect("home")


@require_POST
def session_end(request, pk):
    """Signs the user out in another browser."""
    sign_in = get_object_or_404(request.user.sign_ins, pk=pk)
    sessions.end(sign_in, by=request.user)
    messages.success(request, _("Signed out: %(browser)s.") % {"browser": sign_in.browser_in_words})
    return redirect(f"{reverse('me')}#login")


@require_POST
def sessions_end(request):
    """Signs the user out in all other browsers."""
    count = sessions.end_all(request.user, by=request.user, but=request.session.session_key or "")
    messages.success(request, _in_so_many(count))
    return redirect(f"{reverse('me')}#login")


@require_POST
@permission_required("agencies.end_sessions", fn=objectgetter(User), raise_exception=True)
def sessions_end_of(request, pk):
    """Signs somebody else out everywhere, for the secretariat."""
    person = get_object_or_404(User, pk=pk)
    count = sessions.end_all(person, by=request.user)
    messages.success(request, _in_so_many(count))
    return redirect("people:person_detail", pk)


def _in_so_many(count: int) -> str:
    words = ngettext("Signed out in %(count)s browser.", "Signed out in %(count)s browsers.", count)
    return words % {"count": count}


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class Open(FormView):
    """The page behind the link of an invitation: the person chooses a password and is signed in."""

    template_name = "agencies/accounts/invitation.html"
    form_class = PasswordForm

    def dispatch(self, request, *args, **kwargs):
        try:
            self.person = actions.person_of_invitation(kwargs["link"])
            return super().dispatch(request, *args, **kwargs)
        except actions.Ended as ended:
            return render(request, "agencies/accounts/invitation_ended.html", {"why": str(ended)}, status=410)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.person}

    def get_context_data(self, **kwargs):
        return super().get_context_data(person=self.person, **kwargs)

    def form_valid(self, form):
        person = actions.accept(self.kwargs["link"], password=form.cleaned_data["new_password1"])
        login(self.request, person, backend=BACKEND)  # this signs out anybody else in this browser
        record_authentication(self.request, person, "password")  # it need not be asked for again at once
        known.remember(self.request, person)
        messages.success(
            self.request,
            _("Welcome, %(person)s. From now on, sign in with %(email)s.")
            % {"person": person.shown, "email": person.email},
        )
        return redirect("home")
