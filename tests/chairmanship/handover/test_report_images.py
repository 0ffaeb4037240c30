"""Images in the report: the chair uploads them, and the page, the PDF and Word show them."""

import datetime as dt
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from chairmanship.handover import exports, narrative, report
from chairmanship.models import HandoverReport, ReportImage
from documents.models import Document, TextImage
from foundation.archive import export, read
from foundation.dates import clock
from foundation.files import text_images
from foundation.text import rich
from foundation.text.revisions import fingerprint
from tests import factories
from tests.foundation.files.test_word import PNG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
MARCH = dt.datetime(2007, 3, 1, 10, tzinfo=dt.UTC)
ADD = "/chair/iom-2007-01/report/images/"


def written(term, section):
    """Returns what the chair itself wrote of a section."""
    return rich.join(term.paragraphs.filter(section=section).exclude(text="").values_list("text", flat=True))


def a_picture(content=PNG):
    return SimpleUploadedFile("map.png", content)


def write(client, name, text, *, seen=""):
    return client.post(
        reverse("chairmanship:narrative_text", args=["iom-2007-01", name]),
        {name: text, f"{name}-base": seen, f"{name}-revision": fingerprint(seen)},
    )


def an_image_of(term):
    return text_images.add(ReportImage(term=term), file=a_picture(), by=factories.user())


def shown(image, words="A map"):
    return f'<img data-id="image1" src="{image.get_absolute_url()}" alt="{words}">'


def with_text(term, section, text):
    term.paragraphs.create(term=term, section=section, position=0, text=text)


def pictures_in(pdf) -> int:
    return len(PdfReader(io.BytesIO(pdf.content)).pages[0].images)  # all pages share them


def pictures_in_word(content: bytes) -> int:
    return sum(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_chair_puts_an_image_into_the_report(client, term, people):
    client.force_login(people["IOM"])
    with clock.moved_to(MARCH):
        assert f'data-images="{ADD}"' in client.get("/chair/iom-2007-01/report/?edit=foreword").text
        source = client.post(ADD, {"file": a_picture()}).json()["src"]
        text = f'<p data-id="para1">Look:</p><img data-id="image1" src="{source}" alt="A map">'
        assert write(client, "foreword", text).status_code == 200
        assert f'src="{source}"' in client.get("/chair/iom-2007-01/report/").text
        assert client.get(source).getvalue() == PNG
        assert narrative.texts(term)["foreword"] == written(term, "foreword") == text
        facts = report.gather(term, as_at=clock.today())
    assert pictures_in(report.render(facts, draft=True)) == 1
    assert pictures_in_word(exports.docx(facts, draft=True)) == 1


def test_summary_has_the_images_of_its_sections_and_not_that_of_the_foreword(term):
    facts = {}
    for section in ("foreword", "challenges"):
        with_text(term, section, shown(an_image_of(term)))
        facts[section] = report.gather(term, as_at=dt.date(2007, 3, 1))
        term.paragraphs.all().delete()
    for section, count in (("foreword", 0), ("challenges", 1)):
        assert pictures_in(report.render(facts[section], draft=True, summary=True)) == count
        assert pictures_in_word(exports.docx(facts[section], draft=True, summary=True)) == count


def test_words_for_an_image_with_a_day_and_a_number_do_not_break_its_page(term):
    with_text(term, "challenges", shown(an_image_of(term), "The Group on 8 June with 12 members"))
    pdf = report.render(report.gather(term, as_at=dt.date(2007, 3, 1)), draft=True)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert pictures_in(pdf) == 1
    assert "with 12 members" not in text


def test_theme_and_objective_have_no_image(client, term, people):
    image = an_image_of(term)
    client.force_login(people["IOM"])
    with clock.moved_to(MARCH):
        assert "data-images" not in client.get("/chair/iom-2007-01/report/?edit=theme").text
        write(client, "objective", f'<p data-id="para1">Plain.</p>{shown(image)}')
    term.refresh_from_db()
    assert term.objective == '<p data-id="para1">Plain.</p>'


def test_only_the_people_of_the_chair_and_the_secretariat_add_images(client, term, people):
    with clock.moved_to(MARCH):
        for name in ("UNHCR", "UNDESA", "ILO"):
            client.force_login(people[name])
            assert client.post(ADD, {"file": a_picture()}).status_code == 403
        client.force_login(people["IOM"])
        refused = client.post(ADD, {"file": a_picture(b"<svg/>")})
        assert "save it as PNG or JPEG" in refused.json()["refused"]
        assert "choose an image" in client.post(ADD).json()["refused"]
    assert not ReportImage.objects.exists()


def test_no_image_of_another_term_or_of_a_document_is_printed(term, people):
    other = an_image_of(factories.term("ILO", "2008-01-01", "2008-06-30"))
    document = Document.objects.create(title="Private", kind="brochure", state="drafting")
    of_document = text_images.add(TextImage(document=document), file=a_picture(), by=people["ILO"])
    forged = other.get_absolute_url().replace(f"/{other.term_id}/", f"/{term.pk}/")
    sources = (other.get_absolute_url(), of_document.get_absolute_url(), forged)
    with_text(
        term,
        "challenges",
        "".join(f'<img data-id="one{n}" src="{s}" alt="A map">' for n, s in enumerate(sources)),
    )
    facts = report.gather(term, as_at=dt.date(2007, 3, 1))
    assert pictures_in(report.render(facts, draft=True)) == 0
    assert pictures_in_word(exports.docx(facts, draft=True)) == 0


def test_image_is_shown_to_whoever_reads_what_it_stands_in(client, term, people):
    image, for_members, unused = an_image_of(term), an_image_of(term), an_image_of(term)

    def seen(one):
        """Returns what a visitor and people of these agencies get."""
        answers = []
        for name in ("", "ILO", "IOM", "UNDESA"):
            client.logout()
            if name:
                client.force_login(people[name])
            answer = client.get(one.get_absolute_url())
            answer.getvalue()  # reading it closes its file
            answers.append(answer.status_code)
        return answers

    with clock.moved_to(MARCH):
        assert seen(image) == [404, 404, 200, 200]
        with_text(term, "challenges", shown(image))
        with_text(term, "advice", shown(for_members))
        made = HandoverReport.objects.create(
            term=term, version=1, state="issued", issued_at=clock.now(), as_at=clock.today(),
            facts=report.gather(term, as_at=clock.today()),
        )  # fmt: skip
        # ILO reads the issued version, and not yet the narrative.
        assert [seen(one)[:2] for one in (image, for_members, unused)] == [[404, 200], [404, 200], [404, 404]]
        made.published_at = clock.now()
        made.save()
        assert [seen(one)[0] for one in (image, for_members, unused)] == [200, 404, 404]
        client.logout()
        page = client.get(reverse("chairmanship:report_read", args=["iom-2007-01", 1])).text
        assert image.get_absolute_url() in page
        assert for_members.get_absolute_url() not in page


def test_image_keeps_its_address_when_the_days_of_the_term_are_moved(client, term, people):
    image = an_image_of(term)
    term.starts = dt.date(2007, 2, 1)
    term.save()
    client.force_login(people["IOM"])
    with clock.moved_to(MARCH):
        assert client.get(image.get_absolute_url()).getvalue() == PNG


def test_archive_has_no_images_and_takes_none_away(term, tmp_path):
    image = shown(an_image_of(term))
    quoted = f'<blockquote data-id="quote1"><p data-id="para1">Too short.</p>{image}</blockquote>'
    for text in (image, quoted):
        with_text(term, "challenges", text)
    archive = export(term).decode()
    assert "Too short." in archive
    assert "<img" not in archive
    file = tmp_path / "archive.json"
    file.write_text(archive)
    assert not any(tally.new or tally.changed for tally in read([str(file)]))
    assert [one.text for one in term.paragraphs.all()] == [image, quoted]


def test_image_that_the_chair_takes_out_comes_back_with_the_earlier_text(client, term, people):
    image = shown(an_image_of(term))
    client.force_login(people["IOM"])
    with clock.moved_to(MARCH):
        write(client, "ideas", image)
    with clock.moved_to(MARCH + dt.timedelta(days=1)):
        write(client, "ideas", '<p data-id="para1">None.</p>', seen=image)
        assert "<img" not in written(term, "ideas")
        earlier = term.narrative_versions.first()
        client.post(
            reverse("chairmanship:narrative_restore", args=["iom-2007-01", "ideas", earlier.number]),
            {"revision": fingerprint(narrative.texts(term)["ideas"])},
        )
    assert written(term, "ideas") == image
