from django.urls import path

from meetings.followup import views

urlpatterns = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("decisions/<int:pk>/", views.decision_detail, name="decision_detail"),
    path("decisions/<int:pk>/settle/", views.decision_settle, name="decision_settle"),
    path("actions/", views.action_list, name="action_list"),
    path("actions/link/<str:link>/", views.action_link, name="action_link"),
    path("actions/<int:pk>/report/", views.action_report, name="action_report"),
    path("<int:pk>/agenda/carry/<int:item>/", views.item_carry, name="item_carry"),
]
