"""One table of names through time, for agencies and for the Group.

Each agency gets its present name, without an end. Former names that its page told of, a line each such as
"United Nations Special Fund, until 1965", become rows; a line that is not understood stays where it is.
On PostgreSQL two names at once, of one bearer in one language, are refused as well.
"""

import datetime as dt
import re

import django.db.models.deletion
import foundation.dates.partial
from django.db import migrations, models

GROUP = [
    {'name': 'Geneva Migration Group', 'acronym': 'GMG', 'article': 'the', 'language': 'en', 'starts': '2003-04', 'ends': '2006'},
    {'name': 'Global Migration Group', 'acronym': 'GMG', 'article': 'the', 'language': 'en', 'starts': '2006'},
]
UNTIL = re.compile(r'(.{1,300}?),? \(?(?:until|to|till) ([^,().]+)\)?\.?')
MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')
IN_WORDS = re.compile(r'(?:(?:(\d{1,2}) )?([a-z]{3,9}) )?(\d{4})')
STORED = re.compile(r'\d{4}(-\d{2}){0,2}')

# The days on which a name surely held, as in the migration of the memberships: an empty date is no bound.
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


def read_date(text):
    """Returns a written date as it is stored, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None if it is none."""
    text = text.strip().lower()
    match = IN_WORDS.fullmatch(text)
    if match and match[2]:
        if match[2][:3] not in MONTHS:
            return None
        month = MONTHS.index(match[2][:3]) + 1
        text = f'{match[3]}-{month:02}' + (f'-{int(match[1]):02}' if match[1] else '')
    if not STORED.fullmatch(text):
        return None
    try:
        year = dt.date.fromisoformat((text + '-01-01')[:10]).year
    except ValueError:
        return None
    return text if 1800 <= year <= 2200 else None


def day_after(date):
    return (dt.date.fromisoformat(date) + dt.timedelta(days=1)).isoformat() if len(date) == 10 else date


def read_former(text):
    """Returns the former names in order of time, each with the date until which it held, and the other lines."""
    found, rest = [], []
    for line in text.splitlines():
        match = UNTIL.fullmatch(line.strip())
        date = read_date(match[2]) if match else None
        if date:
            found.append((date, match[1].strip()))
        elif line.strip():
            rest.append(line.strip())
    dates = [date for date, _ in found]
    if len(set(dates)) < len(dates):  # two names at once: nobody knows which, so the text stays
        return [], text
    return sorted(found), '\n'.join(rest)


def facts(row):
    values = {name: getattr(row, name) for name in ('name', 'acronym', 'article', 'language')}
    for name in ('starts', 'ends'):
        values[name] = getattr(row, name)
    return {name: value for name, value in values.items() if value}


def add_names(apps, schema_editor):
    Agency, AgencyName = apps.get_model('agencies', 'Agency'), apps.get_model('agencies', 'AgencyName')
    for agency in Agency.objects.order_by('pk'):
        former, rest = read_former(agency.former_names)
        rows, starts = [], None
        for until, name in former:
            rows.append(AgencyName(agency=agency, name=name, starts=starts, ends=until))
            starts = day_after(until)
        slug = agency.slug
        rows.append(AgencyName(agency=agency, name=agency.name, acronym=agency.acronym, slug=slug, starts=starts))
        for row in rows:
            row.save()
        if former:
            agency.former_names, agency.name_facts = rest, [facts(row) for row in rows]
            agency.save()
    for values in GROUP:
        AgencyName.objects.create(**values)
    apps.get_model('foundation', 'Portal').objects.update_or_create(defaults={'names': GROUP})


def exclude_overlaps(apps, schema_editor):
    """Elsewhere the verbs alone keep it."""
    if schema_editor.connection.vendor == 'postgresql':
        schema_editor.execute(
            "ALTER TABLE agencies_agencyname ADD CONSTRAINT name_no_overlap EXCLUDE USING gist "
            f"({BEARER} WITH &&, {LANGUAGE} WITH &&, ({SURELY}) WITH &&)"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0017_codes'),
        ('foundation', '0007_names_of_the_group'),
    ]

    operations = [
        migrations.AddField(
            model_name='agency',
            name='name_facts',
            field=models.JSONField(blank=True, default=list, editable=False, help_text='A copy of its names; empty if it has only ever had the present one.'),
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
            fields=[],
            options={
                'verbose_name': 'name of the Group',
                'verbose_name_plural': 'names of the Group',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('agencies.agencyname',),
        ),
        migrations.RunPython(exclude_overlaps, migrations.RunPython.noop),
        migrations.RunPython(add_names, migrations.RunPython.noop),
    ]
