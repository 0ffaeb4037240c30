"""The tables of jobs, mail, forms that were sent, and what was told."""

import django.db.models.deletion
import foundation.dates.clock
from django.db import migrations, models

from foundation.migrations._tables import CreateTables


class Migration(migrations.Migration):

    replaces = [
        ('foundation', '0001_squashed_0004_mail_taken_back_and_summarized'),
        ('foundation', '0005_words'),
        ('foundation', '0006_codes'),
        ('foundation', '0007_names_of_the_group'),
        ('foundation', '0008_forms_sent_once'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='SentForm',
                    fields=[
                        ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('content', models.CharField(max_length=64)),
                        ('location', models.TextField(blank=True)),
                        ('at', models.DateTimeField(db_index=True, default=foundation.dates.clock.now, editable=False)),
                    ],
                ),
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
                        ('step', models.CharField(blank=True, help_text='What it is doing.', max_length=200)),
                        ('finished_at', models.DateTimeField(editable=False, null=True)),
                        ('failed_at', models.DateTimeField(editable=False, null=True)),
                        ('error', models.TextField(blank=True)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['kind', 'subject'], name='foundation__kind_cdff80_idx')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('failed_at', None), ('finished_at', None)), fields=('kind', 'subject'), name='job_wanted_once', violation_error_message='This is already in progress.'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('failed_at', None), _connector='OR'), name='job_finished_or_failed')],
                    },
                ),
                migrations.CreateModel(
                    name='Portal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('only', models.BooleanField(default=True, editable=False, unique=True)),
                        ('is_demo', models.BooleanField(default=False, editable=False)),
                        ('names', models.JSONField(blank=True, default=list, editable=False, help_text='A copy of the Group’s names, which the register of agencies keeps.')),
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
                        ('person', models.CharField(help_text='The key of who was notified.', max_length=60)),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                    ],
                    options={
                        'verbose_name_plural': 'notifications sent',
                        'ordering': ['-pk'],
                        'constraints': [models.UniqueConstraint(fields=('what', 'subject', 'person'), name='told_once')],
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
                        ('calendar', models.TextField(blank=True, help_text='An iCalendar object with its method.')),
                        ('sender', models.CharField(max_length=500)),
                        ('headers', models.JSONField(blank=True, default=dict)),
                        ('why', models.CharField(blank=True, help_text='Why the reader receives it.', max_length=500)),
                        ('private', models.BooleanField(default=False, help_text='It contains a link for its reader only.')),
                        ('batch', models.CharField(blank=True, help_text='Messages with the same value are undone together.', max_length=100)),
                        ('created_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                        ('due_at', models.DateTimeField(default=foundation.dates.clock.now, help_text='It is not sent before then.')),
                        ('sent_at', models.DateTimeField(editable=False, null=True)),
                        ('recalled_at', models.DateTimeField(editable=False, null=True)),
                        ('times', models.PositiveSmallIntegerField(default=1, help_text='How often somebody asked to send it.')),
                        ('for_summary', models.BooleanField(default=False, help_text='It is part of the reader’s daily summary.')),
                        ('returned_at', models.DateTimeField(editable=False, null=True)),
                        ('returned_by', models.CharField(blank=True, choices=[('provider', 'reported by the provider'), ('hand', 'marked by hand')], max_length=30)),
                        ('returned', models.CharField(blank=True, help_text='Why it was not delivered.', max_length=500)),
                        ('within', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='foundation.mail')),
                    ],
                    options={
                        'verbose_name_plural': 'mail',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(condition=models.Q(('batch', ''), _negated=True), fields=['batch'], name='mail_batch'), models.Index(condition=models.Q(('recalled_at', None), ('sent_at', None), ('within', None)), fields=['due_at'], name='mail_unsent')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('recalled_at', None), ('sent_at', None), _connector='OR'), name='mail_sent_or_taken_back')],
                    },
                ),
            ],
        ),
    ]
