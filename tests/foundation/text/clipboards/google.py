# ruff: noqa: E501, the lines are as the program broke them
"""What Google Docs puts on the clipboard, and what it exports. Each sample: the HTML, our text, what was left out."""


def page(*parts: str) -> str:
    return f'<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-0a1b">{"".join(parts)}</b><br class="Apple-interchange-newline">'


def run(words: str, style: str = "") -> str:
    return f'<span style="font-size:11pt;font-family:Arial;font-weight:400;font-style:normal;font-variant:normal;text-decoration:none;vertical-align:baseline;white-space:pre;white-space:pre-wrap;{style}">{words}</span>'


def paragraph(*runs: str, tag: str = "p") -> str:
    return (
        f'<{tag} dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;">{"".join(runs)}</{tag}>'
    )


def item(words: str, level: int = 1, kind: str = "disc", more: str = "") -> str:
    return f'<li dir="ltr" style="list-style-type:{kind};font-size:11pt;white-space:pre" aria-level="{level}">{paragraph(run(words))}{more}</li>'


TICK = '<img src="data:image/png;base64,AAAA" width="17.6px" height="17.6px" alt="{}" aria-roledescription="checkbox" style="margin-right:3px;" />'

SAMPLES = {
    "runs": (
        page(
            paragraph(run("Next steps", "font-weight:700"), tag="h1"),
            paragraph(
                run("The Group "),
                run("rejects", "text-decoration:line-through"),
                run(" "),
                run("welcomes", "font-weight:700"),
                run(" 10"),
                run("3", "font-size:0.6em;vertical-align:super;"),
                run(" CO"),
                run("2", "vertical-align:sub;"),
                run(" "),
                '<a href="https://gmg.example/" style="text-decoration:none;">'
                + run("here", "text-decoration:underline;color:#1155cc")
                + "</a>",
                "<br />",
                run("next line"),
            ),
            "<br /><br />",
            '<hr style="page-break-before:always;display:none;" />',
            paragraph(
                '<a id="bookmark=id.1"></a>' + run("After"),
                '<span style="border:none;display:inline-block;overflow:hidden;width:602px;height:338px;"><img src="https://lh7.example/x" width="602" height="338" /></span>',
            ),
        ),
        "<h3>Next steps</h3><p>The Group <s>rejects</s> <strong>welcomes</strong> 10<sup>3</sup> CO<sub>2</sub> "
        '<a href="https://gmg.example/">here</a><br>next line</p><p>After</p>',
        ["1 image was left out."],
    ),
    "lists within lists, a list cut at its second level, ticked items": (
        page(
            '<ul style="margin-top:0"><ul>' + item("cut", 2, "circle") + "</ul>" + item("one") + "</ul>",
            '<ol start="3" style="margin-top:0">'
            + item("three", 1, "decimal")
            + "<ol>"
            + item("a", 2, "lower-alpha")
            + "<ol>"
            + item("i", 3, "lower-roman")
            + "</ol></ol>"
            + item("four", 1, "decimal")
            + "</ol>",
            f'<ul><li dir="ltr" role="checkbox" aria-checked="true" style="list-style-type:none" aria-level="1">{TICK.format("checked")}{paragraph(run("done", "text-decoration:line-through"))}</li>'
            f'<li dir="ltr" role="checkbox" aria-checked="false" aria-level="1">{TICK.format("unchecked")}{paragraph(run("to do"))}</li></ul>',
        ),
        "<ul><li><p>cut</p></li></ul><ul><li><p>one</p></li></ul>"
        '<ol start="3"><li><p>three</p><ol type="a"><li><p>a</p><ol type="i"><li><p>i</p></li></ol></li></ol></li><li><p>four</p></li></ol>'
        "<ul><li><p>☑ <s>done</s></p></li><li><p>☐ to do</p></li></ul>",
        [],
    ),
    "a table": (
        page(
            '<div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100" /><col width="100" /></colgroup><tbody>'
            f'<tr style="height:0pt"><td colspan="2" style="vertical-align:top">{paragraph(run("Head"))}</td></tr><tr><td>{paragraph(run("a"))}</td><td><br /></td></tr></tbody></table></div>'
        ),
        '<table><tbody><tr><td colspan="2"><p>Head</p></td></tr><tr><td><p>a</p></td><td><p></p></td></tr></tbody></table>',
        [],
    ),
    "an exported page with comments and footnotes": (
        "<html><head><style>.c1{font-weight:700}.c2{vertical-align:super}p.c3{margin:0}.c4{text-decoration:line-through}</style></head><body class='c9'>"
        '<p class="c3"><span class="c1">Bold</span><span> words</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><span class="c4"> gone</span></p>'
        '<hr class="c8"><div><p class="c3"><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> The note</span></p></div>'
        '<div class="c7"><p class="c3"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Private</span></p><p><span>Private</span></p></div></body></html>',
        '<p><strong>Bold</strong> words<span class="footnote">The note</span> <s>gone</s></p>',
        ["1 margin comment was left out."],
    ),
    "comments that share a part of the page with the text": (
        '<div><p>Text<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Private</span></p><p>More text</p></div>',
        "<p>Text</p><p>More text</p>",
        ["1 margin comment was left out."],
    ),
}
