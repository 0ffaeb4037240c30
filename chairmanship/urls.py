from django.urls import include, path

from chairmanship.handover.views import handover as handover_handover
from chairmanship.handover.views import narrative, report
from chairmanship.rotation import planning_forms
from chairmanship.rotation import views as rotation_views

app_name = "chairmanship"

move = rotation_views.PlanMove.as_view
planning = [
    path("", rotation_views.Planning.as_view(), name="planning"),
    path("order/", move(form_class=planning_forms.OrderForm), name="plan_order"),
    path("swap/", move(form_class=planning_forms.SwapForm), name="plan_swap"),
    path("interim/", move(form_class=planning_forms.InterimForm), name="plan_interim"),
    path("<slug:slug>/extend/", move(form_class=planning_forms.ExtendForm), name="plan_extend"),
    path("<slug:slug>/split/", move(form_class=planning_forms.SplitForm), name="plan_split"),
    path("<slug:slug>/co-chair/", move(form_class=planning_forms.CoChairForm), name="plan_co_chair"),
    path("<slug:slug>/take-out/", move(form_class=planning_forms.TakeOutForm), name="plan_take_out"),
]

urlpatterns = [
    path("", rotation_views.Line.as_view(), name="line"),
    path("add/", rotation_views.TermAdd.as_view(), name="term_add"),  # every term's slug ends with a month
    path("plan/", include(planning)),
    path("compare/", report.Compare.as_view(), name="compare"),
    path("<slug:slug>/", rotation_views.TermDetail.as_view(), name="term_detail"),
    path("<slug:slug>/narrative/", narrative.write_narrative, name="narrative"),
    path(
        "<slug:slug>/narrative/comments/<int:comment>/",
        narrative.CommentAnswer.as_view(),
        name="narrative_answer",
    ),
    path("<slug:slug>/narrative/<slug:name>/", narrative.narrative_text, name="narrative_text"),
    path("<slug:slug>/narrative/<slug:name>/comment/", narrative.comment, name="narrative_comment"),
    path("<slug:slug>/narrative/<slug:name>/versions/", narrative.version_list, name="narrative_versions"),
    path(
        "<slug:slug>/narrative/<slug:name>/versions/<int:number>/restore/",
        narrative.version_restore,
        name="narrative_restore",
    ),
    path("<slug:slug>/handover/", handover_handover.handover, name="handover"),
    path("<slug:slug>/handover/add/", handover_handover.line_add, name="handover_line_add"),
    path("<slug:slug>/handover/<int:line>/", handover_handover.line_settle, name="handover_line_settle"),
    path("<slug:slug>/handover/taken-over/", handover_handover.TakeOver.as_view(), name="take_over"),
    path("<slug:slug>/report/", report.report, name="report"),
    path("<slug:slug>/report/make/", report.report_make, name="report_make"),
    path("<slug:slug>/report/<int:version>/issue/", report.report_issue, name="report_issue"),
    path("<slug:slug>/report/<int:version>/pdf", report.report_pdf, name="report_pdf"),
    path("<slug:slug>/report/<int:version>/docx", report.report_docx, name="report_docx"),
    path("<slug:slug>/change/", rotation_views.TermChange.as_view(), name="term_change"),
]
