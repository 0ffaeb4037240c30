from django.urls import path

from meetings.agenda import views

urlpatterns = [
    path("<int:pk>/agenda/", views.agenda, name="agenda"),
    path("<int:pk>/agenda/<int:item>/papers/", views.item_papers, name="item_papers"),
    path("<int:pk>/papers/<int:paper>/", views.paper_file, name="paper_file"),
    path("<int:pk>/papers/<int:paper>/<int:file>/", views.paper_file, name="paper_version"),
    path("<int:pk>/papers/<int:paper>/renew/", views.paper_renew, name="paper_renew"),
    path("<int:pk>/papers/<int:paper>/change/", views.paper_change, name="paper_change"),
    path("<int:pk>/papers/<int:paper>/remove/", views.paper_remove, name="paper_remove"),
    path("<int:pk>/agenda/publish/", views.agenda_publish, name="agenda_publish"),
    path("<int:pk>/agenda/adopt/", views.agenda_adopt, name="agenda_adopt"),
    path("<int:pk>/agenda/tell/", views.tell_changes, name="agenda_tell"),
    path("<int:pk>/agenda/take-back/", views.take_back, name="agenda_take_back"),
    path("<int:pk>/agenda/add/", views.item_add, name="item_add"),
    path("<int:pk>/agenda/<int:item>/", views.item_change, name="item_change"),
    path("<int:pk>/agenda/<int:item>/purposes/", views.item_purposes, name="item_purposes"),
    path("<int:pk>/agenda/<int:item>/move/", views.item_move, name="item_move"),
    path("<int:pk>/agenda/<int:item>/remove/", views.item_remove, name="item_remove"),
]
