"""The pages of three roles in languages with longer words, from left to right and from right to left."""

import pytest
from django.utils import translation

from tests import pseudo
from tests.e2e.test_weight import CHAIR, FOCAL, SECRETARIAT, places  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SIZES = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})
# What is wider than the screen, what lies outside of it, and what is cut off.
BREAKS = """() => {
  const hidden = '.visually-hidden, .skip';
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest(hidden);
  const scrolls = (one) => one.parentElement?.closest('.scroller, pre, .editor, [style*=overflow]');
  const name = (one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`;
  const found = [];
  const {scrollWidth, clientWidth} = document.documentElement;
  if (scrollWidth > clientWidth) found.push(`wider than the screen: ${scrollWidth}`);
  for (const one of document.body.querySelectorAll('*')) {
    if (!shown(one) || scrolls(one) || one.closest('svg, select, input, textarea')) continue;
    const {left, right, width} = one.getBoundingClientRect();
    if (width && (left < -1 || right > innerWidth + 1)) found.push(`outside: ${name(one)}`);
    const hides = ['hidden', 'clip'].includes(getComputedStyle(one).overflowX);
    const isTooLong = one.scrollWidth > one.clientWidth + 1;
    if (isTooLong && (hides || one.matches('button, .btn, .state'))) found.push(`cut off: ${name(one)}`);
  }
  return found.slice(0, 5);
}"""


@pytest.mark.parametrize("language", pseudo.LANGUAGES)
@pytest.mark.parametrize(
    ("login", "pages"), [("focal", FOCAL), ("chair", CHAIR), ("secretariat", SECRETARIAT)]
)
def test_no_page_breaks_with_longer_words(places, visitor, settings, tmp_path, login, pages, language):  # noqa: F811
    pseudo.write(tmp_path)
    settings.LOCALE_PATHS = [str(tmp_path)]
    settings.LANGUAGES = [(language, language)]
    settings.LANGUAGE_CODE = language
    translation.deactivate()  # this thread shows no page; the server's threads begin with the new language
    somebody, wrong = visitor(), {}
    somebody.logs_in(f"{login}@example.org")
    for path in pages:
        page = somebody.goes_to(path.format(**places))
        assert page.locator("html").get_attribute("lang") == language
        for size in SIZES:
            page.set_viewport_size(size)
            somebody.rests()
            if found := page.evaluate(BREAKS):
                wrong[f"{path} at {size['width']}"] = found
    assert wrong == {}
