"""The pages of django-allauth that the portal has, by the names that it looks up."""

from allauth.account import views
from django.urls import path, re_path

from agencies.accounts import mail_link_views, provider_views
from agencies.accounts import views as accounts

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/", views.login, name="login"),
    path("login/closed/", views.account_inactive, name="account_inactive"),
    path("login/link/", mail_link_views.ask, name="sign_in_link"),
    path("login/link/sent/", mail_link_views.sent, name="sign_in_link_sent"),
    path("login/link/<str:link>/", mail_link_views.open_link, name="sign_in_link_open"),
    path("login/with/<slug:name>/", provider_views.begin, name="sign_in_with"),
    path("login/with/<slug:name>/back/", provider_views.back, name="sign_in_back"),
    path("me/connections/<int:pk>/end/", provider_views.disconnect, name="sign_in_disconnect"),
    path("logout/", views.logout, name="account_logout"),
    path("logout/", views.logout, name="logout"),
    path("me/sessions/end/", accounts.sessions_end, name="sessions_end"),
    path("me/sessions/<int:pk>/end/", accounts.session_end, name="session_end"),
    path("people/<int:pk>/sessions/end/", accounts.sessions_end_of, name="sessions_end_of"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/first/", views.password_set, name="account_set_password"),
    path("password/forgotten/", views.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/forgotten/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
