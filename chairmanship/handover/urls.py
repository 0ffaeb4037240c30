from django.urls import path

from chairmanship.handover.views import handover, images, narrative, release, report

urlpatterns = [
    path("compare/", report.Compare.as_view(), name="compare"),
    path("<slug:slug>/report/", narrative.write_narrative, name="narrative"),
    path("<slug:slug>/narrative/", narrative.old_address, name="narrative_old"),
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
    path("<slug:slug>/report/sections/<slug:name>/", narrative.section_place, name="section_place"),
    path("<slug:slug>/report/sections/<slug:name>/<slug:key>/", narrative.draft_use, name="draft_use"),
    path("<slug:slug>/report/images/", images.image_add, name="report_image_add"),
    path("<int:term>/images/<str:token>", images.image, name="report_image"),
    path("<slug:slug>/handover/", handover.handover_page, name="handover"),
    path("<slug:slug>/handover/add/", handover.line_add, name="handover_line_add"),
    path("<slug:slug>/handover/<int:line>/", handover.line_settle, name="handover_line_settle"),
    path("<slug:slug>/handover/facts/", release.facts, name="facts"),
    path("<slug:slug>/handover/facts/open/", release.facts_open, name="facts_open"),
    path("<slug:slug>/handover/taken-over/", handover.TakeOver.as_view(), name="take_over"),
    path("<slug:slug>/report/versions/", report.report, name="report"),
    path("<slug:slug>/report/make/", report.report_make, name="report_make"),
    path("<slug:slug>/report/<int:version>/release/", release.report_release, name="report_release"),
    path("<slug:slug>/report/<int:version>/issue/", report.report_issue, name="report_issue"),
    path("<slug:slug>/report/<int:version>/publish/", report.report_publish, name="report_publish"),
    path("<slug:slug>/report/<int:version>/withdraw/", report.report_withdraw, name="report_withdraw"),
    path("<slug:slug>/report/<int:version>/", report.report_read, name="report_read"),
    path("<slug:slug>/report/<int:version>/annex/<slug:annex>/", report.report_annex, name="report_annex"),
    path("<slug:slug>/report/<int:version>/pdf", report.report_pdf, name="report_pdf"),
    path("<slug:slug>/report/<int:version>/docx", report.report_docx, name="report_docx"),
    path(
        "<slug:slug>/report/<int:version>/summary/pdf", report.report_summary_pdf, name="report_summary_pdf"
    ),
    path(
        "<slug:slug>/report/<int:version>/summary/docx",
        report.report_docx,
        {"summary": True},
        name="report_summary_docx",
    ),
]
