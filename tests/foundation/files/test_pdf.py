"""The PDFs' fonts: every script is written in one of the portal's, and a large one is read when needed."""

import io
import logging
import re

import pikepdf
import pytest

from foundation.files import pdf

SENTENCES = {
    "KR": "유엔난민기구와 국제이주기구, 뷁 ᄒᆞᆫ글 ㄱㄴ (2027년)",
    "Devanagari": "संयुक्त राष्ट्र: क्षेत्रीय ज्ञान, स्त्री, विद्यार्थी। क्‍ष १२३",
    "Bengali": "জাতিসংঘ শরণার্থী: ক্ষমতা, বিজ্ঞান, স্ত্রী, কর্তৃপক্ষ। র‍্যাব ১২৩",
    "Thai": "องค์การระหว่างประเทศเพื่อการโยกย้ายถิ่นฐาน น้ำ ปั๊ม ๑๒๓",
    "Ethiopic": "ዓለም አቀፍ የስደተኞች ድርጅት፣ የተባበሩት መንግሥታት። ፩፪፫",
}
PAGE = "<html lang=en><body><h2>{0}</h2><p>In Geneva {0} <b>{0}</b> 中文 عربي {0}</p></body></html>"


def fonts_of(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as file:
        fonts = [font for page in file.pages for font in page.Resources.Font.values()]
        return {str(font.BaseFont).partition("+GMG-")[2] for font in fonts}


@pytest.mark.parametrize("script", SENTENCES)
def test_every_script_is_written_in_a_font_of_its_own_bold_too(script, caplog):
    with caplog.at_level(logging.WARNING):
        made = pdf.render(PAGE.format(SENTENCES[script]))
    assert [record.getMessage() for record in caplog.records] == []  # WeasyPrint names each missing glyph
    found = fonts_of(made.content)
    assert "" not in found  # a font of the machine
    assert {script, f"{script}-Semi-Bold"} <= found


def test_text_reads_the_large_fonts_of_its_own_scripts_only():
    def read(text):
        return set(re.findall(r"NotoSans(\w+)-Regular", pdf.style_for(text))) - {"SC"}

    assert read("Words, Œuvre, Київ, 中文 عربي") == set()
    assert read(SENTENCES["Thai"] + SENTENCES["Ethiopic"]) == {"Thai", "Ethiopic"}
    for script in pdf.SCRIPTS:
        for weight in ("Regular", "Bold"):
            assert (pdf.HERE / f"fonts/NotoSans{script}-{weight}.ttf").is_file()
