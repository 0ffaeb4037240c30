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
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('kind', models.CharField(choices=[('brochure', 'brochure'), ('information note', 'information note'), ('survey', 'survey'), ('matrix', 'matrix'), ('handbook', 'handbook'), ('report', 'report'), ('statement', 'statement'), ('template', 'template'), ('terms of reference', 'terms of reference'), ('workplan', 'workplan'), ('other', 'other')], max_length=30, verbose_name='kind')),
                ('state', models.CharField(blank=True, choices=[('drafting', 'drafting'), ('circulated', 'circulated'), ('cleared', 'cleared'), ('adopted', 'adopted'), ('published', 'published'), ('superseded', 'superseded')], max_length=20, verbose_name='state')),
                ('date', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='date')),
                ('symbol', models.CharField(blank=True, max_length=300, verbose_name='symbol')),
                ('summary', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='summary')),
                ('address', models.CharField(blank=True, max_length=2000, validators=[django.core.validators.URLValidator(['http', 'https'])], verbose_name='web address')),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='note')),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents_led', to='agencies.agency', verbose_name='lead agency')),
                ('origin', models.ForeignKey(blank=True, help_text='The term whose work led to this document.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offspring', to='chairmanship.chairmanship', verbose_name='follow-up to the term of')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.chairmanship', verbose_name='term')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.workplanactivity', verbose_name='workplan activity')),
                ('edition', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='edition')),
                ('holds_from', models.DateField(blank=True, help_text='The day on which a governing document takes effect.', null=True, verbose_name='in force from')),
                ('purposes_edition', models.PositiveSmallIntegerField(blank=True, help_text='For terms of reference: the edition of the purposes that they contain.', null=True, verbose_name='edition of the purposes')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('slug', models.SlugField(blank=True, editable=False, help_text='All editions of a work have the same.', max_length=80, verbose_name='public address')),
                ('standing', models.CharField(blank=True, choices=[('terms of reference', 'terms of reference'), ('working methods', 'working methods'), ('admission criteria', 'admission criteria'), ('application template', 'application template')], max_length=30, verbose_name='governing document')),
                ('occasion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='chairmanship.occasion', verbose_name='external event')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['date', 'title'],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'title', 'term'), name='document_once', violation_error_message='There is already a document of this kind with this title in this term. Change the title so that the two can be told apart.'),
                    models.UniqueConstraint(condition=models.Q(('term', None)), fields=('kind', 'title'), name='document_without_term_once'),
                    models.CheckConstraint(condition=models.Q(('holds_from', None), models.Q(('standing', ''), _negated=True), _connector='OR'), name='document_holds_as_standing_text', violation_error_message='Only a governing document takes effect on a date. Choose which one this is.'),
                    models.UniqueConstraint(fields=('slug', 'edition'), name='document_edition_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='agency')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'contributing agency',
                'verbose_name_plural': 'contributing agencies',
                'constraints': [models.UniqueConstraint(fields=('document', 'agency'), name='contributor_once')],
            },
        ),
        migrations.CreateModel(
            name='EventDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='event_links', to='documents.document', verbose_name='document')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document_link', to='chairmanship.event', verbose_name='event')),
            ],
            options={
                'verbose_name': 'document delivered at an event',
                'verbose_name_plural': 'documents delivered at events',
            },
        ),
        migrations.CreateModel(
            name='Sharing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('name', models.CharField(max_length=300, verbose_name='shared with')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sharings', to='documents.document', verbose_name='document')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency', verbose_name='shared by')),
                ('date', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='date')),
            ],
            options={
                'verbose_name': 'sharing',
                'verbose_name_plural': 'sharings',
                'ordering': ['document', 'position'],
                'constraints': [models.UniqueConstraint(fields=('document', 'position'), name='sharing_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Symbol',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(help_text='What comes before the number.', max_length=300, verbose_name='series')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('given_at', models.DateTimeField(default=foundation.dates.clock.now, verbose_name='given')),
            ],
            options={
                'verbose_name': 'symbol',
                'verbose_name_plural': 'symbols',
                'ordering': ['series', 'number'],
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='symbol_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, upload_to='documents/', verbose_name='file')),
                ('name', models.CharField(blank=True, max_length=300, verbose_name='file name')),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='what changed')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.document', verbose_name='document')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('ru', 'Russian'), ('pt', 'Portuguese'), ('de', 'German'), ('it', 'Italian')], default='en', max_length=2, verbose_name='language')),
                ('part', models.CharField(blank=True, choices=[('Rev.', 'Rev.'), ('Add.', 'Add.'), ('Corr.', 'Corr.')], max_length=10, verbose_name='part')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('restores', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion', verbose_name='restored version')),
                ('symbol', models.CharField(blank=True, max_length=300, verbose_name='symbol')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(500000)], verbose_name='text')),
                ('words', models.TextField(blank=True, editable=False, verbose_name='words for the search')),
            ],
            options={
                'verbose_name': 'version',
                'verbose_name_plural': 'versions',
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
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='document')),
                ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.purpose', verbose_name='purpose')),
            ],
            options={
                'verbose_name': 'purpose of a document',
                'verbose_name_plural': 'purposes of documents',
                'constraints': [models.UniqueConstraint(fields=('document', 'purpose'), name='document_purpose_once')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drafting', 'drafting'), ('circulated', 'circulated'), ('cleared', 'cleared'), ('adopted', 'adopted'), ('published', 'published'), ('superseded', 'superseded')], max_length=20, verbose_name='state')),
                ('at', models.DateTimeField(default=foundation.dates.clock.now, verbose_name='time')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='documents.document', verbose_name='document')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.documentversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'change of state',
                'verbose_name_plural': 'changes of state',
                'ordering': ['document', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TextPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='prints/', verbose_name='file')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='print', to='documents.documentversion', verbose_name='version')),
            ],
            options={
                'verbose_name': 'PDF of a text',
                'verbose_name_plural': 'PDFs of texts',
                'ordering': ['version'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(default=foundation.dates.clock.now, verbose_name='started')),
                ('until', models.DateTimeField(help_text='No reply is possible from this moment on.', verbose_name='deadline')),
                ('timezone', models.CharField(help_text='The time zone in which the deadline was set.', max_length=60, verbose_name='time zone')),
                ('express', models.BooleanField(default=False, help_text='Silence then does not count as agreement.', verbose_name='every agency has to reply')),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='note to the agencies')),
                ('extended_at', models.DateTimeField(blank=True, help_text='When the deadline was last extended.', null=True, verbose_name='extended')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('reason', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='reason for withdrawal')),
                ('outcome', models.CharField(blank=True, choices=[('cleared', 'cleared'), ('agreed, with remarks', 'agreed, with remarks'), ('not cleared', 'not cleared')], max_length=30, verbose_name='outcome')),
                ('written_at', models.DateTimeField(blank=True, null=True, verbose_name='outcome saved')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='documents.documentversion', verbose_name='version')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'clearance round',
                'verbose_name_plural': 'clearance rounds',
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
                ('reached_at', models.DateTimeField(blank=True, help_text='When a focal point was first asked. Empty while there is none.', null=True, verbose_name='first asked')),
                ('reply', models.CharField(blank=True, choices=[('fine', 'fine'), ('fine, but', 'fine, but'), ('no, because', 'no, because'), ('not concerned', 'not concerned'), ('needs more time', 'needs more time'), ('breaks the silence', 'breaks the silence')], max_length=30, verbose_name='reply')),
                ('words', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='comments')),
                ('replied_at', models.DateTimeField(blank=True, null=True, verbose_name='replied')),
                ('entered', models.BooleanField(default=False, help_text='By somebody who does not act for the agency.', verbose_name='entered on its behalf')),
                ('silent_consent', models.BooleanField(blank=True, help_text='Whether its silence counted as agreement when the result was saved.', null=True, verbose_name='agreed by silence')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='agencies.agency', verbose_name='agency')),
                ('replied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='replied by')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clearances', to='documents.round', verbose_name='round')),
            ],
            options={
                'verbose_name': 'reply to a clearance',
                'verbose_name_plural': 'replies to clearances',
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
                ('kind', models.CharField(choices=[('a text', 'a text'), ('entries of a table', 'entries of a table')], max_length=30, verbose_name='kind')),
                ('asks', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='what is asked for')),
                ('questions', models.JSONField(blank=True, default=list, help_text='The columns of the table.', verbose_name='columns')),
                ('until', models.DateTimeField(help_text='Nothing can be submitted from this moment on.', verbose_name='deadline')),
                ('timezone', models.CharField(help_text='The time zone in which the deadline was set.', max_length=60, verbose_name='time zone')),
                ('opened_at', models.DateTimeField(default=foundation.dates.clock.now, verbose_name='started')),
                ('extended_at', models.DateTimeField(blank=True, help_text='When the deadline was last extended.', null=True, verbose_name='extended')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='documents.document', verbose_name='document')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='started by')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by')),
            ],
            options={
                'verbose_name': 'call for contributions',
                'verbose_name_plural': 'calls for contributions',
                'ordering': ['-opened_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='call_withdrawn_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(500000)], verbose_name='text')),
                ('entries', models.JSONField(blank=True, default=list, help_text='The answers in each entry, by question.', verbose_name='entries')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('saved_at', models.DateTimeField(blank=True, null=True, verbose_name='saved')),
                ('entered', models.BooleanField(default=False, help_text='By somebody who does not act for the agency.', verbose_name='entered on its behalf')),
                ('handed_in_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='agencies.agency', verbose_name='agency')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='documents.call', verbose_name='call')),
                ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
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
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='documents.contribution', verbose_name='contribution')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of a contribution',
                'verbose_name_plural': 'files of contributions',
                'ordering': ['contribution', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CompiledPrint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('asked', models.JSONField(blank=True, default=dict, help_text='The filters that apply.', verbose_name='filters')),
                ('key', models.CharField(max_length=64, verbose_name='key')),
                ('fingerprint', models.CharField(blank=True, max_length=64)),
                ('file', models.FileField(blank=True, upload_to='prints/', verbose_name='file')),
                ('pages', models.PositiveIntegerField(blank=True, null=True)),
                ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='documents.call', verbose_name='call')),
            ],
            options={
                'verbose_name': 'PDF of responses',
                'verbose_name_plural': 'PDFs of responses',
                'ordering': ['call', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('call', 'key'), name='compiled_print_once')],
            },
        ),
        migrations.AddField(
            model_name='document',
            name='contributors',
            field=models.ManyToManyField(blank=True, related_name='documents_joined', through='documents.Contributor', to='agencies.agency', verbose_name='contributors'),
        ),
        migrations.AddField(
            model_name='document',
            name='purposes',
            field=models.ManyToManyField(blank=True, related_name='documents', through='documents.DocumentPurpose', to='agencies.purpose', verbose_name='purposes'),
        ),
    ]
