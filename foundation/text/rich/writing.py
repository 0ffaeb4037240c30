"""Writes blocks as our own HTML, in which every word is escaped, and as plain text."""

from html import escape
from itertools import groupby

from django.utils.translation import gettext as _

from foundation.text.rich.blocks import MARKS, Block, Run


def as_html(blocks: list[Block]) -> str:
    """Returns the blocks as our own HTML."""
    html: list[str] = []
    open_lists: tuple[str, ...] = ()
    in_quote = False
    for block in blocks:
        if in_quote and block.kind != "quote":
            html.append("</blockquote>")
        elif block.kind == "quote" and not in_quote:
            html.extend([_close(open_lists), "<blockquote>"])
            open_lists = ()
        in_quote = block.kind == "quote"
        words = _inline(block.runs)
        if block.kind == "li":
            html.append(_to_item(open_lists, block.lists))
            html.append(words)
            open_lists = block.lists
        else:
            html.append(_close(open_lists))
            open_lists = ()
            tag = "p" if in_quote else block.kind
            html.append(f"<{tag}>{words}</{tag}>")
    html.extend(["</blockquote>" if in_quote else "", _close(open_lists)])
    return "".join(html)


def _to_item(now: tuple[str, ...], then: tuple[str, ...]) -> str:
    """Returns the tags between the text before and the next item.

    `now` and `then` are the lists around both.
    """
    common = 0
    while common < min(len(now), len(then)) and now[common] == then[common]:
        common += 1
    opening = "".join(f"<{kind}><li>" for kind in then[common:])
    closing = _close(now[common:])
    return closing + opening if len(then) > common else closing + "</li><li>"


def _close(lists: tuple[str, ...]) -> str:
    return "".join(f"</li></{kind}>" for kind in reversed(lists))


def _inline(runs: list[Run]) -> str:
    html = ""
    for href, linked in groupby(runs, key=lambda run: run.href):
        words = _marked(list(linked), MARKS)
        html += f'<a href="{escape(href)}">{words}</a>' if href else words
    return html


def _marked(runs: list[Run], marks: tuple[str, ...]) -> str:
    if not marks:
        return "".join(escape(run.text, quote=False) for run in runs).replace("\n", "<br>")
    html, (mark, *inner) = "", marks
    for is_marked, alike in groupby(runs, key=lambda run: mark in run.marks):
        words = _marked(list(alike), tuple(inner))
        html += f"<{mark}>{words}</{mark}>" if is_marked else words
    return html


def as_plain(blocks: list[Block]) -> str:
    """Returns the blocks as plain text, with "- " or "1. " before items and "> " before quotations."""
    lines: list[str] = []
    numbers: dict[tuple[str, ...], int] = {}
    before = Block("p")
    for block in blocks:
        text = "".join(_words(block.runs))
        if lines and not (before.kind == block.kind == "li"):
            lines.append(">" if before.kind == block.kind == "quote" else "")
        if block.kind == "li":
            numbers = {path: n for path, n in numbers.items() if path == block.lists[: len(path)]}
            numbers[block.lists] = numbers.get(block.lists, 0) + 1
            sign = f"{numbers[block.lists]}. " if block.lists[-1] == "ol" else "- "
            margin = "   " * (len(block.lists) - 1)
            lines.append(margin + sign + text.replace("\n", "\n" + margin + " " * len(sign)))
        else:
            numbers = {}
            lines.append("> " + text.replace("\n", "\n> ") if block.kind == "quote" else text)
        before = block
    return "\n".join(lines)


def _words(runs: list[Run]):
    """Yields the words, with the address after a link, and with a note on what is struck out."""
    for href, linked in groupby(runs, key=lambda run: run.href):
        text = ""
        for is_struck, alike in groupby(linked, key=lambda run: "del" in run.marks):
            words = "".join(run.text for run in alike)
            text += _("[deleted: %(words)s]") % {"words": words.strip()} if is_struck else words
        yield text
        if href and text.strip() not in (href, href.removeprefix("mailto:")):
            yield f" ({href.removeprefix('mailto:')})"
