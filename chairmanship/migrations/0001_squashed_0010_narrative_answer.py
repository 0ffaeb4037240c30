"""The tables of terms and of what belongs to one. On PostgreSQL two chairs at once are refused as well."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import foundation.dates.clock
import foundation.dates.partial
import uuid
from django.conf import settings
from django.db import migrations, models


def exclude_overlaps(apps, schema_editor):
    """Elsewhere the verbs alone keep it. A plan moves several terms at once, so the check can be asked to wait."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            "ALTER TABLE chairmanship_chairmanship ADD CONSTRAINT term_one_chair EXCLUDE USING gist "
            "(daterange(starts, ends, '[]') WITH &&) WHERE (capacity = 'chair') DEFERRABLE INITIALLY IMMEDIATE"
        )


class Migration(migrations.Migration):

    replaces = [
        ('chairmanship', '0001_initial'),
        ('chairmanship', '0002_one_chair'),
        ('chairmanship', '0003_revision'),
        ('chairmanship', '0004_circulars'),
        ('chairmanship', '0005_workplan'),
        ('chairmanship', '0006_handover'),
        ('chairmanship', '0007_one_chair_at_the_end'),
        ('chairmanship', '0008_outside_and_troika'),
        ('chairmanship', '0009_narrative'),
        ('chairmanship', '0010_narrative_answer'),
    ]

    initial = True

    dependencies = [
        ('agencies', '0001_squashed_0016_telephone'),
        ('agencies', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chairmanship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(help_text='Its last day.', verbose_name='to')),
                ('capacity', models.CharField(choices=[('chair', 'chair'), ('interim', 'interim'), ('co-chair', 'co-chair')], default='chair', max_length=10)),
                ('theme', models.CharField(blank=True, max_length=500)),
                ('objective', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chairmanships', to='agencies.agency')),
                ('coordinated_by', models.ForeignKey(blank=True, help_text='The part of a collective member that coordinates its term.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name': 'term',
                'ordering': ['starts', 'agency__acronym'],
                'constraints': [
                    models.UniqueConstraint(fields=('agency', 'starts'), name='term_once'),
                    models.CheckConstraint(condition=models.Q(('ends__gte', models.F('starts'))), name='term_ends_after_start', violation_error_message='A term cannot end before it began.'),
                ],
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
            name='Achievement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('level', models.CharField(choices=[('national', 'national'), ('regional', 'regional'), ('global', 'global'), ('policy', 'policy'), ('institutional', 'institutional'), ('engagement', 'engagement')], max_length=20)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='achievements', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['term', 'position'],
                'constraints': [models.UniqueConstraint(fields=('term', 'position'), name='achievement_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='challenges', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['term', 'position'],
                'constraints': [models.UniqueConstraint(fields=('term', 'position'), name='challenge_position_once')],
            },
        ),
        migrations.CreateModel(
            name='HandoverReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'draft'), ('issued', 'issued')], default='draft', max_length=10)),
                ('as_at', models.DateField(editable=False, help_text='The day whose knowledge it holds.', null=True)),
                ('facts', models.JSONField(blank=True, default=dict, editable=False)),
                ('pdf', models.FileField(blank=True, editable=False, upload_to='reports/')),
                ('sha256', models.CharField(blank=True, editable=False, max_length=64)),
                ('pages', models.PositiveIntegerField(editable=False, null=True)),
                ('requested_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('made_at', models.DateTimeField(editable=False, null=True)),
                ('issued_at', models.DateTimeField(editable=False, null=True)),
                ('issued_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['term', '-version'],
                'constraints': [
                    models.UniqueConstraint(fields=('term', 'version'), name='report_version_once'),
                    models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('term',), name='report_one_draft'),
                    models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('pdf', ''), ('sha256', '')), models.Q(('made_at__isnull', False), models.Q(('pdf', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='report_made_whole'),
                    models.CheckConstraint(condition=models.Q(models.Q(('issued_at', None), ('state', 'draft')), models.Q(('as_at__isnull', False), ('issued_at__isnull', False), ('state', 'issued')), _connector='OR'), name='report_issued_whole'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['term', 'position'],
                'constraints': [models.UniqueConstraint(fields=('term', 'position'), name='recommendation_position_once')],
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
                ('status', models.CharField(blank=True, choices=[('planned', 'planned'), ('under way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities_led', to='agencies.agency')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='chairmanship.chairmanship')),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'verbose_name_plural': 'workplan activities',
                'ordering': ['starts', 'title'],
                'constraints': [
                    models.UniqueConstraint(models.F('title'), django.db.models.functions.comparison.Coalesce('starts', models.Value(''), output_field=models.CharField()), django.db.models.functions.comparison.Coalesce('lead', models.Value(0)), name='activity_once', violation_error_message='There is an activity of that title, start and lead already.'),
                    models.CheckConstraint(condition=models.Q(('starts', None), ('ends', None), ('ends__latest__gte', models.F('starts__earliest')), _connector='OR'), name='activity_ends_after_start', violation_error_message='An activity cannot end before it began.'),
                ],
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
            name='Circular',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, help_text='Of the form it came of.', unique=True)),
                ('subject', models.CharField(max_length=500)),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('sent_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('focal_points', models.BooleanField(default=True)),
                ('principals', models.BooleanField(default=False)),
                ('to_members', models.CharField(choices=[('all', 'all'), ('some', 'some'), ('none', 'none')], max_length=4)),
                ('to_organizations', models.CharField(choices=[('all', 'all'), ('some', 'some'), ('none', 'none')], max_length=4)),
                ('people', models.PositiveIntegerField(help_text='To how many it was written.')),
                ('recalled_at', models.DateTimeField(editable=False, null=True)),
                ('agencies', models.ManyToManyField(blank=True, related_name='circulars', to='agencies.agency')),
                ('chair', models.ForeignKey(help_text='Which spoke as chair. Without one the secretariat did.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('organizations', models.ManyToManyField(blank=True, related_name='circulars', to='agencies.organization')),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-sent_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('to_members', 'none'), _negated=True), models.Q(('to_organizations', 'none'), _negated=True), _connector='OR'), name='circular_to_somebody')],
            },
        ),
        migrations.CreateModel(
            name='ActivityNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('status', models.CharField(blank=True, choices=[('planned', 'planned'), ('under way', 'under way'), ('done', 'done'), ('dropped', 'dropped')], max_length=20)),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='chairmanship.workplanactivity')),
                ('agency', models.ForeignKey(blank=True, help_text='Else the chair.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('status', ''), _negated=True), _connector='OR'), name='activity_note_says_something')],
            },
        ),
        migrations.CreateModel(
            name='AgreedPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('agreed_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('activities', models.JSONField(default=list)),
                ('agreed_by', models.ForeignKey(blank=True, help_text='Nobody, where the portal kept it by itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreed_plans', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['-term__starts', '-number'],
                'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='agreed_plan_number_once')],
            },
        ),
        migrations.CreateModel(
            name='PassingNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passing_notes', to='chairmanship.workplanactivity')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passing_notes', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['-term__starts', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('activity', 'term'), name='passing_note_once')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(editable=False, help_text='When the troika was told.', null=True)),
                ('opened_for', models.DateField(editable=False, help_text='The last day that it was told.', null=True)),
                ('closed_at', models.DateTimeField(editable=False, help_text='When what was open at the change was written down.', null=True)),
                ('closed_for', models.DateField(editable=False, help_text='The last day of the term as it stood then.', null=True)),
                ('sent_at', models.DateTimeField(editable=False, help_text='When the report went to the incoming chair.', null=True)),
                ('taken_over_at', models.DateTimeField(editable=False, null=True)),
                ('remarks', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('taken_over_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='handover', to='chairmanship.chairmanship')),
            ],
            options={
                'ordering': ['term'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_for', None)), models.Q(('closed_at__isnull', False), ('closed_for__isnull', False)), _connector='OR'), name='handover_closed_for_a_day'),
                    models.CheckConstraint(condition=models.Q(models.Q(('opened_at', None), ('opened_for', None)), models.Q(('opened_at__isnull', False), ('opened_for__isnull', False)), _connector='OR'), name='handover_opened_for_a_day'),
                    models.CheckConstraint(condition=models.Q(('taken_over_at__isnull', False), models.Q(('remarks', ''), ('taken_over_by', None)), _connector='OR'), name='handover_taken_over_at_a_time'),
                ],
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
                'constraints': [
                    models.UniqueConstraint(fields=('handover', 'position'), name='handover_line_position_once'),
                    models.CheckConstraint(condition=models.Q(('done_at__isnull', False), ('done_by', None), _connector='OR'), name='handover_line_done_at_a_time'),
                ],
            },
        ),
        migrations.CreateModel(
            name='OpenMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.SlugField(help_text='Of the checklist.', max_length=40)),
                ('title', models.CharField(help_text='What the kind was called.', max_length=500)),
                ('subject', models.CharField(help_text='Its key within the kind.', max_length=60)),
                ('sentence', models.TextField()),
                ('page', models.CharField(blank=True, help_text='Where one reads of it.', max_length=500)),
                ('written_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='open_matters', to='chairmanship.handover')),
            ],
            options={
                'ordering': ['handover', 'position'],
                'constraints': [models.UniqueConstraint(fields=('handover', 'position'), name='open_matter_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Forum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=500, unique=True)),
            ],
            options={
                'verbose_name_plural': 'fora',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(blank=True, help_text='Where it has a name of its own.', max_length=500)),
                ('starts', models.DateField(verbose_name='from')),
                ('ends', models.DateField(blank=True, help_text='Its last day, where it lasts longer.', null=True, verbose_name='to')),
                ('city', models.CharField(blank=True, max_length=300)),
                ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])])),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('forum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occasions', to='chairmanship.forum')),
            ],
            options={
                'verbose_name': 'external event',
                'ordering': ['starts', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='occasion_ends_after_start', violation_error_message='It cannot end before it begins.')],
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
                ('delivered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='chairmanship.chairmanship')),
                ('for_agency', models.BooleanField(default=False, verbose_name='for the agency only, not for the Group')),
                ('published_at', models.DateTimeField(blank=True, editable=False, help_text='Since when everybody can read the text.', null=True)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('spoken_by', models.CharField(blank=True, help_text='Name and capacity, as far as is known.', max_length=500, verbose_name='who spoke')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(100000)], verbose_name='text as delivered')),
                ('occasion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='chairmanship.occasion')),
            ],
            options={
                'ordering': ['date', 'kind', 'forum'],
                'constraints': [
                    models.UniqueConstraint(fields=('kind', 'date', 'forum'), name='event_once'),
                    models.CheckConstraint(condition=models.Q(('by_troika', False), ('delivered_by', None), _connector='OR'), name='event_delivered_by_one'),
                ],
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
            name='ActivityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.workplanactivity')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='chairmanship.event')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('activity', 'event'), name='activity_event_once')],
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
            name='TroikaNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', 'note'), ('draft', 'draft')], default='note', max_length=10)),
                ('title', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('written_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('put_away_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('agency', models.ForeignKey(blank=True, editable=False, help_text='Whose people wrote it last; empty for the secretariat.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('written_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-written_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NarrativeComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20)),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('settled_at', models.DateTimeField(editable=False, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='narrative_comments', to='chairmanship.chairmanship')),
                ('answer', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
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
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(100000)])),
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
        migrations.AddField(
            model_name='workplanactivity',
            name='partners',
            field=models.ManyToManyField(blank=True, related_name='activities_joined', through='chairmanship.Partner', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='workplanactivity',
            name='purposes',
            field=models.ManyToManyField(blank=True, related_name='activities', through='chairmanship.ActivityPurpose', to='agencies.purpose'),
        ),
        migrations.AddField(
            model_name='workplanactivity',
            name='events',
            field=models.ManyToManyField(blank=True, related_name='activities', through='chairmanship.ActivityEvent', to='chairmanship.event'),
        ),
        migrations.AddField(
            model_name='event',
            name='troika',
            field=models.ManyToManyField(related_name='+', through='chairmanship.EventTroika', to='agencies.agency'),
        ),
        migrations.RunPython(exclude_overlaps, migrations.RunPython.noop),
    ]
