"""The tables of jobs, mail and what was told."""

import django.db.models.deletion
import foundation.dates.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('foundation', '0001_initial'),
        ('foundation', '0002_mail_and_portal'),
        ('foundation', '0003_told'),
        ('foundation', '0004_mail_taken_back_and_summarized'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('subject', models.CharField(help_text='The key of what it is about.', max_length=60)),
                ('created_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('due_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('holder', models.UUIDField(editable=False, null=True)),
                ('held_until', models.DateTimeField(editable=False, null=True)),
                ('step', models.CharField(blank=True, help_text='What it is doing, in words.', max_length=200)),
                ('finished_at', models.DateTimeField(editable=False, null=True)),
                ('failed_at', models.DateTimeField(editable=False, null=True)),
                ('error', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['kind', 'subject'], name='foundation__kind_cdff80_idx')],
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('failed_at', None), ('finished_at', None)), fields=('kind', 'subject'), name='job_wanted_once', violation_error_message='This is already being done.'),
                    models.CheckConstraint(condition=models.Q(('finished_at', None), ('failed_at', None), _connector='OR'), name='job_finished_or_failed'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Mail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.JSONField(help_text='The addresses.')),
                ('subject', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('sender', models.CharField(max_length=500)),
                ('headers', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('sent_at', models.DateTimeField(editable=False, null=True)),
                ('batch', models.CharField(blank=True, help_text='What is taken back together.', max_length=100)),
                ('calendar', models.TextField(blank=True, help_text='An iCalendar object with its method.')),
                ('due_at', models.DateTimeField(default=foundation.dates.clock.now, help_text='It does not go before.')),
                ('for_summary', models.BooleanField(default=False, help_text="It goes within the reader's daily summary.")),
                ('private', models.BooleanField(default=False, help_text="It holds a link that is its reader's alone.")),
                ('recalled_at', models.DateTimeField(editable=False, null=True)),
                ('returned', models.CharField(blank=True, help_text='Why it did not arrive.', max_length=500)),
                ('returned_at', models.DateTimeField(editable=False, null=True)),
                ('returned_by', models.CharField(blank=True, choices=[('reported by the provider', 'reported by the provider'), ('marked by hand', 'marked by hand')], max_length=30)),
                ('times', models.PositiveSmallIntegerField(default=1, help_text='How often somebody wanted it sent.')),
                ('why', models.CharField(blank=True, help_text='For what the reader gets it.', max_length=500)),
                ('within', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='foundation.mail')),
            ],
            options={
                'verbose_name_plural': 'mail',
                'ordering': ['-pk'],
                'indexes': [
                    models.Index(condition=models.Q(('batch', ''), _negated=True), fields=['batch'], name='mail_batch'),
                    models.Index(condition=models.Q(('recalled_at', None), ('sent_at', None), ('within', None)), fields=['due_at'], name='mail_unsent'),
                ],
                'constraints': [models.CheckConstraint(condition=models.Q(('recalled_at', None), ('sent_at', None), _connector='OR'), name='mail_sent_or_taken_back')],
            },
        ),
        migrations.CreateModel(
            name='Portal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('only', models.BooleanField(default=True, editable=False, unique=True)),
                ('is_demo', models.BooleanField(default=False, editable=False)),
            ],
            options={
                'verbose_name_plural': 'portal',
                'constraints': [models.CheckConstraint(condition=models.Q(('only', True)), name='portal_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(help_text='The kind of reminder, such as “action-overdue”.', max_length=60)),
                ('subject', models.CharField(help_text='The key of what it is about.', max_length=60)),
                ('person', models.CharField(help_text='The key of who was told.', max_length=60)),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
            ],
            options={
                'verbose_name_plural': 'told',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('what', 'subject', 'person'), name='told_once')],
            },
        ),
    ]
