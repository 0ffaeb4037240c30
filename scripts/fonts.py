"""Makes the PDFs' fonts for Hangul, Devanagari, Bengali, Thai and Ethiopic from Noto's own, which are larger.

    python scripts/fonts.py NotoSansKR_400Regular.ttf NotoSansKR_600SemiBold.ttf NotoSansThai-Bold.ttf …

Each file given is reduced to its script and a space, and put into foundation/files/pdf/fonts under Noto's
name. Its shaping stays; hinting for screens goes. Of bold Hangul only the syllables of KS X 1001 stay: the
others are rare, and are set in the regular weight. Noto Sans KR as static TrueType is in the npm package
@expo-google-fonts/noto-sans-kr, the others are in Debian's fonts-noto-core.
"""

import sys
from pathlib import Path

from fontTools import subset

FONTS = Path(__file__).parents[1] / "foundation/files/pdf/fonts"
JOINERS = [0x20, 0xA0, 0x200B, 0x200C, 0x200D, 0x25CC]  # a space, and what joins and parts letters
RANGES = {
    "Noto Sans KR": [(0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)],
    "Noto Sans Devanagari": [(0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)],
    "Noto Sans Bengali": [(0x964, 0x965), (0x980, 0x9FF)],
    "Noto Sans Thai": [(0xE00, 0xE7F)],
    "Noto Sans Ethiopic": [(0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)],
}


def main(sources: list[str]) -> None:
    options = subset.Options(
        layout_features=["*"], name_IDs=["*"], hinting=False, notdef_outline=True, glyph_names=False
    )
    options.drop_tables += ["STAT", "vhea", "vmtx", "VORG", "BASE"]  # for axes and vertical lines
    for source in sources:
        font = subset.load_font(source, options)
        name = font["name"].getBestFamilyName().removesuffix(" SemiBold")
        wanted = [*JOINERS, *(code for first, last in RANGES[name] for code in range(first, last + 1))]
        is_bold = font["OS/2"].usWeightClass > 400
        if is_bold:
            wanted = [code for code in wanted if not 0xAC00 <= code <= 0xD7A3 or _is_usual(chr(code))]
        maker = subset.Subsetter(options)
        maker.populate(unicodes=wanted)
        maker.subset(font)
        made = FONTS / f"{name.replace(' ', '')}-{'Bold' if is_bold else 'Regular'}.ttf"
        subset.save_font(font, made, options)
        print(f"{made.name}: {made.stat().st_size:,} bytes, {len(font.getBestCmap()):,} characters")


def _is_usual(syllable: str) -> bool:
    """Returns whether KS X 1001 has it, whose characters EUC-KR writes in two bytes."""
    try:
        return len(syllable.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main(sys.argv[1:])
