"""Names, telephone numbers and e-mail addresses: what is cleaned, and what cannot be right."""

import pytest
from django.core.exceptions import ValidationError

from foundation.text.contacts import EmailField, NameField, TelephoneField

ZERO, NBSP = "\u200b", "\u00a0"
CLEANED = [
    (NameField, "Ana Li", "Ana Li"),
    (NameField, f"  Ana{NBSP} Li{ZERO}\t", "Ana Li"),
    (NameField, "\u202eAna\u202c", "Ana"),
    (NameField, "Pelé", "Pelé"),
    (NameField, "李小龍", "李小龍"),
    (NameField, "محمد", "محمد"),
    (NameField, "می\u200cخواهم", "می\u200cخواهم"),
    (NameField, "Ольга Петровна", "Ольга Петровна"),
    (NameField, "अनिता", "अनिता"),
    (NameField, "J. R. O’Neill-Smith 3rd", "J. R. O’Neill-Smith 3rd"),
    (TelephoneField, "+41 22 717 91 11", "+41 22 717 91 11"),
    (TelephoneField, "+41 22 717 91 11 ext. 12", "+41 22 717 91 11 ext. 12"),
    (TelephoneField, "+41 22 717 91 11 x12", "+41 22 717 91 11 x12"),
    (TelephoneField, "022/717 91 11", "022/717 91 11"),
    (TelephoneField, "(212) 963-1234", "(212) 963-1234"),
    (TelephoneField, "+41 (0)22 717 91 11, poste 7", "+41 (0)22 717 91 11, poste 7"),
    (TelephoneField, "(+41) 22.717.91.11", "(+41) 22.717.91.11"),
    (TelephoneField, "022 717 91 11 / 079 123 45 67", "022 717 91 11 / 079 123 45 67"),
    (TelephoneField, f"Tel.:{NBSP}+41{NBSP}22 717–91–11{ZERO}", "+41 22 717-91-11"),
    (TelephoneField, "７１７", None),
    (TelephoneField, "＋41 22 ７１７ 91 11", "+41 22 717 91 11"),
    (EmailField, "ana@example.org", "ana@example.org"),
    (EmailField, f" ana@example.org{NBSP}{ZERO}", "ana@example.org"),
    (EmailField, f"ana{ZERO}@example.org", "ana@example.org"),
    (EmailField, "ana@example.org.", "ana@example.org"),
    (EmailField, "ana@example.org;", "ana@example.org"),
    (EmailField, "Ana Li <ana@example.org>", "ana@example.org"),
    (EmailField, '"Li, Ana" <ana@example.org>;', "ana@example.org"),
    (EmailField, "<mailto:ana@example.org>", "ana@example.org"),
    (EmailField, "mailto:ana@example.org", "ana@example.org"),
    (EmailField, "o'neill+gmg@mail.example.org", "o'neill+gmg@mail.example.org"),
]
REFUSED = [
    *((NameField, text) for text in ("123", "…", "-", "a@example.org", "\u0301")),
    *((TelephoneField, text) for text in ("call me", "12", "+", "022 CALL ME", "ext. 12", "0" * 40, "++41")),
    *(
        (EmailField, text)
        for text in (
            "ana", "ana@example", "ana@localhost", "ana li@example.org", "ana,li@example.org",
            "ana@example.org, bo@example.org", "ana@example.org bo@example.org", "ana@@example.org",
            "Ana <ana@example.org> <bo@example.org>", "ana@example..org", "@example.org",
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "kept"), CLEANED)
def test_what_was_surely_meant_is_kept(field, typed, kept):
    if kept is None:
        with pytest.raises(ValidationError):
            field(max_length=254).clean(typed)
    else:
        assert field(max_length=254).clean(typed) == kept


@pytest.mark.parametrize(("field", "typed"), REFUSED)
def test_what_cannot_be_right_is_refused_with_words(field, typed):
    with pytest.raises(ValidationError) as refused:
        field(max_length=254).clean(typed)
    assert len(str(refused.value.messages[0])) > 20


@pytest.mark.parametrize("field", [NameField, TelephoneField, EmailField])
@pytest.mark.parametrize("typed", ["", "   ", f"{NBSP}{ZERO}", "\x00"[:0], "\x07\u2028"])
def test_nothing_visible_is_nothing(field, typed):
    assert field(required=False).clean(typed) == ""
    with pytest.raises(ValidationError):
        field().clean(typed)
