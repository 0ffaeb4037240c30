"""Titles and texts of the invented past. The same dice give the same words."""

from random import Random

_WHO = (
    "The members", "Several agencies", "The chair", "The troika", "The focal points", "Two observers",
    "The secretariat", "The regional offices", "Those who host a pilot", "The statisticians",
)  # fmt: skip
_DID = (
    "discussed", "welcomed", "went through", "asked for more time on", "compared notes on", "supported",
    "raised questions about", "recalled what was agreed on", "shared their experience of", "will report on",
)  # fmt: skip
_WHAT = (
    "figures on seasonal workers", "the costs of recruitment", "children who travel alone", "remittances",
    "the health of people at borders", "training for consular staff", "pensions that move with people",
    "skills and their recognition", "language courses in the evening", "the return of those who wish to",
    "housing near the harbours", "a manœuvre on coastal rescue", "the café meetings in São Tomé",
    "letters of families left behind", "the census and its questions", "domestic work", "the fishing crews",
)  # fmt: skip
_WHERE = (
    "in the Andes", "along the rivers", "on the islands", "in the port cities", "in two pilot countries",
    "in the Sahel", "across the region", "in the countries of origin", "for the coming biennium",
)  # fmt: skip

SENTENCES = [f"{who} {did} {what} {where}." for who in _WHO for did in _DID for what in _WHAT
             for where in _WHERE[::4]]  # fmt: skip
TITLES = [f"{what[0].upper()}{what[1:]} {where}" for what in _WHAT for where in _WHERE]


def title(dice: Random) -> str:
    """Returns the title of an item or a document."""
    return dice.choice(TITLES)


def plain(dice: Random, sentences: int) -> str:
    """Returns so many sentences in a row."""
    return " ".join(dice.choices(SENTENCES, k=sentences))


def rich(dice: Random, paragraphs: int) -> str:
    """Returns a text of so many paragraphs in the form in which texts are stored."""
    return "".join(
        f'<p data-id="p{number:07}">{plain(dice, dice.randint(2, 5))}</p>' for number in range(paragraphs)
    )
