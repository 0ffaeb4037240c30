"""The names of agencies through time: renamed, merged, in another language; and who shows which."""

import datetime as dt
import json

import pytest
from auditlog.models import LogEntry
from django.db import IntegrityError, connection, transaction
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from agencies.members import roster
from agencies.members.handover import annex, members
from agencies.models import Agency, AgencyName
from agencies.register import actions
from agencies.register.archive_names import _is_told
from chairmanship.models import Chairmanship
from chairmanship.workplan import agreement
from foundation import archive
from foundation.dates import clock
from foundation.handover.passages import introduced
from foundation.portal import group
from foundation.verbs import Refused
from meetings.attendance.participants import participants_of
from meetings.models import Attendance
from tests import factories
from tests.agencies.members.test_pages import words

pytestmark = pytest.mark.django_db

DEPARTMENT = "Department of Economic and Social Affairs"


def date(text):
    return text and factories.date(text)


def day(text):
    return dt.date.fromisoformat(text)


def record(agency, name, acronym="", *, starts=None, ends=None, **values):
    return actions.record_name(
        agency, name=name, acronym=acronym, starts=date(starts), ends=date(ends), **values
    )


@pytest.fixture
def desa():
    """UNDESA, which is called DESA since 2019."""
    agency = factories.agency("UNDESA", name=f"United Nations {DEPARTMENT}")
    record(agency, DEPARTMENT, "DESA", starts="2019-01-01")
    return Agency.objects.get(pk=agency.pk)


@pytest.fixture
def secretariat(client):
    person = factories.secretariat()
    client.force_login(person)
    return person


def names_of(agency):
    rows = sorted(agency.names.all(), key=lambda row: row.pk)
    return [(str(row), row.starts and row.starts.iso, row.ends and row.ends.iso) for row in rows]


# What is recorded ---------------------------------------------------------------------------------


def test_agency_entered_has_one_open_name():
    who = factories.agency("WHO", name="World Health Organization")
    assert names_of(who) == [("WHO", None, None)]
    assert Agency.objects.get().name_facts == []
    assert who.as_of(day("1990-01-01")) is who


def test_agency_corrected_keeps_one_name():
    who = actions.change_agency(factories.agency("WHO"), name="World Health Organization", acronym="W.H.O.")
    assert names_of(who) == [("W.H.O.", None, None)]
    assert who.names.get().slug == who.slug == "w-h-o-"


def test_agency_renamed_has_both_names(desa):
    assert (desa.acronym, desa.name, desa.slug) == ("DESA", DEPARTMENT, "desa")
    assert names_of(desa) == [("UNDESA", None, "2018-12-31"), ("DESA", "2019-01-01", None)]
    assert desa.called(day("2018-12-31")).short == "UNDESA"
    assert desa.called(day("2019-01-01")).short == str(desa) == "DESA"


def test_rename_takes_no_query_to_show(desa, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert str(desa.as_of(day("2010-01-01"))) == "UNDESA"


def test_acronym_can_stay():
    unfpa = factories.agency("UNFPA", name="United Nations Fund for Population Activities")
    record(unfpa, "United Nations Population Fund", starts="1987")
    unfpa.refresh_from_db()
    assert (unfpa.acronym, unfpa.name) == ("UNFPA", "United Nations Population Fund")
    assert unfpa.as_of(day("1980-01-01")).name == "United Nations Fund for Population Activities"
    assert unfpa.names.get(ends=None).acronym == "UNFPA"
    assert names_of(unfpa) == [("UNFPA", None, "1987"), ("UNFPA", "1987", None)]


def test_former_name_can_be_entered_later():
    undp = factories.agency("UNDP", name="United Nations Development Programme")
    record(undp, "United Nations Special Fund", ends="1965-11-21")
    undp.refresh_from_db()
    assert undp.name == "United Nations Development Programme"
    assert undp.called(day("1960-01-01")).name == "United Nations Special Fund"
    assert undp.names.get(ends=None).starts.iso == "1965-11-22"


def test_rename_is_in_the_history(desa):
    changed = LogEntry.objects.get_for_object(desa).filter(action=LogEntry.Action.UPDATE).get()
    assert changed.changes["acronym"] == ["UNDESA", "DESA"]
    assert "name_facts" not in changed.changes
    assert LogEntry.objects.get_for_object(desa.names.get(ends=None)).count() == 1


def test_copy_of_a_day_cannot_be_saved(desa):
    with pytest.raises(TypeError, match="copy to show"):
        desa.as_of(day("2010-01-01")).save()
    desa.as_of(day("2020-01-01")).save()


def test_name_removed_gives_back_the_one_before(desa):
    actions.remove_name(desa.names.get(ends=None))
    desa.refresh_from_db()
    assert (desa.acronym, desa.name_facts) == ("UNDESA", [])
    assert names_of(desa) == [("UNDESA", None, None)]
    with pytest.raises(Refused, match="only name"):
        actions.remove_name(desa.names.get())


def test_unifem_merged_into_un_women():
    unifem, women = factories.agency("UNIFEM"), factories.agency("UN Women")
    actions.merge_agency(unifem, into=women, on=date("2011-01-01"))
    row = unifem.names.get()
    assert (row.ends.iso, row.merged_on.iso, row.merged_into) == ("2010-12-31", "2011-01-01", women)
    unifem.refresh_from_db()
    assert str(unifem) == "UNIFEM"
    with pytest.raises(Refused, match="no present name"):
        actions.merge_agency(unifem, into=women, on=date("2012"))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name": "Too early", "acronym": "X", "starts": "2019-01-01"}, "must begin later"),
        ({"name": "No date", "acronym": "X"}, "Say from when"),
        ({"name": "To come", "acronym": "X", "starts": "2200-01-01"}, "has not come yet"),
        ({"name": "At once", "acronym": "X", "starts": "2015", "ends": "2020"}, "in that time already"),
        ({"name": "Turned", "acronym": "X", "starts": "1950", "ends": "1949"}, "cannot end before"),
        ({"name": "Taken", "acronym": "ILO", "starts": "2020"}, "too much like"),
        ({"name": "", "acronym": "", "starts": "2020", "language": "fr"}, "Give a name or an acronym"),
    ],
)
def test_name_that_cannot_be_is_refused(desa, values, words):
    factories.agency("ILO")
    before = names_of(desa)
    with pytest.raises(Refused, match=words):
        record(desa, **values)
    assert names_of(desa) == before
    assert Agency.objects.get(pk=desa.pk).acronym == "DESA"


def test_database_refuses_two_present_names(desa):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyName(agency=desa, name="Another", acronym="X").save()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="the constraint is PostgreSQL's")
def test_database_refuses_names_at_once(desa):
    AgencyName(agency=desa, name="En français", language="fr", ends=date("2003")).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyName(agency=desa, name="Another", starts=date("2000"), ends=date("2003")).save()


def test_names_in_other_languages_do_not_meet_the_english_ones(desa):
    record(desa, "Département des affaires économiques et sociales", "DAES", article="le", language="fr")
    desa.refresh_from_db()
    assert (desa.acronym, str(desa)) == ("DESA", "DESA")
    with translation.override("fr"):
        assert str(desa) == "DAES"
        assert desa.called().said("of") == "du DAES"
        assert desa.as_of(day("2010-01-01")).acronym == "DAES"
    with translation.override("es"):
        assert str(desa) == "DESA"


def test_english_name_in_french_has_french_words():
    bank = factories.agency("World Bank", name="World Bank")
    actions.correct_name(bank.names.get(), article="the")
    bank.refresh_from_db()
    assert [bank.called().said(word) for word in ("of", "to", "by")] == [
        "of the World Bank",
        "to the World Bank",
        "by the World Bank",
    ]
    with translation.override("fr"):
        assert bank.called().said("of") == "de World Bank"


def test_tag_has_the_name_of_a_day_in_a_sentence(desa):
    template = '{% agency_name agency on=day %} {% agency_name agency "of" as it %}{{ it }}'
    context = {"agency": desa, "day": day("2010-01-01")}
    assert Template(template).render(Context(context)) == "UNDESA of DESA"
    context = {"agency": desa, "day": date("2010")}
    assert Template("{% agency_name agency on=day full=True %}").render(Context(context)) == (
        f"United Nations {DEPARTMENT}"
    )
    assert Template("{% agency_name nobody %}").render(Context()) == ""


# Who shows which ----------------------------------------------------------------------------------


def test_roster_of_a_day_has_the_names_of_that_day(desa, client):
    factories.membership("DESA", "2007", "2020-06-30")
    for on, name in (("2010-01-01", "UNDESA"), ("2019-06-01", "DESA")):
        [row] = roster.roster(day(on)).members
        assert str(row.agency) == name
        page = client.get("/members/", {"on": on})
        assert f">{name}</a>" in page.text
        assert reverse("agencies:agency_detail", args=["desa"]) in page.text
        assert (
            client.get("/members/", {"on": on, "as": "csv"})
            .content.decode()
            .splitlines()[1]
            .startswith(f"{name},")
        )
    changed = roster.changes(day("2006-01-01"), day("2021-01-01"))
    assert str(changed.joined[0].agency) == "UNDESA"
    assert str(changed.left[0].agency) == "DESA"
    years = {year["year"]: year for year in roster.growth()}
    assert [str(one) for one in years[2007]["joined"]] == ["UNDESA"]
    assert [str(one) for one in years[2020]["left"]] == ["DESA"]


def test_roster_takes_no_query_for_a_name(django_assert_max_num_queries):
    for number in range(3):
        agency = factories.agency(f"A{number}")
        factories.membership(f"A{number}", "2007")
        record(agency, "New", f"B{number}", starts="2019")
    with django_assert_max_num_queries(4):
        assert [str(row.agency) for row in roster.roster(day("2010-01-01")).members] == ["A0", "A1", "A2"]


def test_report_of_a_term_has_the_names_of_that_term(desa):
    factories.membership("DESA", "2007-08")
    term = factories.term("DESA", "2007-07-01", "2007-12-31")
    told = "".join(one.text for one in members(term, day("2020-01-01")))
    assert "(UNDESA) joined the Group in August 2007." in introduced(told, set())
    [table] = annex(term, day("2020-01-01"))
    assert "UNDESA" in table.table


def test_past_term_has_the_name_of_its_chair_then(desa, client):
    past, now = (
        factories.term("DESA", "2007-07-01", "2007-12-31"),
        factories.term("DESA", "2018-07-01", "2019-06-30"),
    )
    assert str(past) == "UNDESA, 1 July to 31 December 2007"
    with clock.moved_to(day("2018-12-01")):
        assert str(now).startswith("UNDESA, ")
    with clock.moved_to(day("2019-02-01")):
        assert str(now).startswith("DESA, ")
    assert past.slug == "desa-2007-07"
    page = client.get(past.get_absolute_url())
    assert "UNDESA, July to December 2007" in words(page)


def test_participants_of_a_meeting_have_the_names_of_that_day(desa):
    meeting = factories.meeting("2007-09-01")
    Attendance.objects.create(meeting=meeting, agency=desa, position=0, name="Ana", present=True)
    assert [row.whence for row in participants_of(meeting).agencies] == ["UNDESA"]
    [row] = meeting.attendance.select_related("agency")
    assert row.agency == desa
    assert row.agency.acronym == "UNDESA"
    [row] = Attendance.objects.all()  # its meeting is not at hand, and asking for it would be a query
    assert row.agency.acronym == "DESA"


def test_rename_changes_no_agreed_plan():
    undesa = factories.agency("UNDESA")
    with clock.moved_to(day("2018-08-01")):
        term = factories.term("IOM", "2018-07-01", "2019-06-30")
        activity = factories.activity(lead="UNDESA", starts="2018-09", term=term)
        activity.partners.add(undesa)
        plan = agreement.agree_plan(term, by=factories.secretariat())
    record(undesa, DEPARTMENT, "DESA", starts="2019-01-01")
    assert [row.differences for row in agreement.compare(plan)] == [[]]
    assert plan.activities[0]["lead"] == "UNDESA"


# Its page, and the pages of the secretariat ---------------------------------------------------------


def test_page_says_what_it_was_called(desa, client):
    page = words(client.get(reverse("agencies:agency_detail", args=["desa"])))
    assert "UNDESA became DESA on 1 January 2019." in page


def test_page_names_names_where_the_acronym_stayed(client):
    unfpa = factories.agency("UNFPA", name="United Nations Fund for Population Activities")
    record(unfpa, "United Nations Population Fund", starts="1987")
    page = words(client.get(reverse("agencies:agency_detail", args=["unfpa"])))
    assert "Fund for Population Activities became United Nations Population Fund in 1987." in page


def test_pages_of_merged_agencies_name_one_another(client):
    unifem, women = factories.agency("UNIFEM"), factories.agency("UN Women")
    actions.merge_agency(unifem, into=women, on=date("2011"))
    assert "Merged into UN Women in 2011." in words(client.get("/members/unifem/"))
    assert "UNIFEM merged into it in 2011." in words(client.get("/members/un-women/"))


def test_page_of_an_agency_that_was_never_renamed_takes_no_query_more(client):
    factories.agency("WHO")
    with CaptureQueriesContext(connection) as asked:
        client.get("/members/who/")
    assert not [query for query in asked if 'FROM "agencies_agencyname"' in query["sql"][:60]]
    assert sum("agencies_agencyname" in query["sql"] for query in asked) == 1  # within that of the agency


def test_secretariat_records_a_new_name(client, secretariat):
    factories.agency("UNDESA")
    page = client.get("/members/undesa/")
    assert reverse("agencies:name_list", args=["undesa"]) in page.text
    add = reverse("agencies:name_add", args=["undesa"])
    said = {"name": DEPARTMENT, "acronym": "DESA", "language": "en", "starts": "2019-01-01"}
    refused = client.post(add, said | {"acronym": "chair"})
    assert "acronym" in refused.context["form"].errors
    refused = client.post(add, said | {"starts": ""})
    assert "Say from when" in str(refused.context["form"].errors)
    assert DEPARTMENT in refused.text
    saved = client.post(add, said)
    assert saved.url == reverse("agencies:name_list", args=["desa"])
    page = words(client.get(saved.url))
    assert "since 1 January 2019" in page
    assert "until 31 December 2018" in page


@pytest.mark.parametrize(
    ("article", "language", "stored"),
    [("the", "en", "the"), ("l'", "fr", "l’"), ("le", "en", None), ("der", "fr", None), ("", "fr", "")],
)
def test_article_is_one_of_the_language(client, secretariat, article, language, stored):
    agency = factories.agency("IOM")
    said = {"name": "Name", "acronym": "X", "language": language, "article": article, "starts": "2019"}
    answer = client.post(reverse("agencies:name_add", args=["iom"]), said)
    if stored is None:
        assert "is not an article" in str(answer.context["form"].errors["article"])
    else:
        assert agency.names.get(acronym="X").article == stored


def test_secretariat_corrects_and_deletes_a_name(client, secretariat, desa):
    row = desa.names.get(ends=None)
    change = reverse("agencies:name_change", args=["desa", row.pk])
    said = {"name": DEPARTMENT, "acronym": "UN DESA", "article": "", "starts": "2019-01-01", "ends": ""}
    assert client.post(change, said).url == reverse("agencies:name_list", args=["un-desa"])
    assert Agency.objects.get().acronym == "UN DESA"
    former = desa.names.exclude(pk=row.pk).get()
    refused = client.post(
        reverse("agencies:name_change", args=["un-desa", former.pk]),
        {"name": "Old", "acronym": "UNDESA", "ends": "2020"},
    )
    assert "ends" in refused.context["form"].errors or "starts" in refused.context["form"].errors
    gone = client.post(reverse("agencies:name_remove", args=["un-desa", row.pk]), follow=True)
    assert "The name is deleted." in gone.text
    assert Agency.objects.get().acronym == "UNDESA"


def test_secretariat_records_a_merger(client, secretariat):
    factories.agency("UNIFEM")
    women = factories.agency("UN Women")
    merge = reverse("agencies:agency_merge", args=["unifem"])
    assert "into" in client.post(merge, {"on": "2011"}).context["form"].errors
    client.post(merge, {"into": women.pk, "on": "2011"})
    assert AgencyName.objects.get(merged_into=women).ends.iso == "2011"


def test_secretariat_renames_the_group(client, secretariat):
    address = reverse("agencies:name_list", args=["group"])
    assert address in client.get("/members/").text
    assert "Geneva Migration Group" in client.get(address).text
    said = {"name": "Network on Migration", "acronym": "", "language": "en", "starts": "2019"}
    client.post(reverse("agencies:name_add", args=["group"]), said)
    assert (group.name(), group.acronym()) == ("Network on Migration", "GMG")
    row = AgencyName.objects.get(agency=None, ends=None)
    assert client.get(reverse("agencies:name_change", args=["group", row.pk])).status_code == 200
    client.post(reverse("agencies:name_remove", args=["group", row.pk]))
    assert group.name() == "Global Migration Group"
    assert client.get(reverse("agencies:agency_merge", args=["group"])).status_code == 404


# Old addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/members/undesa/", "/members/desa/"),
        ("/members/undesa/?on=2010-01-01", "/members/desa/?on=2010-01-01"),
        ("/chair/undesa-2007-07/", "/chair/desa-2007-07/"),
    ],
)
def test_old_address_leads_on(desa, client, old, new):
    factories.term("DESA", "2007-07-01", "2007-12-31")
    answer = client.get(old)
    assert (answer.status_code, answer.headers.get("Location")) == (301, new)
    assert client.get(new).status_code == 200


def test_address_that_another_agency_has_today_is_its_own(desa, client):
    factories.agency("UNDESA")
    assert client.get("/members/undesa/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/members/nobody/", "/chair/undesa-2001-01/", "/chair/nobody-2007-07/", "/nowhere/"]
)
def test_address_that_never_was_is_not_found(desa, client, address):
    assert client.get(address, follow=True).status_code == 404


def test_nothing_is_posted_to_an_old_address(desa, client, secretariat):
    said = {"name": "Another", "acronym": "X", "language": "en", "starts": "2020"}
    assert client.post("/members/undesa/names/add/", said).status_code == 404


# Archive --------------------------------------------------------------------------------------------


@pytest.fixture
def read(tmp_path):
    def read(**lists):
        path = tmp_path / "a.json"
        path.write_text(json.dumps({"format": "gmg-archive/1", "title": "T", **lists}))
        return archive.read([path])

    return read


def exported():
    return json.loads(archive.export())


def test_archive_has_the_names_only_where_there_is_more_to_say(desa):
    factories.agency("WHO", name="World Health Organization")
    written = exported()
    assert "group" not in written
    assert written["agencies"] == [
        {
            "acronym": "DESA",
            "name": DEPARTMENT,
            "names": [
                {"name": f"United Nations {DEPARTMENT}", "acronym": "UNDESA", "to": "2018-12-31"},
                {"name": DEPARTMENT, "acronym": "DESA", "from": "2019-01-01"},
            ],
        },
        {"acronym": "WHO", "name": "World Health Organization"},
    ]


def test_names_go_round(desa, read):
    unifem = factories.agency("UNIFEM")
    actions.merge_agency(unifem, into=factories.agency("UN Women"), on=date("2011"))
    record(desa, "Département", "DAES", article="le", language="fr")
    record(None, "Network", "NoM", starts="2019", article="the")
    data, facts = archive.export(), {one.acronym: one.name_facts for one in Agency.objects.all()}
    AgencyName.objects.all().delete()
    Agency.objects.all().delete()
    read(**{name: value for name, value in json.loads(data).items() if isinstance(value, list)})
    assert archive.export() == data
    assert {one.acronym: one.name_facts for one in Agency.objects.all()} == facts
    assert group.name(on=day("2010-01-01")) == "Global Migration Group"
    assert group.name() == "Network"
    before = LogEntry.objects.count()
    tallies = read(**{name: value for name, value in json.loads(data).items() if isinstance(value, list)})
    assert {(one.new, one.changed) for one in tallies} == {(0, 0)}
    assert LogEntry.objects.count() == before


def test_former_name_alone_gives_the_present_one_a_beginning(read):
    read(
        agencies=[
            {"acronym": "UNDP", "name": "Programme", "names": [{"name": "Special Fund", "to": "1965-11-21"}]}
        ]
    )
    undp = Agency.objects.get()
    assert undp.names.get(ends=None).starts.iso == "1965-11-22"
    assert undp.called(day("1960-01-01")).name == "Special Fund"
    assert undp.acronym == "UNDP"


def test_old_file_is_read_after_a_rename(desa, read):
    factories.membership("DESA", "2007")
    read(
        agencies=[{"acronym": "UNDESA", "name": f"United Nations {DEPARTMENT}", "headquarters": "New York"}],
        memberships=[{"agency": "UNDESA", "from": "2007", "basis": "invited"}],
        chairmanships=[{"agency": "UNDESA", "from": "2007-07-01", "to": "2007-12-31"}],
    )
    [agency] = Agency.objects.all()
    assert (agency.acronym, agency.headquarters) == ("DESA", "New York")
    assert agency.memberships.get().basis == "invited"
    assert Chairmanship.objects.get().slug == "desa-2007-07"
    read(
        meetings=[{"level": "working", "date": "2007-09-01", "term": "undesa-2007-07"}],
    )
    assert Chairmanship.objects.get().meetings.count() == 1


def test_names_that_every_portal_begins_with_are_not_told():
    assert not _is_told(None)


def test_correction_of_the_present_name_refuses_a_day_that_has_not_come_as_its_first_entry_does(desa):
    present = AgencyName.objects.present(desa)
    tomorrow = factories.date((clock.today() + dt.timedelta(days=1)).isoformat())
    with pytest.raises(Refused, match="has not come yet"):
        actions.record_name(desa, name="Later", starts=tomorrow)
    with pytest.raises(Refused, match="has not come yet"):
        actions.correct_name(present, starts=tomorrow)
