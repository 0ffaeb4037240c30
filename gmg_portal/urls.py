from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.cache import cache_control
from django.views.i18n import JavaScriptCatalog

from foundation.web import held
from foundation.web.pasting import paste
from gmg_portal import views

# The words of scripts change with a release only.
words = login_not_required(cache_control(public=True, max_age=3600)(JavaScriptCatalog.as_view()))

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("later/", views.home_put_off, name="home_put_off"),
    path("typed/discard/", held.discard, name="held_discard"),
    path("words.js", words, name="javascript_words"),
    path("text/paste/", paste, name="paste"),
    path("", include("foundation.history.urls")),
    path("", include("foundation.exports.urls")),
    path("people/", include("agencies.people.urls")),
    path("organizations/", include("agencies.organizations.urls")),
    path("apply/", include("agencies.applications.applicant_urls")),
    path("applications/", include("agencies.applications.urls")),
    path("applications/", include("meetings.applications.urls")),
    path("members/", include("agencies.urls")),
    path("chair/troika/", include("chairmanship.troika.urls")),
    path("chair/", include("chairmanship.urls")),
    path("outside/", include("chairmanship.outside.urls")),
    path("workplan/", include("chairmanship.workplan.urls")),
    path("documents/", include("documents.urls")),
    path("documents/", include("meetings.documents.urls")),
    path("meetings/", include("meetings.urls")),
    path("proposals/", include("meetings.proposals.urls")),
    path("circulars/", include("chairmanship.circulars.urls")),
    path("mail/received/", include("agencies.mailbox.urls")),
    path("mail/", include("agencies.mail.urls")),
    path("me/", views.Me.as_view(), name="me"),
    path("me/mail/", views.choose_mails, name="me_mail"),
    path("me/", include("agencies.privacy.urls")),
    path("invitation/", include("agencies.accounts.invitation_urls")),
    path("", include("agencies.accounts.urls")),
    path("", include("agencies.factors.urls")),
    path("admin/", admin.site.urls),
]
