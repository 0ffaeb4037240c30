"""PDFs of others, bound behind one of ours: what they show stays, and what acts does not come along."""

import io
import re
import subprocess
import tracemalloc
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from foundation.files import binding

CASES = Path(__file__).parents[2] / "cases"
DA = "/F1 12 Tf 0 g"


def fonts() -> Dictionary:
    return Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def page_of(pdf, content=b"", *, size=(595, 842), **extra):
    pdf.add_blank_page(page_size=size)
    page = pdf.pages[-1]
    page.obj.Resources = Dictionary(Font=fonts())
    page.obj.Contents = pdf.make_stream(content)
    for key, value in extra.items():
        page.obj[f"/{key}"] = Array(value) if isinstance(value, list) else value
    return page


def words(text: str, y=700) -> bytes:
    return f"BT /F1 18 Tf 72 {y} Td ({text}) Tj ET ".encode()


def saved(pdf, **how) -> bytes:
    kept = io.BytesIO()
    pdf.save(kept, **how)
    return kept.getvalue()


def bound(*papers: bytes, prefix="1") -> pikepdf.Pdf:
    """A PDF with these papers, as a reader opens it."""
    made = pikepdf.new()
    for paper in papers:
        one = binding.Paper(io.BytesIO(paper), words=lambda page, pages: f"Item 1, page {page} of {pages}")
        one.bind(made, prefix=prefix)
    return pikepdf.open(io.BytesIO(saved(made)))


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


def text_of(pdf, *options) -> str:
    found = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=saved(pdf), capture_output=True, check=True
    )
    assert found.stderr == b""  # poppler says there what it had to forgive
    return " ".join(found.stdout.decode().split())


# Layers


def layered(shown: str, hidden: str, **settings) -> bytes:
    """A page with two layers, the second of which is off; also by the words of a membership."""
    pdf = pikepdf.new()
    page = page_of(
        pdf,
        b"/OC /L1 BDC " + words(shown) + b"EMC /OC /L2 BDC " + words(hidden, 650) + b"EMC "
        b"/OC /M BDC " + words(hidden, 600) + b"EMC",
    )
    on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("On", "Off"))
    member = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=Array([off]), P=Name.AllOn))
    page.obj.Resources.Properties = Dictionary(L1=on, L2=off, M=member)
    start = Dictionary(Order=Array([on, off]), AS=Array([Dictionary(Event=Name.Print, OCGs=Array([off]))]))
    if settings.get("base_off"):
        start.BaseState, start.ON = Name.OFF, Array([on])
    else:
        start.OFF = Array([off])
    pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=start)
    return saved(pdf)


def test_layers_that_are_off_stay_off_in_each_of_several_papers():
    made = bound(
        layered("First", "Hidden"), layered("Second", "Covert", base_off=True), case("layer-off.pdf")
    )
    text = text_of(made)
    for shown in ("First", "Second", "Visible text"):
        assert shown in text
    for hidden in ("Hidden", "Covert", "HIDDEN"):
        assert hidden not in text
    layers = made.Root.OCProperties
    assert len(layers.OCGs) == 5
    assert len(layers.D.OFF) == 3
    assert len(layers.D.AS) == 2
    used = {
        one.objgen for page in made.pages for one in page.Resources.Properties.values() if "/OCGs" not in one
    }
    assert used == {one.objgen for one in layers.OCGs}


def test_paper_without_layers_has_none():
    assert "/OCProperties" not in bound(case("named-link.pdf")).Root


# Forms


def form(*fields: dict, afresh=True, **page) -> bytes:
    pdf = pikepdf.new()
    held = page_of(pdf, words("Form", 800), **page)
    boxes = [pdf.make_indirect(Dictionary(one)) for one in fields]
    held.obj.Annots = Array(boxes)
    pdf.Root.AcroForm = Dictionary(
        Fields=Array(boxes), NeedAppearances=afresh, DA=DA, DR=Dictionary(Font=fonts())
    )
    return saved(pdf)


def field(kind: str, value, y=600, *, height=20, **extra) -> dict:
    box = {"Type": Name.Annot, "Subtype": Name.Widget, "FT": Name(f"/{kind}"), "T": f"f{y}", "V": value}
    box |= {"Rect": Array([100, y, 400, y + height]), "F": 4} | extra
    return {f"/{key}": one for key, one in box.items()}


def look(text: str, pdf=None) -> pikepdf.Stream:
    made = pikepdf.Stream(pdf or pikepdf.new(), f"BT /F1 12 Tf 2 5 Td ({text}) Tj ET".encode())
    made.BBox = Array([0, 0, 300, 20])
    return made


def test_values_of_a_form_are_drawn_into_the_page():
    text = text_of(bound(case("form-filled.pdf")))
    assert "Name of the agency: Example Agency" in text


@pytest.mark.parametrize(
    "value", ["Œuvre (a) \\ & <b>", "国际移民组织", "이주기구", "Жанна", "x" * 200], ids=ascii
)
def test_values_are_drawn_in_every_script_and_as_small_as_it_takes(value):
    made = bound(form(field("Tx", value)))
    text = text_of(made).replace(" ", "")
    assert value.replace(" ", "") in text
    assert not len(made.pages[0].Annots)
    fonts = {
        str(one.BaseFont)
        for page in made.pages
        for form in page.Resources.XObject.values()
        for one in form.Resources.Font.values()
    }
    assert all("+GMG-" in font for font in fonts), fonts
    assert "/AcroForm" not in made.Root


def test_lines_choices_and_ticks_are_drawn_and_what_is_hidden_is_not():
    choices = Array([Array([String("ch"), String("Switzerland")]), Array([String("ke"), String("Kenya")])])
    text = text_of(
        bound(
            form(
                field("Tx", "One line\rand another that goes on", 600, height=60, Ff=1 << 12),
                field("Ch", "ke", 500, Ff=1 << 17, Opt=choices),
                field("Ch", Array([String("ch"), String("ke")]), 400, height=40, Opt=choices),
                field("Btn", Name.Yes, 300),
                field("Tx", "Shadow", 250, F=2),
                field("Tx", "Word of the pass", 200, Ff=1 << 13),
            )
        )
    )
    assert "One line and another that goes on Kenya Switzerland Kenya X ••••" in text
    for hidden in ("Shadow", "pass"):
        assert hidden not in text


def test_look_that_a_form_brings_is_drawn_and_a_stale_one_is_not():
    pdf = pikepdf.new()
    page = page_of(pdf)
    ticks = Dictionary(Yes=look("Ticked", pdf), Off=look("Empty", pdf))
    boxes = [
        field("Tx", "Value", 600, AP=Dictionary(N=look("Drawn", pdf))),
        field("Sig", Dictionary(), 500, AP=Dictionary(N=look("Signed by Ana", pdf))),
        field("Btn", Name.Yes, 400, AS=Name.Yes, AP=Dictionary(N=ticks)),
        field("Tx", "Never drawn", 300, AP=Dictionary(N=pdf.make_stream(b"/Tx BMC EMC"))),
    ]
    made = [pdf.make_indirect(Dictionary(one)) for one in boxes]
    page.obj.Annots = Array(made)
    pdf.Root.AcroForm = Dictionary(Fields=Array(made), DA=DA, DR=Dictionary(Font=fonts()))
    assert text_of(bound(saved(pdf))).startswith("Drawn Signed by Ana Ticked Never drawn")
    pdf.Root.AcroForm.NeedAppearances = True
    assert text_of(bound(saved(pdf))).startswith("Value Signed by Ana Ticked Never drawn")


def test_value_and_tick_of_a_field_with_several_boxes_are_those_of_the_field():
    pdf = pikepdf.new()
    page = page_of(pdf)
    group = pdf.make_indirect(Dictionary(FT=Name.Btn, Ff=1 << 15, T=String("which"), V=Name.Second))
    boxes = []
    for y, name in ((600, "First"), (500, "Second")):
        looks = Dictionary({f"/{name}": look(f"{name} chosen", pdf), "/Off": look(f"{name} left", pdf)})
        rect = Array([100, y, 400, y + 20])
        box = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=rect, F=4, Parent=group, AP=Dictionary(N=looks)
        )
        boxes.append(pdf.make_indirect(box))
    group.Kids = Array(boxes)
    page.obj.Annots = Array(boxes)
    pdf.Root.AcroForm = Dictionary(Fields=Array([group]), DR=Dictionary(Font=fonts()))
    assert "First left Second chosen" in text_of(bound(saved(pdf)))


def test_form_of_adobe_reader_only_is_attached_as_it_is():
    pdf = pikepdf.new()
    page_of(pdf, words("Please wait"))
    pdf.Root.NeedsRendering = True
    with pytest.raises(binding.Unusable, match="Adobe Reader only"):
        bound(saved(pdf))


# Files inside


def test_files_inside_papers_are_attached_each_under_a_name_of_its_own():
    pdf = pikepdf.new()
    page_of(pdf)
    for key, name in (("a", "annex.csv"), ("b", "../../etc/passwd"), ("c", "C:\\data\\figures.xlsx")):
        pdf.attachments[key] = pikepdf.AttachedFileSpec(pdf, key.encode(), filename=name)
    made = bound(case("with-annex.pdf"), saved(pdf), prefix="1 (a)")
    names = {name: one.get_file().read_bytes() for name, one in made.attachments.items()}
    assert set(names) == {"1 (a) annex.csv", "2 1 (a) annex.csv", "1 (a) passwd", "1 (a) figures.xlsx"}
    assert names["1 (a) annex.csv"] == b"agency,sum\nX,1\n"
    assert names["2 1 (a) annex.csv"] == b"a"


# Links


def linked(kind: str) -> bytes:
    pdf = pikepdf.new()
    first, second = page_of(pdf, words("Contents")), page_of(pdf, words("Chapter"))
    place = Array([second.obj, Name.Fit])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 690, 300, 720]))
    if kind == "old name":
        pdf.Root.Dests = Dictionary(chapter=Dictionary(D=place))
        link.Dest = Name.chapter
    elif kind == "action":
        pdf.Root.Names = Dictionary(
            Dests=Dictionary(Kids=Array([Dictionary(Names=Array([String("\xe9"), Dictionary(D=place)]))]))
        )
        link.A = Dictionary(S=Name.GoTo, D=String("\xe9"))
    else:
        link.Dest = place
    first.obj.Annots = Array([pdf.make_indirect(link)])
    return saved(pdf)


@pytest.mark.parametrize("kind", ["old name", "action", "page"])
def test_links_lead_within_their_own_paper(kind):
    made = bound(case("named-link.pdf"), linked(kind), linked(kind), case("named-link.pdf"))
    for first in (0, 2, 4, 6):
        link = made.pages[first].Annots[0]
        place = link.Dest if "/Dest" in link else link.A.D
        assert place[0].objgen == made.pages[first + 1].obj.objgen
        assert place[1] == Name.Fit


def test_link_to_nowhere_is_dead_and_one_to_the_web_remains():
    pdf = pikepdf.new()
    page = page_of(pdf)
    web = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://example.org"))
    gone = Dictionary(Type=Name.Annot, Subtype=Name.Link, Dest=String("nowhere"))
    page.obj.Annots = Array([pdf.make_indirect(web), pdf.make_indirect(gone)])
    made = bound(saved(pdf))
    assert made.pages[0].Annots[0].A.URI == "https://example.org"
    assert "/Dest" not in made.pages[0].Annots[1]


# What acts


def acting(where: str) -> bytes:
    pdf = pikepdf.new()
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
    page = page_of(pdf, words("Acts"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    place = Array([page.obj, Name.Fit])
    if where == "document":
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    elif where == "opening":
        pdf.Root.OpenAction = script
    elif where == "closing":
        pdf.Root.AA = Dictionary(WC=script)
    elif where == "page":
        page.obj.AA = Dictionary(O=script)
    elif where == "link":
        link.A = launch
    elif where == "next":
        link.A = Dictionary(S=Name.GoTo, D=place, Next=Array([Dictionary(S=Name.GoTo, D=place, Next=launch)]))
    elif where == "address":
        link.A = Dictionary(S=Name.URI, URI=String("javascript:alert(1)"))
    elif where == "event":
        link.AA = Dictionary(E=script)
    elif where == "field":
        group = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("x"), AA=Dictionary(K=script)))
        link.Subtype, link.Parent = Name.Widget, group
    elif where == "media":
        link.Subtype, link.RichMediaContent = Name.RichMedia, Dictionary(Assets=script)
    elif where == "form":
        link.A = Dictionary(S=Name.SubmitForm, F=String("https://example.org"))
    page.obj.Annots = Array([pdf.make_indirect(link)])
    if where == "field":
        group.Kids = page.obj.Annots
        pdf.Root.AcroForm = Dictionary(Fields=Array([group]))
    return saved(pdf)


@pytest.mark.parametrize(
    "where",
    ["document", "opening", "closing", "page", "link", "next", "address", "event", "field", "media", "form"],
)
def test_what_acts_is_removed_and_told_of(where):
    paper = binding.Paper(io.BytesIO(acting(where)), words=lambda page, pages: "x")
    assert paper.acted
    made = pikepdf.new()
    paper.bind(made, prefix="1")
    kept = saved(made, qdf=True)
    for word in (b"JavaScript", b"javascript", b"Launch", b"calc.exe", b"SubmitForm"):
        assert word not in kept


def test_quiet_paper_is_not_said_to_act():
    pdf = pikepdf.new()
    page = page_of(pdf)
    pdf.Root.OpenAction = Array([page.obj, Name.Fit])
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://example.org"))
    other = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("b.pdf")))
    page.obj.Annots = Array([pdf.make_indirect(link), pdf.make_indirect(other)])
    paper = binding.Paper(io.BytesIO(saved(pdf)), words=lambda page, pages: "x")
    assert not paper.acted
    assert "/A" not in paper.pdf.pages[0].Annots[1]  # it would open a file of the reader's machine


# Words at the foot


def where(made, number=0) -> tuple[float, ...]:
    """Where the words at the foot stand on the page as seen, by its own measure: left, top, right, bottom."""
    found = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=saved(made), capture_output=True, check=True
    )
    page = found.stdout.decode().split("<page ")[number + 1]
    size = [float(one) for one in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups()]
    boxes = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">([^<]*)', page)
    start = next(place for place, box in enumerate(boxes) if box[4] == "Item")
    numbers = [[float(one) for one in box[:4]] for box in boxes[start : start + 6]]
    left, top = (min(box[edge] for box in numbers) for edge in (0, 1))
    right, bottom = (max(box[edge] for box in numbers) for edge in (2, 3))
    turned = int(made.pages[number].get("/Rotate", 0)) % 180  # poppler tells the size before the turn
    return left, top, right, bottom, *(reversed(size) if turned else size)


@pytest.mark.parametrize(
    "extra",
    [
        {"CropBox": [0, 0, 1600, 2300]},
        {"CropBox": [900, 900, 1600, 2300]},
        {"CropBox": [100, 100, 400, 500]},
        {"MediaBox": [595, 842, 0, 0]},
        {"MediaBox": [-300, -400, 295, 442]},
        {"size": (60, 30)},
        {"size": (3370, 4768)},
        {"Rotate": 90},
        {"Rotate": -90, "size": (300, 900)},
        {"Rotate": 180, "CropBox": [100, 100, 400, 500]},
    ],
    ids=str,
)
def test_words_at_the_foot_are_within_the_page_as_it_is_seen(extra):
    pdf = pikepdf.new()
    page_of(pdf, **extra)
    left, top, right, bottom, width, height = where(bound(saved(pdf)))
    assert 0 <= left < right <= width
    assert height * 0.4 <= top < bottom <= height


@pytest.mark.parametrize(
    "content",
    [
        b"q 0.1 0 0 0.1 900 900 cm q",
        b"Q Q 0.1 0 0 0.1 900 900 cm",
        b"Q q 5 0 0 5 900 900 cm",
        b"/OC /L2 BDC",
        b"BT /F1 40 Tf 900 900 Td 3 Tr (unfinished",
        b"BT /F1 40 Tf (q q BT) Tj 3 Tr",
        b"q BT 0 0 9 9 re W n /F1 9 Tf",
    ],
)
def test_words_at_the_foot_are_not_swallowed_by_what_a_page_leaves_open(content):
    with pikepdf.open(io.BytesIO(layered("Shown", "Hidden"))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(content)
        made = bound(saved(pdf))
    found = subprocess.run(["pdftotext", "-", "-"], input=saved(made), capture_output=True, check=True)
    assert "Item 1, page 1 of 1" in " ".join(found.stdout.decode().split())
    left, top, right, bottom, width, height = where(made)
    assert width - 120 < left < right <= width
    assert height - 30 < top < bottom <= height


def test_content_that_is_whole_stays_as_it_is():
    picture = b"q 9 0 0 9 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID q Q EI Q "
    pdf = pikepdf.new()
    page_of(pdf, picture + words("Whole (q\\) Q"))
    made = bound(saved(pdf))
    joined = b"\n".join(one.read_bytes() for one in made.pages[0].Contents)
    assert joined.startswith(b"q\n" + picture) or joined.startswith(b"q \n" + picture)
    assert joined.count(b"EMC") == 0


# Locked and broken files, and what is claimed


def test_paper_that_its_owner_locked_is_read_and_one_with_a_password_is_not():
    with pikepdf.open(io.BytesIO(case("named-link.pdf"))) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="secret", user=""))
        closed = saved(pdf, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    made = bound(locked)
    assert "Chapter 2" in text_of(made)
    assert not made.is_encrypted
    with pytest.raises(binding.Unusable, match="needs a password"):
        bound(closed)


def test_file_without_pages_or_that_is_none_cannot_be_bound():
    with pytest.raises(binding.Unusable, match="has no pages"):
        bound(case("no-pages.pdf"))
    with pytest.raises(binding.Unusable, match="cannot be read"):
        bound(b"%PDF-1.4 no such thing")


def test_page_that_unpacks_to_more_than_memory_is_bound_unread():
    pdf = pikepdf.new()
    page = page_of(pdf)
    bomb = pdf.make_stream(b"")
    bomb.write(zlib.compress(b" " * (binding.STREAM + 1)), filter=Name.FlateDecode)
    page.obj.Contents = bomb
    content = saved(pdf)
    assert len(content) < 1_000_000
    tracemalloc.start()
    made = bound(content)
    assert tracemalloc.get_traced_memory()[1] < binding.STREAM / 2
    tracemalloc.stop()
    assert len(made.pages) == 1


@pytest.mark.parametrize("name", sorted(path.name for path in CASES.glob("*.pdf")))
def test_damaged_papers_are_bound_or_refused_and_break_nothing(name):
    """Each number and each name in the file is changed in turn, and the file cut off at several places."""
    whole = case(name)
    damaged = [whole[: len(whole) * part // 7] for part in range(7)]
    for match in re.finditer(rb"(?<=[ \[<])(/?[A-Za-z]\w+|\d+)", whole):
        for other in (b"/Wrong", b"null", b"[]", b"<<>>", b"99999999", b"(text)"):
            damaged.append(whole[: match.start()] + other + whole[match.end() :])
    for one in damaged[:: max(1, len(damaged) // 60)]:
        try:
            bound(one)
        except binding.Unusable:
            continue
