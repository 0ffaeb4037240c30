"""Names through time, and "of X", "to X", "by X" in English and in French."""

import datetime as dt

import pytest
from django.utils import translation

from foundation.dates.partial import PartialDate
from foundation.text import sorting
from foundation.text.names import Name, articles, in_sentence, language_of, on

OLD = Name("Old", "O", ends=PartialDate(2006))
NEW = Name("New", "N", starts=PartialDate(2006))


@pytest.mark.parametrize(
    ("word", "article", "said"),
    [
        ("of", "", "of UNHCR"),
        ("of", "the", "of the UNHCR"),
        ("to", "", "to UNHCR"),
        ("by", "the", "by the UNHCR"),
        ("the", "the", "the UNHCR"),
        ("the", "", "UNHCR"),
        ("", "the", "UNHCR"),
    ],
)
def test_english_puts_the_article_only_where_it_belongs(word, article, said):
    assert in_sentence(word, "UNHCR", article=article) == said


@pytest.mark.parametrize(
    ("acronym", "article", "of", "to", "by", "the"),
    [
        ("HCR", "le", "du HCR", "au HCR", "par le HCR", "le HCR"),
        ("CNUCED", "la", "de la CNUCED", "à la CNUCED", "par la CNUCED", "la CNUCED"),
        ("OIM", "l’", "de l’OIM", "à l’OIM", "par l’OIM", "l’OIM"),
        (
            "Philippines",
            "les",
            "des Philippines",
            "aux Philippines",
            "par les Philippines",
            "les Philippines",
        ),
        ("ONU-Femmes", "", "d’ONU-Femmes", "à ONU-Femmes", "par ONU-Femmes", "ONU-Femmes"),
        ("Caritas", "", "de Caritas", "à Caritas", "par Caritas", "Caritas"),
    ],
)
def test_french_contracts_the_word_and_the_article(acronym, article, of, to, by, the):
    name = Name("", acronym, article, "fr")
    assert [name.said(word) for word in ("of", "to", "by", "the", "")] == [of, to, by, the, acronym]


def test_another_word_is_refused():
    with pytest.raises(ValueError, match="'from' is none of"):
        in_sentence("from", "UNHCR")


def test_language_without_forms_has_the_bare_name():
    assert in_sentence("of", "OIM", article="la", language="es") == "OIM"
    assert articles("es") == ()
    assert articles("fr") == ("le", "la", "l’", "les")


def test_language_is_that_of_the_reader_without_its_country():
    assert language_of("fr-CH") == "fr"
    with translation.override("fr"):
        assert language_of() == "fr"


@pytest.mark.parametrize(
    ("day", "name"), [("1999-01-01", OLD), ("2005-12-31", OLD), ("2006-01-01", NEW), ("2020-01-01", NEW)]
)
def test_in_the_year_of_a_change_the_later_name_counts(day, name):
    assert on([OLD, NEW], dt.date.fromisoformat(day), "en") == name


def test_no_name_is_made_up():
    assert on([NEW], dt.date(1999, 1, 1), "en") is None
    assert on([OLD, NEW], dt.date(2020, 1, 1), "fr") is None


def test_facts_are_read_as_they_were_written():
    name = Name("Haut-Commissariat", "HCR", "le", "fr", PartialDate(1950, 12), PartialDate(2050, 1, 2))
    assert Name.of(name.facts) == name
    assert NEW.facts == {"name": "New", "acronym": "N", "language": "en", "starts": "2006"}


def test_names_are_sorted_without_regard_to_case_and_accents():
    mixed = ["WHO", "Éire", "iom", "UNHCR", "ILO", "eca", "Zambia", "œuvre", "Ode"]
    assert sorting.ordered(mixed) == ["eca", "Éire", "ILO", "iom", "Ode", "œuvre", "UNHCR", "WHO", "Zambia"]


def test_figures_are_sorted_as_numbers():
    assert sorting.ordered(["WG 10", "WG 2", "WG"]) == ["WG", "WG 2", "WG 10"]


def test_names_that_differ_only_in_accents_have_a_fixed_order():
    assert sorting.ordered(["é", "e", "É"]) == sorting.ordered(["É", "é", "e"])


def test_the_language_decides_where_a_letter_of_its_own_stands():
    words = ["ñandú", "nube"]
    assert sorting.ordered(words) == ["ñandú", "nube"]
    with translation.override("es"):
        assert sorting.ordered(words) == ["nube", "ñandú"]
