"""A report has a summary, and an issued one can be published on the web."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('chairmanship', '0017_report'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='handoverreport',
            name='report_made_whole',
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='public_pdf',
            field=models.FileField(blank=True, editable=False, help_text='The summary without what is for members only.', upload_to='reports/'),
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='published_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='published_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='summary_pages',
            field=models.PositiveIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='summary_pdf',
            field=models.FileField(blank=True, editable=False, upload_to='reports/'),
        ),
        migrations.AddField(
            model_name='handoverreport',
            name='summary_sha256',
            field=models.CharField(blank=True, editable=False, max_length=64),
        ),
        migrations.AddConstraint(
            model_name='handoverreport',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', False)), fields=('term',), name='report_one_published'),
        ),
        migrations.AddConstraint(
            model_name='handoverreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('pdf', ''), ('sha256', ''), ('public_pdf', ''), ('summary_pages', None), ('summary_pdf', ''), ('summary_sha256', '')), models.Q(('made_at__isnull', False), models.Q(('pdf', ''), _negated=True), models.Q(('sha256', ''), _negated=True), models.Q(models.Q(('summary_pages', None), ('summary_pdf', ''), ('summary_sha256', '')), models.Q(models.Q(('summary_pdf', ''), _negated=True), models.Q(('summary_sha256', ''), _negated=True), ('summary_pages__isnull', False)), _connector='OR')), _connector='OR'), name='report_made_whole'),
        ),
        migrations.AddConstraint(
            model_name='handoverreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('state', 'issued')), _connector='OR'), name='report_published_when_issued'),
        ),
    ]
