from django.urls import include, path

from chairmanship import (
    comparison_views,
    handover_views,
    narrative_views,
    planning_forms,
    planning_views,
    term_views,
    views,
)

app_name = "chairmanship"

move = planning_views.PlanMove.as_view
planning = [
    path("", planning_views.Planning.as_view(), name="planning"),
    path("order/", move(form_class=planning_forms.OrderForm), name="plan_order"),
    path("swap/", move(form_class=planning_forms.SwapForm), name="plan_swap"),
    path("interim/", move(form_class=planning_forms.InterimForm), name="plan_interim"),
    path("<slug:slug>/extend/", move(form_class=planning_forms.ExtendForm), name="plan_extend"),
    path("<slug:slug>/split/", move(form_class=planning_forms.SplitForm), name="plan_split"),
    path("<slug:slug>/co-chair/", move(form_class=planning_forms.CoChairForm), name="plan_co_chair"),
    path("<slug:slug>/take-out/", move(form_class=planning_forms.TakeOutForm), name="plan_take_out"),
]

urlpatterns = [
    path("", views.Line.as_view(), name="line"),
    path("add/", term_views.TermAdd.as_view(), name="term_add"),  # every term's slug ends with a month
    path("plan/", include(planning)),
    path("compare/", comparison_views.Compare.as_view(), name="compare"),
    path("<slug:slug>/", views.TermDetail.as_view(), name="term_detail"),
    path("<slug:slug>/narrative/", narrative_views.write_narrative, name="narrative"),
    path(
        "<slug:slug>/narrative/comments/<int:comment>/",
        narrative_views.CommentAnswer.as_view(),
        name="narrative_answer",
    ),
    path("<slug:slug>/narrative/<slug:name>/", narrative_views.narrative_text, name="narrative_text"),
    path("<slug:slug>/narrative/<slug:name>/comment/", narrative_views.comment, name="narrative_comment"),
    path(
        "<slug:slug>/narrative/<slug:name>/versions/", narrative_views.version_list, name="narrative_versions"
    ),
    path(
        "<slug:slug>/narrative/<slug:name>/versions/<int:number>/restore/",
        narrative_views.version_restore,
        name="narrative_restore",
    ),
    path("<slug:slug>/handover/", handover_views.handover, name="handover"),
    path("<slug:slug>/handover/add/", handover_views.line_add, name="handover_line_add"),
    path("<slug:slug>/handover/<int:line>/", handover_views.line_settle, name="handover_line_settle"),
    path("<slug:slug>/handover/taken-over/", handover_views.TakeOver.as_view(), name="take_over"),
    path("<slug:slug>/report/", views.report, name="report"),
    path("<slug:slug>/report/make/", views.report_make, name="report_make"),
    path("<slug:slug>/report/<int:version>/issue/", views.report_issue, name="report_issue"),
    path("<slug:slug>/report/<int:version>/pdf", views.report_pdf, name="report_pdf"),
    path("<slug:slug>/report/<int:version>/docx", views.report_docx, name="report_docx"),
    path("<slug:slug>/change/", term_views.TermChange.as_view(), name="term_change"),
]
