from django.urls import path

from chairmanship.troika import views

app_name = "troika"
urlpatterns = [
    path("", views.Troika.as_view(), name="troika"),
    path("notes/add/", views.NoteEdit.as_view(), name="note_add"),
    path("notes/<int:pk>/", views.NoteEdit.as_view(), name="note"),
    path("notes/<int:pk>/put-away/", views.put_away, name="note_put_away"),
]
