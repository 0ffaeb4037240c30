"""The tables of terms and of what belongs to one. On PostgreSQL two chairs at once are refused as well."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import foundation.dates.clock
import foundation.dates.partial
import foundation.files.text_images
import foundation.text.lengths
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.migrations._tables import CreateTables


def exclude_overlaps(apps, schema_editor):
    """Elsewhere the verbs alone keep it. A plan moves several terms at once, so the check can be asked to wait."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            "ALTER TABLE chairmanship_chairmanship ADD CONSTRAINT term_one_chair EXCLUDE USING gist "
            "(daterange(starts, ends, '[]') WITH &&) WHERE (capacity = 'chair') DEFERRABLE INITIALLY IMMEDIATE"
        )


class Migration(migrations.Migration):

    replaces = [
        ('chairmanship', '0001_squashed_0010_narrative_answer'),
        ('chairmanship', '0011_codes'),
        ('chairmanship', '0012_words'),
        ('chairmanship', '0013_circular_language'),
        ('chairmanship', '0014_texts'),
        ('chairmanship', '0015_release_of_reports'),
        ('chairmanship', '0016_event_purposes'),
        ('chairmanship', '0017_report'),
        ('chairmanship', '0018_published_report'),
        ('chairmanship', '0019_report_images'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_squashed_0022_corrections'),
        ('agencies', '__first__'),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='Forum',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=500, unique=True)),
                    ],
                    options={
                        'verbose_name': 'forum',
                        'verbose_name_plural': 'forums',
                        'ordering': ['name'],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityPurpose',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.purpose')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('activity', 'purpose'), name='activity_purpose_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Chairmanship',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts', models.DateField(verbose_name='from')),
                        ('ends', models.DateField(help_text='The last day of the term.', verbose_name='to')),
                        ('capacity', models.CharField(choices=[('chair', 'chair'), ('interim', 'interim chair'), ('co_chair', 'co-chair')], default='chair', max_length=10)),
                        ('theme', models.CharField(blank=True, max_length=500)),
                        ('objective', models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(20000)])),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chairmanships', to='agencies.agency')),
                        ('coordinated_by', models.ForeignKey(blank=True, help_text='The part of a collective member that coordinates the term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                    ],
                    options={
                        'verbose_name': 'term',
                        'verbose_name_plural': 'terms',
                        'ordering': ['starts', 'agency__acronym'],
                        'constraints': [models.UniqueConstraint(fields=('agency', 'starts'), name='term_once'), models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='term_ends_after_start', violation_error_code='ends_early', violation_error_message='A term cannot end before it begins.')],
                    },
                ),
                migrations.CreateModel(
                    name='ApplicationTerm',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_term', to='agencies.application')),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recorded_applications', to='chairmanship.chairmanship')),
                    ],
                ),
                migrations.CreateModel(
                    name='AgreedPlan',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('agreed_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('activities', models.JSONField(default=list)),
                        ('agreed_by', models.ForeignKey(blank=True, help_text='Empty if the portal recorded it automatically.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_plans', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['-term__starts', '-number'],
                        'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='agreed_plan_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Circular',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, help_text='Identifies the form from which it was sent.', unique=True)),
                        ('subject', models.CharField(max_length=500)),
                        ('text', models.TextField(validators=[foundation.text.lengths.VisibleLength(20000)])),
                        ('words', models.TextField(blank=True, editable=False, help_text='The text for the search.')),
                        ('language', models.CharField(choices=[('en', 'English'), ('fr', 'French'), ('es', 'Spanish'), ('ar', 'Arabic'), ('zh', 'Chinese'), ('ru', 'Russian'), ('pt', 'Portuguese'), ('de', 'German'), ('it', 'Italian')], default='en', max_length=2)),
                        ('sent_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                        ('focal_points', models.BooleanField(default=True)),
                        ('principals', models.BooleanField(default=False)),
                        ('to_members', models.CharField(choices=[('all', 'all'), ('some', 'some'), ('none', 'none')], max_length=4)),
                        ('to_organizations', models.CharField(choices=[('all', 'all'), ('some', 'some'), ('none', 'none')], max_length=4)),
                        ('people', models.PositiveIntegerField(help_text='Number of recipients.')),
                        ('recalled_at', models.DateTimeField(editable=False, null=True)),
                        ('agencies', models.ManyToManyField(blank=True, related_name='circulars', to='agencies.agency')),
                        ('chair', models.ForeignKey(help_text='The chair that sent it; empty for the secretariat.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('organizations', models.ManyToManyField(blank=True, related_name='circulars', to='agencies.organization')),
                        ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-sent_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_members', 'none'), _negated=True), models.Q(('to_organizations', 'none'), _negated=True), _connector='OR'), name='circular_to_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('statement', 'statement'), ('contribution', 'contribution'), ('briefing', 'briefing')], max_length=20)),
                        ('date', foundation.dates.partial.PartialDateField()),
                        ('forum', models.CharField(max_length=500)),
                        ('city', models.CharField(blank=True, max_length=300)),
                        ('summary', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('by_troika', models.BooleanField(default=False, verbose_name='delivered by the troika')),
                        ('for_agency', models.BooleanField(default=False, verbose_name='for the agency only, not for the Group')),
                        ('spoken_by', models.CharField(blank=True, help_text='Name and function, if known.', max_length=500, verbose_name='speaker')),
                        ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(100000)], verbose_name='text as delivered')),
                        ('published_at', models.DateTimeField(blank=True, editable=False, help_text='When the text was published.', null=True)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('delivered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='chairmanship.chairmanship')),
                        ('purposes', models.ManyToManyField(blank=True, related_name='events', through='chairmanship.EventPurpose', to='agencies.purpose')),
                        ('troika', models.ManyToManyField(related_name='+', through='chairmanship.EventTroika', to='agencies.agency')),
                        ('occasion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='chairmanship.occasion')),
                    ],
                    options={
                        'ordering': ['date', 'kind', 'forum'],
                        'constraints': [models.UniqueConstraint(fields=('kind', 'date', 'forum'), name='event_once'), models.CheckConstraint(condition=models.Q(('by_troika', False), ('delivered_by', None), _connector='OR'), name='event_delivered_by_one')],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityEvent',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.event')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('activity', 'event'), name='activity_event_once')],
                    },
                ),
                migrations.CreateModel(
                    name='EventPurpose',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.event')),
                        ('purpose', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.purpose')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('event', 'purpose'), name='event_purpose_once')],
                    },
                ),
                migrations.CreateModel(
                    name='EventTroika',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speakers', to='chairmanship.event')),
                    ],
                    options={
                        'ordering': ['event', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('event', 'position'), name='event_troika_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Handover',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opened_at', models.DateTimeField(editable=False, help_text='When the troika was told.', null=True)),
                        ('opened_for', models.DateField(editable=False, help_text='The last day of the term as the troika was told.', null=True)),
                        ('closed_at', models.DateTimeField(editable=False, help_text='When the open matters were recorded.', null=True)),
                        ('closed_for', models.DateField(editable=False, help_text='The last day of the term at that time.', null=True)),
                        ('sent_at', models.DateTimeField(editable=False, help_text='When the open matters were sent to the incoming chair.', null=True)),
                        ('taken_over_at', models.DateTimeField(editable=False, null=True)),
                        ('remarks', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('taken_over_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_for', None)), models.Q(('closed_at__isnull', False), ('closed_for__isnull', False)), _connector='OR'), name='handover_closed_for_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_for', None)), models.Q(('opened_at__isnull', False), ('opened_for__isnull', False)), _connector='OR'), name='handover_opened_for_a_day'), models.CheckConstraint(condition=models.Q(('taken_over_at__isnull', False), models.Q(('remarks', ''), ('taken_over_by', None)), _connector='OR'), name='handover_taken_over_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='HandoverLine',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('text', models.CharField(max_length=500)),
                        ('done_at', models.DateTimeField(editable=False, null=True)),
                        ('done_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='chairmanship.handover')),
                    ],
                    options={
                        'ordering': ['handover', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('handover', 'position'), name='handover_line_position_once'), models.CheckConstraint(condition=models.Q(('done_at__isnull', False), ('done_by', None), _connector='OR'), name='handover_line_done_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='HandoverReport',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveSmallIntegerField()),
                        ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued'), ('facts', 'facts only')], default='draft', max_length=10)),
                        ('as_at', models.DateField(editable=False, help_text='The report shows what was known on this day.', null=True)),
                        ('facts', models.JSONField(blank=True, default=dict, editable=False)),
                        ('pdf', models.FileField(blank=True, editable=False, upload_to='reports/')),
                        ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                        ('pages', models.PositiveIntegerField(editable=False, null=True)),
                        ('summary_pdf', models.FileField(blank=True, editable=False, upload_to='reports/')),
                        ('summary_sha256', models.CharField(blank=True, editable=False, max_length=64)),
                        ('summary_pages', models.PositiveIntegerField(editable=False, null=True)),
                        ('public_pdf', models.FileField(blank=True, editable=False, help_text='The summary without what is for members only.', upload_to='reports/')),
                        ('requested_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                        ('made_at', models.DateTimeField(editable=False, null=True)),
                        ('released_at', models.DateTimeField(editable=False, help_text='When the next chair was given the draft to read.', null=True)),
                        ('issued_at', models.DateTimeField(editable=False, null=True)),
                        ('published_at', models.DateTimeField(editable=False, null=True)),
                        ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('published_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('released_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('requested_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term', '-version'],
                        'constraints': [models.UniqueConstraint(fields=('term', 'version'), name='report_version_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('term',), name='report_one_draft'), models.UniqueConstraint(condition=models.Q(('published_at__isnull', False)), fields=('term',), name='report_one_published'), models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('pdf', ''), ('sha256', ''), ('public_pdf', ''), ('summary_pages', None), ('summary_pdf', ''), ('summary_sha256', '')), models.Q(('made_at__isnull', False), models.Q(('pdf', ''), _negated=True), models.Q(('sha256', ''), _negated=True), models.Q(models.Q(('summary_pages', None), ('summary_pdf', ''), ('summary_sha256', '')), models.Q(models.Q(('summary_pdf', ''), _negated=True), models.Q(('summary_sha256', ''), _negated=True), ('summary_pages__isnull', False)), _connector='OR')), _connector='OR'), name='report_made_whole'), models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('published_by', None)), models.Q(('published_at__isnull', False), ('state', 'issued')), _connector='OR'), name='report_published_when_issued'), models.CheckConstraint(condition=models.Q(models.Q(('issued_at', None), ('state__in', ('draft', 'facts'))), models.Q(('as_at__isnull', False), ('issued_at__isnull', False), ('state', 'issued')), _connector='OR'), name='report_issued_whole'), models.CheckConstraint(condition=models.Q(models.Q(('released_at', None), ('state', 'facts'), ('version', 0)), models.Q(models.Q(('state', 'facts'), _negated=True), ('version__gt', 0)), _connector='OR'), name='report_facts_version'), models.CheckConstraint(condition=models.Q(('released_at__isnull', False), ('released_by', None), _connector='OR'), name='report_released_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='NarrativeComment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=20)),
                        ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('answer', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('settled_at', models.DateTimeField(editable=False, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='narrative_comments', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), ('settled_by', None), _connector='OR'), name='narrative_comment_settled_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='NarrativeVersion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('text', models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(100000)])),
                        ('begun_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('saved_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('name', models.CharField(max_length=20)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='narrative_versions', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term', 'name', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('term', 'name', 'number'), name='narrative_version_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Occasion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(blank=True, help_text='If it has its own name.', max_length=500)),
                        ('starts', models.DateField(verbose_name='from')),
                        ('ends', models.DateField(blank=True, help_text='The last day, if it lasts more than one day.', null=True, verbose_name='to')),
                        ('city', models.CharField(blank=True, max_length=300)),
                        ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])])),
                        ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='chairmanship.forum')),
                    ],
                    options={
                        'verbose_name': 'external event',
                        'verbose_name_plural': 'external events',
                        'ordering': ['starts', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='occasion_ends_after_start', violation_error_code='ends_early', violation_error_message='The event cannot end before it begins.')],
                    },
                ),
                migrations.CreateModel(
                    name='Deadline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('what', models.CharField(max_length=500)),
                        ('occasion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadlines', to='chairmanship.occasion')),
                    ],
                    options={
                        'ordering': ['day', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='OpenMatter',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('kind', models.SlugField(help_text='Its kind in the checklist.', max_length=40)),
                        ('title', models.CharField(help_text='The name of its kind at that time.', max_length=500)),
                        ('subject', models.CharField(help_text='Its key within the kind.', max_length=60)),
                        ('sentence', models.TextField()),
                        ('page', models.CharField(blank=True, help_text='The page about it.', max_length=500)),
                        ('written_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_matters', to='chairmanship.handover')),
                    ],
                    options={
                        'ordering': ['handover', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('handover', 'position'), name='open_matter_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Partner',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('activity', 'agency'), name='partner_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportImage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=300)),
                        ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                        ('sha256', models.CharField(max_length=64)),
                        ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('token', models.CharField(default=foundation.files.text_images.new_token, max_length=40, unique=True, verbose_name='token')),
                        ('kind', models.CharField(max_length=40, verbose_name='media type')),
                        ('file', models.FileField(upload_to='images/', verbose_name='file')),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_images', to='chairmanship.chairmanship')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'image of a report',
                        'verbose_name_plural': 'images of reports',
                        'ordering': ['term', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ReportParagraph',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('section', models.CharField(max_length=20)),
                        ('position', models.PositiveIntegerField()),
                        ('key', models.CharField(blank=True, max_length=16)),
                        ('text', models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(20000)])),
                        ('said', models.TextField(blank=True)),
                        ('is_removed', models.BooleanField(default=False)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='paragraphs', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term', 'position', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('term', 'section', 'key'), name='report_paragraph_once'), models.CheckConstraint(condition=models.Q(models.Q(('key', ''), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='report_paragraph_says_something'), models.CheckConstraint(condition=models.Q(('is_removed', False), models.Q(('text', ''), models.Q(('key', ''), _negated=True)), _connector='OR'), name='report_paragraph_removed')],
                    },
                ),
                migrations.CreateModel(
                    name='Achievement',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('chairmanship.reportparagraph',),
                ),
                migrations.CreateModel(
                    name='Challenge',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('chairmanship.reportparagraph',),
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                    ],
                    options={
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('chairmanship.reportparagraph',),
                ),
                migrations.CreateModel(
                    name='ReportSection',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(max_length=20)),
                        ('position', models.PositiveSmallIntegerField(null=True)),
                        ('is_shown', models.BooleanField(null=True)),
                        ('read_at', models.DateTimeField(editable=False, null=True)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_sections', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'ordering': ['term', 'position', 'slug'],
                        'constraints': [models.UniqueConstraint(fields=('term', 'slug'), name='report_section_once')],
                    },
                ),
                migrations.CreateModel(
                    name='TroikaNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('note', 'note'), ('draft', 'draft')], default='note', max_length=10)),
                        ('title', models.CharField(max_length=500)),
                        ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('written_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                        ('put_away_at', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('agency', models.ForeignKey(blank=True, editable=False, help_text='The agency that last saved it; empty for the secretariat.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('written_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-written_at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='WorkplanActivity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=500)),
                        ('objective', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('starts', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='from')),
                        ('ends', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='to')),
                        ('status', models.CharField(blank=True, choices=[('planned', 'planned'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('events', models.ManyToManyField(blank=True, related_name='activities', through='chairmanship.ActivityEvent', to='chairmanship.event')),
                        ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities_led', to='agencies.agency')),
                        ('partners', models.ManyToManyField(blank=True, related_name='activities_joined', through='chairmanship.Partner', to='agencies.agency')),
                        ('purposes', models.ManyToManyField(blank=True, related_name='activities', through='chairmanship.ActivityPurpose', to='agencies.purpose')),
                        ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='chairmanship.chairmanship')),
                    ],
                    options={
                        'verbose_name': 'workplan activity',
                        'verbose_name_plural': 'workplan activities',
                        'ordering': ['starts', 'title'],
                        'constraints': [models.UniqueConstraint(models.F('title'), django.db.models.functions.comparison.Coalesce('starts', models.Value(''), output_field=models.CharField()), django.db.models.functions.comparison.Coalesce('lead', models.Value(0)), name='activity_once', violation_error_message='There is already an activity with this title, start and lead agency.'), models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__latest__gte', models.F('starts__earliest')), _connector='OR'), name='activity_ends_after_start', violation_error_code='ends_early', violation_error_message='An activity cannot end before it begins.')],
                    },
                ),
                migrations.CreateModel(
                    name='PassingNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passing_notes', to='chairmanship.chairmanship')),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passing_notes', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'ordering': ['-term__starts', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('activity', 'term'), name='passing_note_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Output',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outputs', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'ordering': ['activity', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('activity', 'position'), name='output_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ActivityNote',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('status', models.CharField(blank=True, choices=[('planned', 'planned'), ('under_way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20)),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('agency', models.ForeignKey(blank=True, help_text='Empty for the chair.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='chairmanship.workplanactivity')),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('status', ''), _negated=True), _connector='OR'), name='activity_note_says_something')],
                    },
                ),
            ],
        ),
        migrations.RunPython(exclude_overlaps, migrations.RunPython.noop),
    ]
