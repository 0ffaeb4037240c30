from django.urls import path

from meetings.applications import views

app_name = "deciding"
urlpatterns = [
    path("<int:pk>/decision/", views.DecisionAdd.as_view(), name="decision_add"),
    path("<int:pk>/decision/<int:decision>/undo/", views.decision_undo, name="decision_undo"),
    path(
        "<int:pk>/decision/<int:decision>/correct/", views.DecisionCorrect.as_view(), name="decision_correct"
    ),
    path("<int:pk>/decision/<int:decision>/letter/", views.LetterEdit.as_view(), name="letter"),
    path("<int:pk>/decision/<int:decision>/letter/undo/", views.letter_undo, name="letter_undo"),
    path("<int:pk>/agenda/", views.put_on_agenda, name="put_on_agenda"),
]
