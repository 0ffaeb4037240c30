from django.urls import path

from chairmanship.workplan import views

app_name = "workplan"
urlpatterns = [
    path("", views.Board.as_view(), name="board"),
    path("timeline/", views.Timeline.as_view(), name="timeline"),
    path("agreed/", views.PlanList.as_view(), name="plan_list"),
    path("agreed/agree/", views.plan_agree, name="plan_agree"),
    path("agreed/<int:pk>/", views.PlanDetail.as_view(), name="plan_detail"),
    path("passing-on/<slug:slug>/", views.pass_on, name="pass_on"),
    path("objectives/<slug:key>/", views.ObjectiveRename.as_view(), name="objective_rename"),
    path("add/", views.ActivityAdd.as_view(), name="activity_add"),
    path("<int:pk>/", views.activity_detail, name="activity_detail"),
    path("<int:pk>/report/", views.activity_report, name="activity_report"),
    path("<int:pk>/purposes/", views.accept_purposes, name="activity_purposes"),
    path("<int:pk>/change/", views.ActivityChange.as_view(), name="activity_change"),
]
