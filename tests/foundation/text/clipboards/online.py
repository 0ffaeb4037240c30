# ruff: noqa: E501, the lines are as the program broke them
"""What Word in the browser puts on the clipboard. Each sample: the HTML, our text, what was left out."""


def run(words: str, style: str = "", named: str = "") -> str:
    return f'<span data-contrast="auto" xml:lang="EN-GB" class="TextRun {named} SCXW1 BCX8" style="{style}"><span class="NormalTextRun SCXW1 BCX8">{words}</span></span>'


END = '<span class="EOP SCXW1 BCX8" data-ccp-props="{&quot;201341983&quot;:0}">&nbsp;</span>'


def paragraph(*runs: str, more: str = "") -> str:
    return f'<div class="OutlineElement Ltr SCXW1 BCX8"><p class="Paragraph SCXW1 BCX8" xml:lang="EN-GB" {more}>{"".join(runs)}{END}</p></div>'


def item(tag: str, words: str, level: int, *, start: int = 0, more: str = "", listed: int = 1) -> str:
    begins = f' start="{start}"' if start else ""
    return (
        f'<div class="ListContainerWrapper SCXW1 BCX8"><{tag} class="NumberListStyle1 SCXW1 BCX8" role="list"{begins} {more}><li data-leveltext="%1." data-listid="{listed}" '
        f'data-aria-posinset="{start or 1}" data-aria-level="{level}" role="listitem" class="OutlineElement Ltr SCXW1 BCX8"><p class="Paragraph SCXW1 BCX8">{run(words)}{END}</p></li></{tag}></div>'
    )


SAMPLES = {
    "lists, each item a list of its own": (
        item("ol", "one", 1, start=1)
        + item("ol", "one a", 2, start=1, more='style="list-style-type:lower-alpha"')
        + item("ol", "one b", 2, start=2, more='style="list-style-type:lower-alpha"')
        + item("ol", "two", 1, start=2)
        + paragraph(run("Between"))
        + item("ol", "three", 1, start=3)
        + item("ul", "dot", 1, listed=2)
        + item("ul", "deep dot", 3, listed=2)
        + item("ul", "dot again", 1, listed=2),
        '<ol><li><p>one</p><ol type="a"><li><p>one a</p></li><li><p>one b</p></li></ol></li><li><p>two</p></li></ol><p>Between</p>'
        '<ol start="3"><li><p>three</p></li></ol><ul><li><p>dot</p><ul><li><p>deep dot</p></li></ul></li><li><p>dot again</p></li></ul>',
        [],
    ),
    "runs, headings and tracked changes": (
        paragraph(run("Title"), more='role="heading" aria-level="1"')
        + paragraph(run("Part", "font-weight:bold"), more='role="heading" aria-level="2"')
        + paragraph(
            run("The Group "),
            run("rejects", "text-decoration:line-through", "Strikethrough"),
            run(" "),
            run("welcomes", "font-weight:bold"),
            run(" it"),
            run("2", "vertical-align:super", "Superscript"),
            run("."),
        )
        + paragraph(
            run("It ", ""),
            run("would", "", "TrackChangeTextDeletion TrackedChange"),
            run("will", "", "TrackChangeTextInsertion TrackedChange"),
            run(" meet."),
        )
        + paragraph("<br>")
        + paragraph(
            '<a class="Hyperlink SCXW1" href="https://gmg.example/" target="_blank">'
            + run("the site", "text-decoration:underline", "Underlined")
            + "</a>"
        ),
        "<h3>Title</h3><h4>Part</h4><p>The Group <s>rejects</s> <strong>welcomes</strong> it<sup>2</sup>.</p><p>It <del>would</del><ins>will</ins> meet.</p>"
        '<p><a href="https://gmg.example/">the site</a></p>',
        [],
    ),
    "a table": (
        '<div class="OutlineElement Ltr SCXW1"><div class="TableContainer Ltr SCXW1"><table class="Table Ltr TableWordWrap SCXW1" border="1" data-tablestyle="MsoTableGrid" aria-rowcount="2"><tbody>'
        f'<tr role="row" aria-rowindex="1"><td role="rowheader" colspan="2"><div class="TableCellContent">{paragraph(run("Agency"))}</div></td></tr>'
        f'<tr role="row"><td>{paragraph(run("ILO"))}</td><td>{item("ul", "draft", 1)}</td></tr></tbody></table></div></div>',
        '<table><tbody><tr><td colspan="2"><p>Agency</p></td></tr><tr><td><p>ILO</p></td><td><ul><li><p>draft</p></li></ul></td></tr></tbody></table>',
        [],
    ),
}
