from django.urls import path

from agencies.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.MailList.as_view(), name="mail_list"),
    path("<int:pk>/", views.MailDetail.as_view(), name="mail_detail"),
    path("<int:pk>/again/", views.send_again, name="mail_again"),
    path("<int:pk>/returned/", views.MailReturned.as_view(), name="mail_returned"),
    path("recall/", views.recall, name="recall"),
]
