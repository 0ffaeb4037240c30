"""The tables of agencies, people and applications, and what a portal has from the beginning.

That is the twelve purposes of the first terms of reference, and the first edition of what applicants are
asked and by what the Group admits them. On PostgreSQL two memberships of an agency at once are refused as well.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import foundation.dates.clock
import foundation.dates.partial
from django.conf import settings
from django.db import migrations, models

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


def add_purposes(apps, schema_editor):
    Purpose = apps.get_model('agencies', 'Purpose')
    for number, (title, keywords) in enumerate(PURPOSES, 1):
        Purpose.objects.create(edition=1, number=number, title=title, keywords=keywords)


def add_first_edition(apps, schema_editor):
    edition = apps.get_model('agencies', 'Edition').objects.create(number=1)
    for number, text in enumerate(QUESTIONS, 1):
        edition.questions.create(number=number, text=text)
    for number, (title, text) in enumerate(CRITERIA, 1):
        edition.criteria.create(number=number, title=title, text=text)


def exclude_overlaps(apps, schema_editor):
    """Elsewhere the verbs alone keep it."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            "ALTER TABLE agencies_membership ADD CONSTRAINT membership_no_overlap EXCLUDE USING gist "
            f"(int8range(agency_id, agency_id, '[]') WITH &&, ({SURELY}) WITH &&)"
        )


class Migration(migrations.Migration):

    replaces = [
        ('agencies', '0001_initial'),
        ('agencies', '0002_purposes_and_periods'),
        ('agencies', '0003_named_unless_part'),
        ('agencies', '0004_people'),
        ('agencies', '0005_applications_answered_and_assessed'),
        ('agencies', '0006_first_criteria'),
        ('agencies', '0007_user_mails'),
        ('agencies', '0008_purpose_keywords'),
        ('agencies', '0009_calendar_key'),
        ('agencies', '0010_what_an_agency_says'),
        ('agencies', '0011_editions'),
        ('agencies', '0012_criteria_of_editions'),
        ('agencies', '0013_dossiers'),
        ('agencies', '0014_application_prints'),
        ('agencies', '0015_former_addresses'),
        ('agencies', '0016_telephone'),
    ]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acronym', models.CharField(max_length=40, unique=True)),
                ('slug', models.CharField(editable=False, max_length=40, unique=True)),
                ('name', models.CharField(blank=True, help_text='Empty where it is not known.', max_length=300)),
                ('headquarters', models.CharField(blank=True, max_length=300)),
                ('country', models.CharField(blank=True, help_text='Of the headquarters, in two letters.', max_length=2, validators=[django.core.validators.RegexValidator('^[A-Z]{2}$', 'Two capital letters, such as CH.')])),
                ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])])),
                ('mandate', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('part_of', models.ForeignKey(blank=True, help_text='The collective member through which it takes part.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='agencies.agency')),
                ('former_names', models.TextField(blank=True, help_text='One a line, with until when: United Nations Development Fund for Women, until 2010.', validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('work', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='what it does on migration')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ['acronym'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('part_of', None), models.Q(('part_of', models.F('id')), _negated=True), _connector='OR'), name='agency_not_part_of_itself'),
                    models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), ('part_of__isnull', False), _connector='OR'), name='agency_named_unless_part', violation_error_message='Only a part of a collective member can be without a name.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts', foundation.dates.partial.PartialDateField(verbose_name='from')),
                ('ends', foundation.dates.partial.PartialDateField(blank=True, help_text='Its last day. Empty while it lasts.', null=True, verbose_name='to')),
                ('basis', models.CharField(blank=True, choices=[('founder', 'founder'), ('invited', 'invited'), ('application', 'application')], max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='agencies.agency')),
            ],
            options={
                'ordering': ['starts', 'agency__acronym'],
                'constraints': [
                    models.UniqueConstraint(fields=('agency', 'starts'), name='membership_once'),
                    models.CheckConstraint(condition=models.Q(('ends', None), ('ends__latest__gte', models.F('starts__earliest')), _connector='OR'), name='membership_ends_after_start', violation_error_message='A membership cannot end before it began.'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Purpose',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveSmallIntegerField(default=1, help_text='Which text of the terms of reference it stands in, counted from the first.')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('keywords', models.CharField(blank=True, help_text='Further words by which it is suggested, separated by commas: remittances, statistics.', max_length=500)),
            ],
            options={
                'ordering': ['edition', 'number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='purpose_number_once')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(blank=True, help_text='Empty where it is not known; needed to log in.', max_length=254, null=True, unique=True)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('joined_at', models.DateTimeField(default=foundation.dates.clock.now, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                ('mails', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day')], default='at once', help_text='When they come.', max_length=20)),
                ('calendar_key', models.CharField(blank=True, editable=False, help_text='Of the address that their calendar subscribes to.', max_length=60)),
                ('former_emails', models.JSONField(blank=True, default=list, editable=False, help_text='That were theirs, or that they entered as theirs: to be forgotten with the last one.')),
            ],
            options={
                'ordering': ['name', 'email'],
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once'),
                    models.UniqueConstraint(condition=models.Q(('calendar_key', ''), _negated=True), fields=('calendar_key',), name='user_calendar_key_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(choices=[('partner', 'partner'), ('guest', 'guest')], default='partner', max_length=10)),
                ('website', models.CharField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(['http', 'https'])])),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='organization_name_once', violation_error_message='An organization of that name is in the register already.')],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300)),
                ('post', models.CharField(blank=True, max_length=300)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='telephone')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='agencies.organization')),
            ],
            options={
                'ordering': ['organization', 'name'],
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate'), ('focal point', 'focal point'), ('staff', 'staff')], max_length=20)),
                ('post', models.CharField(blank=True, help_text='Such as Director of Policy.', max_length=300)),
                ('starts', models.DateField(default=foundation.dates.clock.today, verbose_name='from')),
                ('ends', models.DateField(blank=True, help_text='The last day. Empty while it lasts.', null=True, verbose_name='to')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='agencies.agency')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['agency__acronym', 'role', 'starts', 'pk'],
                'constraints': [
                    models.UniqueConstraint(fields=('person', 'agency', 'role', 'starts'), name='appointment_once'),
                    models.CheckConstraint(condition=models.Q(('ends', None), ('ends__gte', models.F('starts')), _connector='OR'), name='appointment_ends_after_start', violation_error_message='An appointment cannot end before it begins.'),
                ],
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
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('number', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('holds_from', models.DateField(blank=True, help_text='Empty where it holds from the beginning.', null=True)),
                ('written_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('written_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('applicant', models.CharField(max_length=300)),
                ('received', foundation.dates.partial.PartialDateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('received', 'received'), ('under review', 'under review'), ('offered', 'offered'), ('admitted', 'admitted'), ('deferred', 'deferred'), ('declined', 'declined'), ('withdrawn', 'withdrawn')], max_length=20)),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('agency', models.ForeignKey(blank=True, help_text='The agency in the register, once it stands there.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='agencies.agency')),
                ('moved_at', models.DateTimeField(blank=True, editable=False, help_text='When something last happened to it here.', null=True)),
                ('edition', models.ForeignKey(blank=True, help_text='Of the template and the criteria. Empty means the one that held when it was received.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='agencies.edition')),
            ],
            options={
                'ordering': ['received', 'applicant'],
                'constraints': [models.UniqueConstraint(fields=('applicant', 'received'), name='application_once')],
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
                'ordering': ['application', 'position'],
                'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='consideration_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='agencies.edition')),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['edition', 'number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='criterion_number_once')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('question', models.CharField(max_length=500)),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='agencies.application')),
            ],
            options={
                'ordering': ['application', 'position'],
                'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='answer_position_once')],
            },
        ),
        migrations.CreateModel(
            name='Assessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.CharField(blank=True, choices=[('met', 'met'), ('partly', 'partly'), ('not met', 'not met'), ('unclear', 'unclear')], max_length=20)),
                ('evidence', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)])),
                ('at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('revision', models.PositiveIntegerField(default=0, editable=False)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='agencies.application')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='agencies.criterion')),
            ],
            options={
                'ordering': ['application', 'criterion'],
                'constraints': [models.UniqueConstraint(fields=('application', 'criterion'), name='assessment_once')],
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
                'ordering': ['edition', 'number'],
                'constraints': [models.UniqueConstraint(fields=('edition', 'number'), name='question_number_once')],
            },
        ),
        migrations.CreateModel(
            name='LinkAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.CharField(help_text='Of the address; the address itself is not kept.', max_length=64)),
                ('at', models.DateTimeField(db_index=True, default=foundation.dates.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254)),
                ('applicant', models.CharField(max_length=300)),
                ('words', models.JSONField(blank=True, default=dict)),
                ('opened_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('confirmed_at', models.DateTimeField(blank=True, help_text='When its link was first opened.', null=True)),
                ('changed_at', models.DateTimeField(default=foundation.dates.clock.now)),
                ('handed_in_at', models.DateTimeField(blank=True, null=True)),
                ('asked', models.TextField(blank=True, help_text='What is missing, in the words of the mail.', validators=[django.core.validators.MaxLengthValidator(20000)])),
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
                'ordering': ['application', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('principal', 'principal'), ('alternate', 'alternate'), ('focal point', 'focal point'), ('staff', 'staff')], max_length=20)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('post', models.CharField(blank=True, max_length=300)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='agencies.application')),
            ],
            options={
                'ordering': ['application', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('application', 'role'), name='candidate_role_once')],
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
                ('what', models.CharField(choices=[('alone', 'alone'), ('review', 'review')], max_length=20)),
                ('file', models.FileField(blank=True, upload_to='prints/')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prints', to='agencies.application')),
            ],
            options={
                'ordering': ['application', 'what'],
                'constraints': [models.UniqueConstraint(fields=('application', 'what'), name='application_print_once')],
            },
        ),
        migrations.RunPython(add_purposes, migrations.RunPython.noop),
        migrations.RunPython(add_first_edition, migrations.RunPython.noop),
        migrations.RunPython(exclude_overlaps, migrations.RunPython.noop),
    ]
