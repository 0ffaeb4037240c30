"""One template, two forms: text and simple HTML, with why somebody gets it and one link."""

import datetime as dt

import pytest
from django.core import mail as django_mail

from foundation.dates import clock
from foundation.jobs import outbox
from foundation.mail import letters
from foundation.models import Job, Mail
from foundation.portal import demo

pytestmark = pytest.mark.django_db

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n"
    "BEGIN:VEVENT\r\nUID:1@gmg\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.fixture
def write(tmp_path, settings):
    """Writes a letter with that text."""
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]

    def write(text="Hello.", to=("ana@example.org",), **values):
        (tmp_path / "letter.txt").write_text("{% autoescape off %}" + text + "{% endautoescape %}")
        plain = {
            "subject": "Agenda",
            "template": "letter.txt",
            "why": "You receive this e-mail because you are a focal point of UNDP.",
        }
        return letters.write(to, **plain | values)

    return write


def run_jobs():
    for job in Job.objects.due():
        outbox.do(job.pk)


def test_letter_is_text_and_html_says_why_and_has_its_link(server, write):
    topic = "<b>Data</b> & “für alle”"
    assert write("Topic: {{ topic }}", context={"topic": topic}, link="https://gmg.example/1") == 1
    run_jobs()
    [(to, message)] = server.got
    assert to == ["ana@example.org"]
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    text = message.get_body(["plain"]).get_content().replace("\r\n", "\n")
    assert "Topic: <b>Data</b> & “für alle”\n\nhttps://gmg.example/1\n" in text
    assert "You receive this e-mail because you are a focal point of UNDP.\n" in text
    html = message.get_body(["html"]).get_content()
    assert "<p>Topic: &lt;b&gt;Data&lt;/b&gt; &amp; “für alle”</p>" in html
    assert '<a href="https://gmg.example/1">https://gmg.example/1</a>' in html
    assert "You receive this e-mail because you are a focal point of UNDP." in html
    assert message["Auto-Submitted"] == "auto-generated"


def test_link_that_the_template_places_is_not_added_again(write):
    write("Look: {{ address }}", link="https://gmg.example/1")
    assert django_mail.outbox[0].body.count("https://gmg.example/1") == 1


def test_html_has_the_form_that_the_text_has():
    html = letters.as_html(
        "Dear all,\nthe list:\n\n- one\n- two\n\n    Quoted <title>\n\n" + "a long line " * 8 + "\nthat ends."
        "\n\nSee https://a.example/x?a=1&b=2. End\n\n-- \nWhy\nWho\n",
        "S",
    )  # fmt: skip
    assert "<p>Dear all,<br>\nthe list:</p>" in html
    assert "<ul><li>one</li>\n<li>two</li></ul>" in html
    assert "<blockquote>Quoted &lt;title&gt;</blockquote>" in html
    assert "line\nthat ends.</p>" in html
    assert '<a href="https://a.example/x?a=1&amp;b=2">https://a.example/x?a=1&amp;b=2</a>. End</p>' in html
    assert "<small>Why<br>\n      Who</small>" in html
    assert "style" not in html
    assert "<script" not in letters.as_html("<script>alert(1)</script> javascript:alert(1)", "<script>")


def test_invitation_goes_with_it_as_a_calendar_of_its_method(server, write):
    write(calendar=INVITATION)
    run_jobs()
    [(_, message)] = server.got
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    part = list(message.iter_parts())[-1]
    assert part.get_param("method") == "REQUEST"
    assert part.get_content().replace("\r\n", "\n") == INVITATION.replace("\r\n", "\n")


def test_invitation_without_a_method_is_refused_at_once(write):
    with pytest.raises(ValueError, match="names its method"):
        write(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR")


def test_subject_is_one_line_and_a_long_one_is_cut(mail_in_rows, write):
    write(subject="Entered:\nTopic " + "x" * 600)
    subject = Mail.objects.get().subject
    assert subject.startswith("Entered: Topic xxx")
    assert len(subject) == 500


def test_letter_of_a_demonstration_says_so_in_both_forms(mail_in_rows, write):
    demo.mark()
    write()
    row = Mail.objects.get()
    assert row.text.startswith(demo.words())
    assert f"<body><p>{demo.words()}</p>" in row.html


def test_letter_of_a_batch_waits_a_minute_and_then_goes(server, write):
    write(batch="agenda-1")
    run_jobs()
    assert server.got == []
    with clock.moved_to(clock.now() + dt.timedelta(seconds=61)):
        run_jobs()
        run_jobs()
    assert len(server.got) == 1


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2007-03-01T06:59:00+00:00", "2007-03-01T07:00:00+00:00"),
        ("2007-03-01T07:00:00+00:00", "2007-03-01T07:00:00+00:00"),
        ("2007-03-01T07:00:01+00:00", "2007-03-02T07:00:00+00:00"),
        ("2007-03-24T12:00:00+00:00", "2007-03-25T06:00:00+00:00"),  # the night to summer time
    ],
)
def test_next_summary_is_at_eight_in_the_groups_zone(now, then):
    assert letters.next_summary(dt.datetime.fromisoformat(now)) == dt.datetime.fromisoformat(then)
