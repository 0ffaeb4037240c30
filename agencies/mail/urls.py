from django.urls import path

from agencies.mail import views

app_name = "mail"
urlpatterns = [
    path("", views.MailList.as_view(), name="mail_list"),
    path("<int:pk>/", views.MailDetail.as_view(), name="mail_detail"),
    path("<int:pk>/again/", views.send_again, name="mail_again"),
    path("<int:pk>/returned/", views.MailReturned.as_view(), name="mail_returned"),
    path("again/", views.SendAllAgain.as_view(), name="mail_all_again"),
    path("try/", views.try_now, name="mail_try"),
    path("addresses/", views.AddressList.as_view(), name="address_list"),
    path("addresses/<int:pk>/works/", views.works_again, name="address_works"),
    path("recall/", views.recall, name="recall"),
]
