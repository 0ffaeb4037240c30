from django.urls import path

from documents.clearance import views

ROUND = "<int:pk>/clearance/<int:number>/"

urlpatterns = [
    path("<int:pk>/clearance/", views.OpenRound.as_view(), name="clearance_open"),
    path(ROUND, views.clearance_detail, name="clearance_detail"),
    path(f"{ROUND}reply/<int:clearance>/", views.clearance_reply, name="clearance_reply"),
    path(f"{ROUND}extend/", views.ExtendRound.as_view(), name="clearance_extend"),
    path(f"{ROUND}withdraw/", views.clearance_withdraw, name="clearance_withdraw"),
    path(f"{ROUND}close/", views.clearance_close, name="clearance_close"),
    path(f"{ROUND}accept/", views.clearance_accept, name="clearance_accept"),
    path(
        f"{ROUND}dissociate/<int:clearance>/",
        views.Dissociate.as_view(),
        name="dissociate",
    ),
    path(
        "<int:pk>/dissociations/<int:dissociation>/take-back/",
        views.dissociation_take_back,
        name="dissociation_take_back",
    ),
    path(f"{ROUND}late/<int:late>/count/", views.late_count, name="late_count"),
    path(f"{ROUND}late/<int:late>/note/", views.NoteLate.as_view(), name="late_note"),
    path(f"{ROUND}remind/", views.clearance_remind, name="clearance_remind"),
    path(
        f"{ROUND}links/<int:clearance>/revoke/",
        views.clearance_links_revoke,
        name="clearance_links_revoke",
    ),
    path("clear/<str:link>/", views.clearance_link, name="clearance_link"),
    path("clear/<str:link>/file/", views.clearance_link_file, name="clearance_link_file"),
    path("clear/<str:link>/images/<str:token>", views.clearance_link_image, name="clearance_link_image"),
]
