from django.urls import path

from documents.contributions import views

CALL = "<int:pk>/contributions/<int:number>/"
CONTRIBUTION = f"{CALL}<int:contribution>/"

urlpatterns = [
    path("<int:pk>/contributions/", views.call_open, name="call_open"),
    path(CALL, views.call_detail, name="call_detail"),
    path(f"{CALL}extend/", views.ExtendCall.as_view(), name="call_extend"),
    path(f"{CALL}withdraw/", views.call_withdraw, name="call_withdraw"),
    path(f"{CALL}remind/", views.call_remind, name="call_remind"),
    path(f"{CALL}close/", views.call_close, name="call_close"),
    path(f"{CALL}carry/", views.call_carry, name="call_carry"),
    path(f"{CALL}compiled/", views.call_compiled, name="call_compiled"),
    path(f"{CALL}compiled/pdf/", views.compiled_print, name="compiled_print"),
    path(f"{CALL}compiled/contributions.pdf", views.compiled_pdf, name="compiled_pdf"),
    path(CONTRIBUTION, views.contribute, name="contribute"),
    path(f"{CONTRIBUTION}take-back/", views.contribution_take_back, name="contribution_take_back"),
    path(f"{CONTRIBUTION}revisions/", views.contribution_revisions, name="contribution_revisions"),
    path(
        f"{CONTRIBUTION}revisions/<int:earlier>/restore/",
        views.contribution_restore,
        name="contribution_restore",
    ),
    path(f"{CONTRIBUTION}files/<int:file>/", views.contribution_file, name="contribution_file"),
    path(f"{CONTRIBUTION}files/<int:file>/remove/", views.contribution_detach, name="contribution_detach"),
]
