"""Further words by which each of the twelve purposes is suggested for a topic."""

from django.db import migrations, models

KEYWORDS = {
    1: "coherence, institution, mandate",
    2: "leader, trade, development, NGO, partner, diaspora",
    3: "consistent, coherence, mainstreaming, strategy",
    4: "exchange, expert, experience, knowledge, sharing",
    5: "lessons, return, reintegration, integration, departure",
    6: "statistics, figures, study, survey, indicator, evidence, remittance",
    7: "joint, statement, crisis, emergency",
    8: "capacity, workshop, course, project, programme, handbook",
    9: "protection, detention, smuggling, refugee, child, children, women, gender, worker, recruitment, law",
    10: "forum, GFMD, summit, conference, compact, contribution",
    11: "government, region, regional, country, national",
    12: "member states, briefing, permanent missions",
}


def add_keywords(apps, schema_editor):
    Purpose = apps.get_model("agencies", "Purpose")
    for number, keywords in KEYWORDS.items():
        Purpose.objects.filter(edition=1, number=number, keywords="").update(keywords=keywords)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0007_user_mails")]

    operations = [
        migrations.AddField(
            model_name="purpose",
            name="keywords",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Further words by which it is suggested, separated by commas: remittances, "
                "statistics.",
                max_length=500,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(add_keywords, migrations.RunPython.noop),
    ]
