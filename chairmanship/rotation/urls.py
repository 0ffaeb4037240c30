from django.urls import include, path

from chairmanship.rotation import forms, views

move = views.PlanMove.as_view
planning = [
    path("", views.Planning.as_view(), name="planning"),
    path("order/", move(form_class=forms.OrderForm), name="plan_order"),
    path("swap/", move(form_class=forms.SwapForm), name="plan_swap"),
    path("interim/", move(form_class=forms.InterimForm), name="plan_interim"),
    path("<slug:slug>/extend/", move(form_class=forms.ExtendForm), name="plan_extend"),
    path("<slug:slug>/split/", move(form_class=forms.SplitForm), name="plan_split"),
    path("<slug:slug>/co-chair/", move(form_class=forms.CoChairForm), name="plan_co_chair"),
    path("<slug:slug>/take-out/", move(form_class=forms.TakeOutForm), name="plan_take_out"),
]

urlpatterns = [
    path("", views.Line.as_view(), name="line"),
    path("add/", views.TermAdd.as_view(), name="term_add"),  # every term's slug ends with a month
    path("plan/", include(planning)),
    path("<slug:slug>/", views.TermDetail.as_view(), name="term_detail"),
    path("<slug:slug>/change/", views.TermChange.as_view(), name="term_change"),
]
