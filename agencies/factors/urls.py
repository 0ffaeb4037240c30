"""The pages of the second factor, by the names that django-allauth looks up."""

from allauth.account.views import reauthenticate
from allauth.mfa.base.views import reauthenticate as reauthenticate_by_code
from allauth.mfa.recovery_codes.views import download_recovery_codes, generate_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn.views import edit_webauthn, reauthenticate_webauthn, remove_webauthn
from django.urls import path

from agencies.factors import views
from agencies.factors.views import confirmed

urlpatterns = [
    path("login/code/", views.Authenticate.as_view(), name="mfa_authenticate"),
    path("login/passkey/", views.LoginByPasskey.as_view(), name="mfa_login_webauthn"),
    path("login/again/", reauthenticate, name="account_reauthenticate"),
    path("login/again/code/", reauthenticate_by_code, name="mfa_reauthenticate"),
    path("login/again/passkey/", reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("me/factors/", views.SetUp.as_view(), name="mfa_index"),
    path("me/factors/app/", confirmed(views.ActivateApp.as_view()), name="mfa_activate_totp"),
    path("me/factors/app/remove/", confirmed(deactivate_totp), name="mfa_deactivate_totp"),
    path("me/factors/codes/", confirmed(views.Codes.as_view()), name="mfa_view_recovery_codes"),
    path("me/factors/codes/new/", confirmed(generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path(
        "me/factors/codes/download/", confirmed(download_recovery_codes), name="mfa_download_recovery_codes"
    ),
    path("me/factors/passkeys/", views.to_own_page, name="mfa_list_webauthn"),
    path("me/factors/passkeys/add/", confirmed(views.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("me/factors/passkeys/<int:pk>/", confirmed(edit_webauthn), name="mfa_edit_webauthn"),
    path("me/factors/passkeys/<int:pk>/remove/", confirmed(remove_webauthn), name="mfa_remove_webauthn"),
    path("people/<int:pk>/factors/remove/", views.Removal.as_view(), name="factor_reset"),
]
