"""The chair's texts become paragraphs of sections of the report."""

import django.db.models.deletion
from django.db import migrations, models

import foundation.text.lengths
from foundation.text import rich

SECTIONS = {"Challenge": "challenges", "Recommendation": "ideas"}


def bring_paragraphs(apps, schema_editor):
    """Makes each challenge and idea a paragraph. Achievements are paragraphs already, by their levels."""
    paragraphs = apps.get_model("chairmanship", "ReportParagraph").objects
    for name, section in SECTIONS.items():
        for row in apps.get_model("chairmanship", name).objects.order_by("term", "position"):
            paragraphs.create(term=row.term, section=section, position=row.position, text=row.text)


TITLES = {
    "overview": "The chair",
    "members": "Members",
    "meetings": "Meetings",
    "workplan": "Workplan and schedule",
    "workplan-agreed": "Workplan as agreed",
    "workplan-documents": "Workplan and schedule: documents",
    "events": "Statements, contributions and briefings",
    "levels": "Work at national, regional and global level",
    "documents": "Joint documents",
    "institutional": "Institutional work and membership",
    "institutional-documents": "Institutional work and membership: documents",
    "applications": "Institutional work and membership: applications",
    "engagement": "Engagement of agencies and partners",
    "coverage": "Coverage of the Group’s purposes",
    "challenges": "Challenges",
    "recommendations": "Ideas for improvement",
    "open-actions": "Open action points",
    "proposals": "Proposed topics without a final answer",
    "workplan-unfinished": "Unfinished workplan activities",
    "pending": "Pending applications",
    "in-clearance": "Documents in clearance",
    "next-meetings": "Next meetings",
    "joined-since": "New members",
    "grown": "Follow-up to the work of the term",
    "members-with-dates": "Members and dates of membership",
    "decisions": "Decisions and action points",
    "attendance": "Attendance",
}


def keep_what_was_told(apps, schema_editor):
    """Brings the kept facts of older reports into the form of now, so that they can still be read.

    Their PDFs stay as they are. What else is made of them (Word, or a PDF without somebody's details) is plain.
    """
    for report in apps.get_model("chairmanship", "HandoverReport").objects.exclude(facts={}):
        if "chapters" not in report.facts:
            continue
        chapters = report.facts.pop("chapters")
        known = [slug for slug in TITLES if chapters.get(slug)]
        report.facts["sections"] = [
            {
                "slug": slug, "title": TITLES[slug], "number": str(number), "is_part": False,
                "is_annex": False, "is_short": False,
                "blocks": [{"text": text, "brief": "", "table": "", "public": False} for text in paragraphs(chapters[slug])],
            }
            for number, slug in enumerate(known, 1)
        ]  # fmt: skip
        report.facts.setdefault("facts_only", False)
        report.save(update_fields=["facts"])


def paragraphs(facts) -> list[str]:
    """Returns the words of a chapter, a paragraph for each of its rows."""
    if isinstance(facts, list):
        return [text for one in facts for text in paragraphs(one)]
    if isinstance(facts, dict):
        inner = [text for one in facts.values() if isinstance(one, list | dict) for text in paragraphs(one)]
        said = [str(one) for one in facts.values() if one and not isinstance(one, list | dict | bool)]
        plain = [one for one in said if not rich.is_rich(one)]
        texts = [block for one in said if rich.is_rich(one) for block in rich.split(one)]
        return [*([rich.from_plain(". ".join(plain))] if plain else []), *texts, *inner]
    text = str(facts) if facts else ""
    return rich.split(text if rich.is_rich(text) else rich.from_plain(text)) if text else []


class Migration(migrations.Migration):
    dependencies = [("chairmanship", "0016_event_purposes")]

    operations = [
        migrations.RenameModel("Achievement", "ReportParagraph"),
        migrations.RenameField("ReportParagraph", "level", "section"),
        migrations.RemoveConstraint("ReportParagraph", "achievement_position_once"),
        migrations.AlterModelOptions("ReportParagraph", {"ordering": ["term", "position", "pk"]}),
        migrations.AlterField("ReportParagraph", "section", models.CharField(max_length=20)),
        migrations.AlterField(
            "ReportParagraph",
            "text",
            models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(20000)]),
        ),
        migrations.AlterField(
            "ReportParagraph",
            "term",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paragraphs",
                to="chairmanship.chairmanship",
            ),
        ),
        migrations.AddField("ReportParagraph", "key", models.CharField(blank=True, default="", max_length=16), False),
        migrations.AddField("ReportParagraph", "said", models.TextField(blank=True, default=""), False),
        migrations.AddField("ReportParagraph", "is_removed", models.BooleanField(default=False)),
        migrations.RunPython(bring_paragraphs, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(keep_what_was_told, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel("Challenge"),
        migrations.DeleteModel("Recommendation"),
        migrations.AddConstraint(
            "ReportParagraph",
            models.UniqueConstraint(
                condition=~models.Q(key=""),
                fields=("term", "section", "key"),
                name="report_paragraph_once",
            ),
        ),
        migrations.AddConstraint(
            "ReportParagraph",
            models.CheckConstraint(
                condition=~models.Q(key="") | ~models.Q(text=""), name="report_paragraph_says_something"
            ),
        ),
        migrations.AddConstraint(
            "ReportParagraph",
            models.CheckConstraint(
                condition=models.Q(is_removed=False) | (models.Q(text="") & ~models.Q(key="")),
                name="report_paragraph_removed",
            ),
        ),
        *(
            migrations.CreateModel(
                name,
                fields=[],
                options={"proxy": True, "indexes": [], "constraints": []},
                bases=("chairmanship.reportparagraph",),
            )
            for name in ("Achievement", "Challenge", "Recommendation")
        ),
        migrations.CreateModel(
            "ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=20)),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("is_shown", models.BooleanField(null=True)),
                ("read_at", models.DateTimeField(editable=False, null=True)),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_sections",
                        to="chairmanship.chairmanship",
                    ),
                ),
            ],
            options={"ordering": ["term", "position", "slug"]},
        ),
        migrations.AddConstraint(
            "ReportSection",
            models.UniqueConstraint(fields=("term", "slug"), name="report_section_once"),
        ),
    ]
