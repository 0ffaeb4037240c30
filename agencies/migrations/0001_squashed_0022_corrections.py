"""The tables of agencies, people and applications, and what a portal has from the beginning.

That is the twelve purposes of the first terms of reference, the first edition of what applicants are asked and
by what the Group admits them, and the names of the Group. On PostgreSQL two memberships of an agency at once, and
two names of one bearer, are refused as well.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import foundation.dates.clock
import foundation.dates.partial
import foundation.text.lengths
from django.conf import settings
from django.db import migrations, models

from foundation.migrations._tables import CreateTables


# Each with the further words by which it is suggested for a topic.
PURPOSES = [
    (
        "A coherent institutional approach",
        "coherence, institution, mandate",
    ),
    (
        "Direction, leadership and dialogue, trade and development included, with governments, "
        "employers' and workers' organizations and civil society",
        "leader, trade, development, NGO, partner, diaspora",
    ),
    (
        "Consistency of policy and programmes",
        "consistent, coherence, mainstreaming, strategy",
    ),
    (
        "Exchange of information and expertise",
        "exchange, expert, experience, knowledge, sharing",
    ),
    (
        "Critical issues, gaps and good practice along the migration life cycle",
        "lessons, return, reintegration, integration, departure",
    ),
    (
        "Research, data collection and analysis",
        "statistics, figures, study, survey, indicator, evidence, remittance",
    ),
    (
        "Common positions and responses",
        "joint, statement, crisis, emergency",
    ),
    (
        "Common activities, training, capacity building and staff transfers",
        "capacity, workshop, course, project, programme, handbook",
    ),
    (
        "Human rights, labour rights, human security and criminal justice, with protection of "
        "migrants and of victims of trafficking",
        "protection, detention, smuggling, refugee, child, children, women, gender, worker, "
        "recruitment, law",
    ),
    (
        "Contributions to major initiatives, such as General Assembly dialogues and global "
        "commissions",
        "forum, GFMD, summit, conference, compact, contribution",
    ),
    (
        "Support to states, regional bodies and consultative processes",
        "government, region, regional, country, national",
    ),
    (
        "Mechanisms to interact with states",
        "member states, briefing, permanent missions",
    ),
]

QUESTIONS = [
    "Who are you, and what is your mandate?",
    "What do you do on migration?",
    "In which countries and regions do you do it?",
    "What would you bring to the Group: knowledge, data, people, programmes?",
    "Where does your work overlap with that of the members, and how would you divide it?",
    "Are you ready to take the chair when your turn comes, and to share the work until then?",
]

# The criteria, in the portal's own words.
CRITERIA = [
    (
        "Its mandate covers migration",
        "Migration, or an aspect of it such as labour, rights, health, development or data, is part of the "
        "agency's mandate, and its governing body is aware of this.",
    ),
    (
        "It works in several regions or worldwide",
        "Its work on migration extends beyond one country and one region, or links a region with others.",
    ),
    (
        "It brings expertise, data or programmes",
        "The Group gains knowledge, figures, people in the field or programmes that it can build on.",
    ),
    (
        "It is ready to take part at both levels",
        "Its head comes to the principals' meetings, and a focal point has the time and the authority for the "
        "working level.",
    ),
    (
        "It is ready to share the work, the chair included",
        "It contributes to joint documents and activities, and takes the chair when its turn comes.",
    ),
    (
        "It complements the members",
        "What it does adds to what the members do; where it overlaps with them, it says how they would divide it.",
    ),
]

# The Group's own names, in the register and where the portal keeps what it knows of itself.
GROUP = [
    {
        'name': 'Geneva Migration Group', 'acronym': 'GMG', 'article': 'the', 'language': 'en',
        'starts': '2003-04', 'ends': '2006',
    },
    {'name': 'Global Migration Group', 'acronym': 'GMG', 'article': 'the', 'language': 'en', 'starts': '2006'},
]

# The days on which a membership surely held, as whole numbers such as 20070420: an int4range needs
# no extension, and turning text into a date is not something that an index may do.
EARLIEST = "REPLACE({0} || SUBSTR('0000-01-01', LENGTH({0}) + 1), '-', '')::int"
LATEST = """REPLACE(CASE LENGTH({0}) WHEN 10 THEN {0} WHEN 4 THEN {0} || '-12-31' ELSE {0} ||
    CASE WHEN SUBSTR({0}, 6, 2) IN ('04', '06', '09', '11') THEN '-30'
         WHEN SUBSTR({0}, 6, 2) <> '02' THEN '-31'
         WHEN SUBSTR({0}, 1, 4)::int / 4 * 4 <> SUBSTR({0}, 1, 4)::int THEN '-28'
         WHEN SUBSTR({0}, 1, 4)::int / 100 * 100 = SUBSTR({0}, 1, 4)::int
              AND SUBSTR({0}, 1, 4)::int / 400 * 400 <> SUBSTR({0}, 1, 4)::int THEN '-28'
         ELSE '-29' END END, '-', '')::int"""
FIRST, LAST = LATEST.format("starts"), EARLIEST.format("ends")
SURELY = f"CASE WHEN {FIRST} > {LAST} THEN 'empty'::int4range ELSE int4range({FIRST}, {LAST}, '[]') END"


# Of one bearer and one language: a gist index without an extension compares ranges only.
BEARER = "int8range(COALESCE(agency_id, 0), COALESCE(agency_id, 0), '[]')"
LANGUAGE = "int8range(hashtext(language)::int8, hashtext(language)::int8, '[]')"


def exclude_overlaps(apps, schema_editor):
    """Elsewhere the verbs alone keep it."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            "ALTER TABLE agencies_agencyname ADD CONSTRAINT name_no_overlap EXCLUDE USING gist "
            f"({BEARER} WITH &&, {LANGUAGE} WITH &&, ({SURELY}) WITH &&)"
        )
        schema_editor.execute(
            "ALTER TABLE agencies_membership ADD CONSTRAINT membership_no_overlap EXCLUDE USING gist "
            f"(int8range(agency_id, agency_id, '[]') WITH &&, ({SURELY}) WITH &&) WHERE (corrected_at IS NULL)"
        )


def add_first_rows(apps, schema_editor):
    Purpose = apps.get_model('agencies', 'Purpose')
    for number, (title, keywords) in enumerate(PURPOSES, 1):
        Purpose.objects.create(edition=1, number=number, title=title, keywords=keywords)
    edition = apps.get_model('agencies', 'Edition').objects.create(number=1)
    for number, text in enumerate(QUESTIONS, 1):
        edition.questions.create(number=number, text=text)
    for number, (title, text) in enumerate(CRITERIA, 1):
        edition.criteria.create(number=number, title=title, text=text)
    for name in GROUP:
        apps.get_model('agencies', 'AgencyName').objects.create(**name)
    apps.get_model('foundation', 'Portal').objects.create(names=GROUP)


class Migration(migrations.Migration):

    replaces = [
        ('agencies', '0001_squashed_0016_telephone'),
        ('agencies', '0017_codes'),
        ('agencies', '0018_names'),
        ('agencies', '0019_words'),
        ('agencies', '0020_texts'),
        ('agencies', '0021_secretariat_roles'),
        ('agencies', '0022_corrections'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('foundation', '0001_squashed_0008_forms_sent_once'),
    ]

    operations = [
        CreateTables(
            models=[
                migrations.CreateModel(
                    name='Criterion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('title', models.CharField(max_length=500)),
                        ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='agencies.edition')),
                    ],
                    options={
                        'verbose_name': 'criterion',
                        'verbose_name_plural': 'criteria',
                        'ordering': ['edition', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='criterion_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='LinkAsked',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('mark', models.CharField(help_text='A hash of the address; the address itself is not stored.', max_length=64)),
                        ('at', models.DateTimeField(db_index=True, default=foundation.dates.clock.now)),
                    ],
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('name', models.CharField(blank=True, max_length=300, verbose_name='name')),
                        ('email', models.EmailField(blank=True, help_text='Needed to sign in. Leave empty if you do not know it.', max_length=254, null=True, unique=True, verbose_name='e-mail')),
                        ('former_emails', models.JSONField(blank=True, default=list, editable=False, help_text='Former addresses, and addresses they entered but did not confirm.')),
                        ('phone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                        ('mails', models.CharField(choices=[('at_once', 'at once'), ('daily', 'once a day')], default='at_once', help_text='How often they get e-mails.', max_length=20, verbose_name='e-mails')),
                        ('calendar_key', models.CharField(blank=True, editable=False, help_text='Part of the address of their calendar.', max_length=60)),
                        ('is_active', models.BooleanField(default=True)),
                        ('is_staff', models.BooleanField(default=False)),
                        ('joined_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'verbose_name': 'person',
                        'verbose_name_plural': 'people',
                        'ordering': ['name', 'email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'), models.UniqueConstraint(condition=models.Q(('calendar_key', ''), _negated=True), fields=('calendar_key',), name='user_calendar_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Agency',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('acronym', models.CharField(max_length=40, unique=True, verbose_name='acronym')),
                        ('slug', models.CharField(editable=False, max_length=40, unique=True)),
                        ('name', models.CharField(blank=True, help_text='Leave empty if you do not know it.', max_length=300, verbose_name='name')),
                        ('headquarters', models.CharField(blank=True, max_length=300, verbose_name='headquarters')),
                        ('country', models.CharField(blank=True, help_text='Where the headquarters are, in two letters: CH.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Use two capital letters, such as CH.')], verbose_name='country')),
                        ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])], verbose_name='website')),
                        ('former_names', models.TextField(blank=True, help_text='One on each line, with the date: United Nations Development Fund for Women, until 2010.', validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='former names')),
                        ('name_facts', models.JSONField(blank=True, default=list, editable=False, help_text='A copy of its names; empty if it has only ever had the present one.')),
                        ('mandate', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='mandate')),
                        ('work', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='work on migration')),
                        ('part_of', models.ForeignKey(blank=True, help_text='The collective member it belongs to.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agencies.agency', verbose_name='part of')),
                    ],
                    options={
                        'verbose_name': 'agency',
                        'verbose_name_plural': 'agencies',
                        'ordering': ['acronym'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('part_of', None), models.Q(('part_of', models.F('id')), _negated=True), _connector='OR'), name='agency_not_part_of_itself', violation_error_code='part_of', violation_error_message='An agency cannot be part of itself.'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('part_of__isnull', False), _connector='OR'), name='agency_named_unless_part', violation_error_code='name', violation_error_message='Enter a name. Only a part of a collective member can do without one.')],
                    },
                ),
                migrations.CreateModel(
                    name='AgencyName',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(default='en', max_length=12)),
                        ('starts', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='from')),
                        ('ends', foundation.dates.partial.PartialDateField(blank=True, help_text='Its last day. Empty while it lasts.', null=True, verbose_name='to')),
                        ('name', models.CharField(blank=True, max_length=300)),
                        ('acronym', models.CharField(blank=True, max_length=40)),
                        ('article', models.CharField(blank=True, max_length=10)),
                        ('slug', models.CharField(blank=True, db_index=True, editable=False, max_length=40)),
                        ('agency', models.ForeignKey(blank=True, help_text='Empty for a name of the Group.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='names', to='agencies.agency')),
                        ('merged_into', models.ForeignKey(blank=True, help_text='The agency that it became part of when this name ended.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='took_over', to='agencies.agency')),
                    ],
                    options={
                        'verbose_name': 'name',
                        'ordering': ['agency__acronym', 'language', 'starts'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('acronym', ''), _negated=True), _connector='OR'), name='name_is_not_empty', violation_error_message='Give a name or an acronym.'), models.CheckConstraint(condition=models.Q(('ends', None), ('starts', None), ('ends__latest__gte', models.F('starts__earliest')), _connector='OR'), name='name_ends_after_start', violation_error_message='A name cannot end before it began.'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('agency__isnull', False), ('ends__isnull', False)), _connector='OR'), name='name_of_merged_agency_ended', violation_error_message='Say when the agency became part of the other one.'), models.UniqueConstraint(condition=models.Q(('ends', None)), fields=('agency', 'language'), name='name_of_today_once'), models.UniqueConstraint(condition=models.Q(('agency', None), ('ends', None)), fields=('language',), name='name_of_group_today_once')],
                    },
                ),
                migrations.CreateModel(
                    name='GroupName',
                    fields=[
                    ],
                    options={
                        'verbose_name': 'name of the Group',
                        'verbose_name_plural': 'names of the Group',
                        'proxy': True,
                        'indexes': [],
                        'constraints': [],
                    },
                    bases=('agencies.agencyname',),
                ),
                migrations.CreateModel(
                    name='Application',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('applicant', models.CharField(max_length=300, verbose_name='applicant')),
                        ('received', foundation.dates.partial.PartialDateField(blank=True, null=True, verbose_name='received on')),
                        ('outcome', models.CharField(blank=True, choices=[('received', 'submitted'), ('under_review', 'under review'), ('offered', 'offered'), ('admitted', 'admitted'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], max_length=20, verbose_name='state')),
                        ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='note')),
                        ('moved_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last change')),
                        ('shown_as', models.CharField(blank=True, choices=[('received', 'submitted'), ('under_review', 'under review'), ('offered', 'offered'), ('admitted', 'admitted'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], editable=False, help_text='What the applicant sees until the letter about a refusal has gone.', max_length=20)),
                        ('shown_until', models.DateTimeField(blank=True, editable=False, help_text='When the letter goes. Empty while it is a draft.', null=True)),
                        ('agency', models.ForeignKey(blank=True, help_text='The agency, once it is in the register.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='agencies.agency', verbose_name='agency')),
                        ('edition', models.ForeignKey(blank=True, help_text='Of the questions and criteria. If empty, the one in force when the application was received.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='agencies.edition', verbose_name='edition')),
                    ],
                    options={
                        'verbose_name': 'application',
                        'verbose_name_plural': 'applications',
                        'ordering': ['received', 'applicant'],
                        'constraints': [models.UniqueConstraint(fields=('applicant', 'received'), name='application_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('question', models.CharField(max_length=500)),
                        ('text', models.TextField(blank=True, validators=[foundation.text.lengths.VisibleLength(20000)])),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='agencies.application')),
                    ],
                    options={
                        'verbose_name': 'answer',
                        'verbose_name_plural': 'answers',
                        'ordering': ['application', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='answer_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ApplicationPrint',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fingerprint', models.CharField(blank=True, max_length=64)),
                        ('pages', models.PositiveIntegerField(blank=True, null=True)),
                        ('size', models.PositiveBigIntegerField(blank=True, help_text='In bytes.', null=True)),
                        ('made_at', models.DateTimeField(blank=True, null=True)),
                        ('what', models.CharField(choices=[('alone', 'application'), ('review', 'application with assessment and comments')], max_length=20)),
                        ('file', models.FileField(blank=True, upload_to='prints/')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='agencies.application')),
                    ],
                    options={
                        'ordering': ['application', 'what'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'what'), name='application_print_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Appointment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('corrected_at', models.DateTimeField(blank=True, editable=False, help_text='When it was marked as entered in error.', null=True)),
                        ('correction', models.TextField(blank=True, editable=False, help_text='Why it was entered in error.', validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('role', models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate principal'), ('focal_point', 'focal point'), ('staff', 'staff')], max_length=20, verbose_name='role')),
                        ('post', models.CharField(blank=True, help_text='For example, Director of Policy.', max_length=300, verbose_name='job title')),
                        ('starts', models.DateField(default=foundation.dates.clock.today, verbose_name='from')),
                        ('ends', models.DateField(blank=True, help_text='The last day, if it is known.', null=True, verbose_name='to')),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='agencies.agency', verbose_name='agency')),
                        ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'appointment',
                        'verbose_name_plural': 'appointments',
                        'ordering': ['agency__acronym', 'role', 'starts', 'pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('corrected_at', None)), fields=('person', 'agency', 'role', 'starts'), name='appointment_once'), models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='appointment_ends_after_start', violation_error_code='ends_before_start', violation_error_message='The last day cannot be before the first.')],
                    },
                ),
                migrations.CreateModel(
                    name='Candidate',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate principal'), ('focal_point', 'focal point'), ('staff', 'staff')], max_length=20)),
                        ('name', models.CharField(blank=True, max_length=300)),
                        ('post', models.CharField(blank=True, max_length=300)),
                        ('email', models.EmailField(blank=True, max_length=254)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='agencies.application')),
                    ],
                    options={
                        'verbose_name': 'proposed representative',
                        'verbose_name_plural': 'proposed representatives',
                        'ordering': ['application', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'role'), name='candidate_role_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Consideration',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('position', models.PositiveIntegerField()),
                        ('date', foundation.dates.partial.PartialDateField()),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='considerations', to='agencies.application')),
                    ],
                    options={
                        'verbose_name': 'consideration',
                        'verbose_name_plural': 'considerations',
                        'ordering': ['application', 'position'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='consideration_position_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Assessment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('finding', models.CharField(blank=True, choices=[('met', 'met'), ('partly', 'partly met'), ('not_met', 'not met'), ('unclear', 'unclear')], max_length=20)),
                        ('evidence', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('revision', models.PositiveIntegerField(default=0, editable=False)),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='agencies.application')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='agencies.criterion')),
                    ],
                    options={
                        'verbose_name': 'assessment',
                        'verbose_name_plural': 'assessments',
                        'ordering': ['application', 'criterion'],
                        'constraints': [models.UniqueConstraint(fields=('application', 'criterion'), name='assessment_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Dossier',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('email', models.EmailField(max_length=254)),
                        ('applicant', models.CharField(max_length=300)),
                        ('words', models.JSONField(blank=True, default=dict)),
                        ('opened_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('confirmed_at', models.DateTimeField(blank=True, help_text='When the link was first opened.', null=True)),
                        ('changed_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                        ('asked', models.TextField(blank=True, help_text='What is missing, as the e-mail says it.', validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('asked_at', models.DateTimeField(blank=True, null=True)),
                        ('application', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='agencies.application')),
                    ],
                    options={
                        'ordering': ['-opened_at'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('application', None), ('handed_in_at', None)), models.Q(('application__isnull', False), ('handed_in_at__isnull', False)), _connector='OR'), name='dossier_handed_in_is_an_application')],
                    },
                ),
                migrations.CreateModel(
                    name='DossierFile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to='files/')),
                        ('name', models.CharField(max_length=300)),
                        ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                        ('sha256', models.CharField(max_length=64)),
                        ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='agencies.dossier')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['dossier', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Edition',
                    fields=[
                        ('corrected_at', models.DateTimeField(blank=True, editable=False, help_text='When it was marked as entered in error.', null=True)),
                        ('correction', models.TextField(blank=True, editable=False, help_text='Why it was entered in error.', validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                        ('holds_from', models.DateField(blank=True, help_text='Empty for the first edition.', null=True, verbose_name='in force from')),
                        ('written_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'edition',
                        'verbose_name_plural': 'editions',
                        'ordering': ['number'],
                    },
                ),
                migrations.CreateModel(
                    name='Logo',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(upload_to='files/')),
                        ('name', models.CharField(max_length=300)),
                        ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                        ('sha256', models.CharField(max_length=64)),
                        ('uploaded_at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('agency', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='logo', to='agencies.agency')),
                        ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('corrected_at', models.DateTimeField(blank=True, editable=False, help_text='When it was marked as entered in error.', null=True)),
                        ('correction', models.TextField(blank=True, editable=False, help_text='Why it was entered in error.', validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('starts', foundation.dates.partial.PartialDateField(verbose_name='from')),
                        ('ends', foundation.dates.partial.PartialDateField(blank=True, help_text='The last day, if it has ended.', null=True, verbose_name='to')),
                        ('basis', models.CharField(blank=True, choices=[('founder', 'founder'), ('invited', 'invited'), ('application', 'application')], max_length=20, verbose_name='basis')),
                        ('decided_on', models.DateField(blank=True, editable=False, help_text='The day of the Group’s decision that opened it, if that is recorded here.', null=True)),
                        ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='agencies.agency', verbose_name='agency')),
                        ('corrected_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'membership',
                        'verbose_name_plural': 'memberships',
                        'ordering': ['starts', 'agency__acronym'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('corrected_at', None)), fields=('agency', 'starts'), name='membership_once'), models.CheckConstraint(condition=models.Q(('ends', None), ('ends__latest__gte', models.F('starts__earliest')), _connector='OR'), name='membership_ends_after_start', violation_error_code='ends_before_start', violation_error_message='The last day cannot be before the first.')],
                    },
                ),
                migrations.CreateModel(
                    name='Organization',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=300, verbose_name='name')),
                        ('kind', models.CharField(choices=[('partner', 'partner'), ('guest', 'invited participant')], default='partner', max_length=10, verbose_name='type')),
                        ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])], verbose_name='website')),
                        ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='note')),
                    ],
                    options={
                        'verbose_name': 'organization',
                        'verbose_name_plural': 'organizations',
                        'ordering': ['name'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='organization_name_once', violation_error_message='There is already an organization with this name.')],
                    },
                ),
                migrations.CreateModel(
                    name='Contact',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=300, verbose_name='name')),
                        ('post', models.CharField(blank=True, max_length=300, verbose_name='job title')),
                        ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('phone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                        ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='agencies.organization', verbose_name='organization')),
                    ],
                    options={
                        'verbose_name': 'contact',
                        'verbose_name_plural': 'contacts',
                        'ordering': ['organization', 'name'],
                    },
                ),
                migrations.CreateModel(
                    name='Purpose',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('edition', models.PositiveSmallIntegerField(default=1, help_text='Of the terms of reference, counted from the first.', verbose_name='edition')),
                        ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                        ('title', models.CharField(max_length=500, verbose_name='title')),
                        ('keywords', models.CharField(blank=True, help_text='Texts with these words suggest it. Separate them by commas: remittances, statistics.', max_length=500, verbose_name='keywords')),
                    ],
                    options={
                        'verbose_name': 'purpose',
                        'verbose_name_plural': 'purposes',
                        'ordering': ['edition', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='purpose_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('text', models.CharField(max_length=500)),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='agencies.edition')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'verbose_name_plural': 'questions',
                        'ordering': ['edition', 'number'],
                        'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='question_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Remark',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)])),
                        ('for_agency', models.BooleanField(default=False, verbose_name='entered for the agency')),
                        ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                        ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remarks', to='agencies.application')),
                        ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'comment',
                        'verbose_name_plural': 'comments',
                        'ordering': ['application', 'at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='SecretariatRole',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('full', 'full'), ('reading', 'reading only')], max_length=20, verbose_name='role')),
                        ('since', models.DateTimeField(blank=True, default=foundation.dates.clock.now, help_text='Empty if it was given before the portal recorded this.', null=True, verbose_name='since')),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='secretariat_role', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'role in the secretariat',
                        'verbose_name_plural': 'roles in the secretariat',
                        'ordering': ['person__name', 'person__email'],
                    },
                ),
            ],
        ),
        migrations.RunPython(exclude_overlaps, migrations.RunPython.noop),
        migrations.RunPython(add_first_rows, migrations.RunPython.noop),
    ]
