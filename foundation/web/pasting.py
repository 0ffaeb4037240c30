"""What somebody pastes into an editor is cleaned here, by the same reader as all that comes in."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from foundation.text import rich

# Some programs write pictures into the clipboard's text. No text keeps them, and they make it huge.
WITHIN = re.compile(r"""(\bsrc\s*=\s*["']?)data:[^"'\s>]*""", re.IGNORECASE)

HTML = "<!---->"  # so that a selection which begins with a word is not read as plain text


@require_POST
@login_not_required  # applicants have a link only; nothing is stored, and nothing of the portal is told
@never_cache
def paste(request) -> JsonResponse:
    """Cleans the `html` of a clipboard, or else its `plain` text; with `images` those of the portal stay.
    Of too long a text only the words stay.

    Answers with `html`, blocks as they are stored, and `left_out`, what could not be kept, in sentences.
    """
    html = request.FILES["html"].read().decode(errors="replace") if "html" in request.FILES else ""
    html = WITHIN.sub(r"\1", html or request.POST.get("html", ""))
    if html and len(html) <= rich.LARGEST:
        found = rich.read(HTML + html, images="images" in request.POST)
    else:
        words = _("This is too long to keep its formatting at once. Paste it in parts to keep it.")
        found = rich.Read(rich.read_plain(request.POST.get("plain", "")), [words] if html else [])
    return JsonResponse({"html": found.text, "left_out": found.left_out})
