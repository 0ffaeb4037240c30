"""The tables of documents, with their clearance and contributions."""

import django.core.validators
import django.db.models.deletion
import foundation.dates.clock
import foundation.dates.partial
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [
        ('documents', '0001_initial'),
        ('documents', '0002_versions_and_symbols'),
        ('documents', '0003_life_of_a_document'),
        ('documents', '0004_public_addresses'),
        ('documents', '0005_text_prints'),
        ('documents', '0006_clearance'),
        ('documents', '0007_contributions'),
        ('documents', '0008_occasion_of_a_document'),
        ('documents', '0009_compiled_prints'),
        ('documents', '0010_event_of_a_document_removed'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_squashed_0016_telephone'),
        ('agencies', '__first__'),
        ('chairmanship', '0001_squashed_0010_narrative_answer'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=500)),
                ('kind', models.CharField(choices=[('brochure', 'brochure'), ('information note', 'information note'), ('survey', 'survey'), ('matrix', 'matrix'), ('handbook', 'handbook'), ('report', 'report'), ('statement', 'statement'), ('template', 'template'), ('terms of reference', 'terms of reference'), ('workplan', 'workplan'), ('other', 'other')], max_length=30)),
                ('state', models.CharField(blank=True, choices=[('drafting', 'drafting'), ('circulated', 'circulated'), ('cleared', 'cleared'), ('adopted', 'adopted'), ('published', 'published'), ('superseded', 'superseded')], max_length=20)),
                ('date', foundation.dates.partial.PartialDateField(blank=True, null=True)),
                ('symbol', models.CharField(blank=True, max_length=300)),
                ('summary', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('address', models.CharField(blank=True, max_length=2000, validators=[django.core.validators.URLValidator(['http', 'https'])])),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents_led', to='agencies.agency')),
                ('origin', models.ForeignKey(blank=True, help_text='The term out of whose work it grew later.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offspring', to='chairmanship.chairmanship')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.chairmanship')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.workplanactivity', verbose_name='activity of the workplan')),
                ('edition', models.PositiveSmallIntegerField(default=1, editable=False)),
                ('holds_from', models.DateField(blank=True, help_text='The day from which a standing text holds.', null=True)),
                ('purposes_edition', models.PositiveSmallIntegerField(blank=True, help_text='Which edition of the purposes stands in it, for terms of reference.', null=True)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('slug', models.SlugField(blank=True, editable=False, help_text='Of the work: all its editions have the same.', max_length=80)),
                ('standing', models.CharField(blank=True, choices=[('terms of reference', 'terms of reference'), ('working methods', 'working methods'), ('admission criteria', 'admission criteria'), ('application template', 'application template')], max_length=30, verbose_name='standing text')),
                ('occasion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.occasion', verbose_name='external event that it is for')),
            ],
            options={
                'ordering': ['date', 'title'],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'title', 'term'), name='document_once', violation_error_message='A document of that kind and title is in that term already. Add to the title what tells the two apart.'),
                    models.UniqueConstraint(condition=models.Q(('term', None)), fields=('kind', 'title'), name='document_without_term_once'),
                    models.CheckConstraint(condition=models.Q(('holds_from', None), models.Q(('standing', ''), _negated=True), _connector='OR'), name='document_holds_as_standing_text', violation_error_message='Only a standing text holds from a date. Say which one it is.'),
                    models.UniqueConstraint(fields=('slug', 'edition'), name='document_edition_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'agency'), name='contributor_once')],
            },
        ),
        migrations.CreateModel(
            name='EventDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_links', to='documents.document')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document_link', to='chairmanship.event')),
            ],
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=300, verbose_name='with whom')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='documents.document')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='by whom')),
                ('date', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='when')),
            ],
            options={
                'ordering': ['document', 'position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='sharing_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Symbol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(help_text='What stands before the number: GMG/2026/WL, or GMG/2026/WL/3/Rev.', max_length=300)),
                ('number', models.PositiveIntegerField()),
                ('given_at', models.DateTimeField(default=foundation.dates.clock.now)),
            ],
            options={
                'ordering': ['series', 'number'],
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='symbol_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='documents/')),
                ('name', models.CharField(blank=True, max_length=300)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('number', models.PositiveIntegerField()),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what changed')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.document')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('ru', 'Russian'), ('pt', 'Portuguese'), ('de', 'German'), ('it', 'Italian')], default='en', max_length=2)),
                ('part', models.CharField(blank=True, choices=[('Rev.', 'Rev.'), ('Add.', 'Add.'), ('Corr.', 'Corr.')], max_length=10)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('restores', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion')),
                ('symbol', models.CharField(blank=True, max_length=300)),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(500000)])),
                ('words', models.TextField(blank=True, editable=False)),
            ],
            options={
                'ordering': ['document', 'number'],
                'constraints': [
                    models.UniqueConstraint(fields=('document', 'number'), name='document_version_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('file', ''), ('name', ''), models.Q(('text', ''), _negated=True)), models.Q(('text', ''), models.Q(('file', ''), _negated=True), models.Q(('name', ''), _negated=True)), _connector='OR'), name='document_version_is_file_or_text'),
                ],
            },
        ),
        migrations.CreateModel(
            name='DocumentPurpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.purpose')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('document', 'purpose'), name='document_purpose_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drafting', 'drafting'), ('circulated', 'circulated'), ('cleared', 'cleared'), ('adopted', 'adopted'), ('published', 'published'), ('superseded', 'superseded')], max_length=20)),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='documents.document')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion')),
            ],
            options={
                'ordering': ['document', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TextPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='prints/')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='print', to='documents.documentversion')),
            ],
            options={
                'ordering': ['version'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('until', models.DateTimeField(help_text='From this moment on no reply is taken.')),
                ('timezone', models.CharField(help_text='By whose clocks the moment was named.', max_length=60)),
                ('express', models.BooleanField(default=False, help_text='Then silence is not agreement.', verbose_name='every agency has to reply')),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='what to look at')),
                ('extended_at', models.DateTimeField(blank=True, help_text='When the date was last put off.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='why withdrawn')),
                ('outcome', models.CharField(blank=True, choices=[('cleared', 'cleared'), ('agreed, with remarks', 'agreed, with remarks'), ('not cleared', 'not cleared')], max_length=30)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='documents.documentversion')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='round_withdrawn_by_somebody'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('written_at', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('written_at__isnull', False)), _connector='OR'), name='round_outcome_written_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reached_at', models.DateTimeField(blank=True, help_text='When a focal point was first written to. Empty while there is none.', null=True)),
                ('reply', models.CharField(blank=True, choices=[('fine', 'fine'), ('fine, but', 'fine, but'), ('no, because', 'no, because'), ('not concerned', 'not concerned'), ('needs more time', 'needs more time'), ('breaks the silence', 'breaks the silence')], max_length=30)),
                ('words', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('entered', models.BooleanField(default=False, help_text='By somebody who does not act for the agency.', verbose_name='entered for it')),
                ('silent_consent', models.BooleanField(blank=True, help_text='Whether its silence was agreement, as it was written down.', null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='agencies.agency')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='documents.round')),
            ],
            options={
                'ordering': ['round', 'agency__acronym'],
                'constraints': [
                    models.UniqueConstraint(fields=('round', 'agency'), name='clearance_once'),
                    models.CheckConstraint(condition=models.Q(models.Q(('replied_at', None), ('reply', '')), models.Q(models.Q(('reply', ''), _negated=True), ('replied_at__isnull', False)), _connector='OR'), name='clearance_replied_at'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('a text', 'a text'), ('entries of a table', 'entries of a table')], max_length=30)),
                ('asks', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='what is asked')),
                ('questions', models.JSONField(blank=True, default=list, help_text='The columns of the table.')),
                ('until', models.DateTimeField(help_text='From this moment on nothing is handed in.')),
                ('timezone', models.CharField(help_text='By whose clocks the moment was named.', max_length=60)),
                ('opened_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('extended_at', models.DateTimeField(blank=True, help_text='When the date was last put off.', null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='documents.document')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-opened_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='call_withdrawn_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(500000)])),
                ('entries', models.JSONField(blank=True, default=list, help_text='Each the answers by their questions.')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('entered', models.BooleanField(default=False, help_text='By somebody who does not act for the agency.', verbose_name='entered for it')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='agencies.agency')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='documents.call')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['call', 'agency__acronym'],
                'constraints': [models.UniqueConstraint(fields=('call', 'agency'), name='contribution_once')],
            },
        ),
        migrations.CreateModel(
            name='ContributionFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to='files/')),
                ('name', models.CharField(max_length=300)),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.contribution')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['contribution', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CompiledPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.JSONField(blank=True, default=dict, help_text='What it is narrowed to.')),
                ('key', models.CharField(max_length=64)),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='prints/')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='documents.call')),
            ],
            options={
                'ordering': ['call', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='compiled_print_once')],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='contributors',
            field=models.ManyToManyField(blank=True, related_name='documents_joined', through='documents.Contributor', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='document',
            name='purposes',
            field=models.ManyToManyField(blank=True, related_name='documents', through='documents.DocumentPurpose', to='agencies.purpose'),
        ),
    ]
