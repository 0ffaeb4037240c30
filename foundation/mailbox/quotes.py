"""What somebody wrote in a reply, without the message that they quote below it.

It goes by the lines with which mail programs begin a quotation, in the languages of the members. The whole
text is kept beside it, as no rule is right for every program.
"""

import re

LONGEST_LINE = 400
FIELDS = r"From|De|Von|Da|Van|От|От кого|من|发件人|寄件者|Fra|Från|Lähettäjä|Od"
DATES = (
    r"Sent|Date|Envoyé|Enviado|Enviado el|Fecha|Data|Gesendet|Datum|Inviato|Verzonden|Отправлено|Дата"
    r"|تاريخ|التاريخ|تم الإرسال|发送时间|日期|寄件日期|Sendt|Skickat|Wysłano"
)
# "-----Original Message-----" and its like, whatever the language.
RULE = re.compile(r"\s*-{3,}\s*[^-]{3,60}?\s*-{3,}\s*|\s*_{10,}\s*")
FIELD = re.compile(rf"\s*[*>]*\s*(?:{FIELDS})\s?[:：]\*?\s?\S", re.IGNORECASE)
DATE = re.compile(rf"\s*[*>]*\s*(?:{DATES})\s?[:：]", re.IGNORECASE)
WROTE = re.compile(
    r"\s*(?:"
    r"On\s.{5,300}?\bwrote|Le\s.{5,300}?\ba écrit|El\s.{5,300}?\bescribi[óo]\b"
    r"|Am\s.{5,300}?\bschrieb\b.{0,150}?"
    r"|Il\s.{5,300}?\bha scritto|Em\s.{5,300}?\bescreveu|Op\s.{5,300}?\bschreef\b.{0,150}?"
    r"|W dniu\s.{5,300}?\bnapisał\(?a?\)?|.{5,300}?\bпишет|.{5,300}?\bнаписал\(?а?\)?"
    r"|في\s.{5,300}?\bكتب.{0,150}?|كتب.{5,300}?|在.{5,300}?写道|于.{5,300}?写道|.{5,300}?寫道"
    r")\s?[:：]\s*",
    re.IGNORECASE | re.DOTALL,
)
SIGNATURE = re.compile(r"-- ?")


def own_words(text: str) -> str:
    """Returns what the writer of a reply wrote. Answers between quoted lines stay; "" if nothing is left."""
    lines = text.replace("\xa0", " ").splitlines()
    kept: list[str] = []
    number = 0
    while number < len(lines):
        if length := _begins_quotation(lines, number):
            rest = lines[number + length :]
            if not any(line.lstrip().startswith(">") for line in rest):
                break  # all below is the quoted message
            number += length  # the answers may lie between the quoted lines
            continue
        if SIGNATURE.fullmatch(lines[number]):
            break
        if not lines[number].lstrip().startswith(">"):
            kept.append(lines[number].rstrip())
        number += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _begins_quotation(lines: list[str], number: int) -> int:
    """Returns how many lines say that a quotation begins here; 0 if none does."""
    line = lines[number]
    if len(line) > LONGEST_LINE or not line.strip():
        return 0
    if RULE.fullmatch(line) and number:
        return 1
    if FIELD.match(line) and any(DATE.match(one[:LONGEST_LINE]) for one in lines[number + 1 : number + 5]):
        return 1
    for length in (1, 2, 3):
        some = lines[number : number + length]
        # Programs break this line; an empty one ends it.
        whole = len(some) == length and all(one.strip() for one in some)
        if whole and WROTE.fullmatch(" ".join(some)[: 2 * LONGEST_LINE]):
            return length
    return 0
