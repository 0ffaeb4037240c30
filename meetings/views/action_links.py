"""An action is reported on by the link of a mail: without a login, and for this action only."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.verbs import Stale
from meetings import chasing, minuting
from meetings.minutes_forms import ActionReportForm


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def action_link(request, link):
    action = chasing.action_of(link)
    if action is None:
        return render(request, "meetings/action_link_ended.html", status=410)
    form = ActionReportForm(request.POST or None, initial={"report": action.report, "seen": action.report})
    if request.method == "POST" and form.is_valid():
        done = request.POST.get("done") == "yes"
        by = request.user if request.user.is_authenticated else None
        try:
            minuting.report_action(action, done=done, **form.cleaned_data, by=by)
        except Stale as stale:
            return report_again(request, stale.current, form)
        return redirect("meetings:action_link", link)
    return render(request, "meetings/action_link.html", {"action": action, "form": form})


def report_again(request, action, form):
    """Somebody else reported meanwhile: their words beside those that were typed, to be sent again or not."""
    typed = form.cleaned_data["report"]
    form = ActionReportForm(initial={"report": typed, "seen": action.report})
    both = [{"label": "How it stands", "now": action.report, "typed": typed}]
    context = {"action": action, "form": form, "both": both}
    return render(request, "meetings/action_link.html", context, status=409)
