# ruff: noqa: E501, the lines are as the program broke them
"""What Word puts on the clipboard, on Windows and on a Mac. Each sample: the HTML, our text, what was left out."""

HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal, li.MsoNormal {margin:0cm;font-size:12.0pt;}
span.MsoFootnoteReference {mso-style-noshow:yes; vertical-align:super;}
a:link, span.MsoHyperlink {color:blue; text-decoration:underline;}
span.Secret {mso-style-name:Secret; display:none; mso-hide:all;}
@list l0:level1 {mso-level-number-format:bullet;} --></style></head><body lang=EN-GB><!--StartFragment-->"""
FOOT = "<!--EndFragment--></body></html>"


def page(*parts: str) -> str:
    return HEAD + "\n".join(parts) + FOOT


def plain(words: str, style: str = "") -> str:
    return f"<p class=MsoNormal style='{style}'><span lang=EN-GB>{words}<o:p></o:p></span></p>"


def item(sign: str, words: str, listed: str = "l0 level1 lfo1", *, style: str = "", font: str = "") -> str:
    """Returns an item as Word writes it; the sign stands in a span that it ignores when it reads it again."""
    return f"""<p class=MsoListParagraphCxSpMiddle style='{style}text-indent:-18.0pt;mso-list:{listed}'><![if !supportLists]><span
style='{font}'><span style='mso-list:Ignore'>{sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>{words}<o:p></o:p></p>"""


SYMBOL, WINGDINGS, COURIER = (f"font-family:{name}" for name in ("Symbol", "Wingdings", '"Courier New"'))

COMMENTS = """<div style='mso-element:comment-list'><![if !supportAnnotations]><hr class=msocomoff align=left size=1 width="33%"><![endif]>
<div style='mso-element:comment'><div id="_com_1" class=msocomtxt language=JavaScript><span style='mso-comment-author:"Ann Example"'><![if !supportAnnotations]><a name="_msocom_1"></a><![endif]></span>
<p class=MsoCommentText><span class=MsoCommentReference><span style='font-size:8.0pt'>&nbsp;<![if !supportAnnotations]><a class=msocomoff href="#_msoanchor_1">[AE1]</a><![endif]></span></span>Private<o:p></o:p></p></div></div>
<div style='mso-element:comment'><div id="_com_2" class=msocomtxt><p class=MsoCommentText>Private</p></div></div></div>"""

SAMPLES = {
    "levels of one numbering": (
        page(
            item("1.", "One"),
            item("1.1.", "One one", "l0 level2 lfo1", style="margin-left:39.6pt;"),
            item("1.1.1.", "One one one", "l0 level3 lfo1", style="margin-left:61.2pt;"),
            item("1.1.2.", "One one two", "l0 level3 lfo1", style="margin-left:61.2pt;"),
            item("1.2.", "One two", "l0 level2 lfo1", style="margin-left:39.6pt;"),
            item("2.", "Two"),
        ),
        "<ol><li><p>One</p><ol><li><p>One one</p><ol><li><p>One one one</p></li><li><p>One one two</p></li></ol></li>"
        "<li><p>One two</p></li></ol></li><li><p>Two</p></li></ol>",
        [],
    ),
    "a number whose outer number is elsewhere stays": (
        page(
            plain("2. Membership"),
            item("2.1", "Who may join", "l3 level2 lfo3"),
            item("2.2", "Who decides", "l3 level2 lfo3"),
        ),
        "<p>2. Membership</p><p>2.1 Who may join</p><p>2.2 Who decides</p>",
        [],
    ),
    "signs that no list has stay": (
        page(
            item("Article 3", "Seat"),
            item("§ 4a", "Budget", "l1 level1 lfo2"),
            item("第一", "Purpose", "l2 level1 lfo2"),
        ),
        "<p>Article 3 Seat</p><p>§ 4a Budget</p><p>第一 Purpose</p>",
        [],
    ),
    "letters and Roman numbers": (
        page(
            item("(a)", "A", "l0 level1 lfo1"),
            item("i.", "A i", "l0 level2 lfo1", style="margin-left:72.0pt;"),
            item("ii.", "A ii", "l0 level2 lfo1", style="margin-left:72.0pt;"),
            item("(b)", "B", "l0 level1 lfo1"),
            plain("And"),
            item("(h)", "H", "l0 level1 lfo1"),
            item("(i)", "I", "l0 level1 lfo1"),
            item("(j)", "J", "l0 level1 lfo1"),
            plain("Or"),
            item("IX.", "Nine", "l4 level1 lfo4"),
            item("X.", "Ten", "l4 level1 lfo4"),
        ),
        '<ol type="a"><li><p>A</p><ol type="i"><li><p>A i</p></li><li><p>A ii</p></li></ol></li><li><p>B</p></li></ol><p>And</p>'
        '<ol start="8" type="a"><li><p>H</p></li><li><p>I</p></li><li><p>J</p></li></ol><p>Or</p>'
        '<ol start="9" type="I"><li><p>Nine</p></li><li><p>Ten</p></li></ol>',
        [],
    ),
    "a list that begins again, and another whose number would fit": (
        page(
            item("1.", "a"),
            item("2.", "b"),
            item("1.", "c", "l0 level1 lfo2"),
            item("2.", "d", "l5 level1 lfo3"),
        ),
        '<ol><li><p>a</p></li><li><p>b</p></li></ol><ol><li><p>c</p></li></ol><ol start="2"><li><p>d</p></li></ol>',
        [],
    ),
    "bullets in fonts of pictures, and a deeper list of its own": (
        page(
            item("·", "dot", font=SYMBOL),
            item("o", "circle", "l0 level2 lfo1", style="margin-left:72.0pt;", font=COURIER),
            item("§", "square", "l0 level3 lfo1", style="margin-left:108.0pt;", font=WINGDINGS),
            item("Ø", "arrow", "l0 level1 lfo1", font=WINGDINGS),
            item("q", "box", "l7 level1 lfo7", style="margin-left:72.0pt;", font=WINGDINGS),
            item("-", "dash", "l0 level1 lfo1"),
        ),
        "<ul><li><p>dot</p><ul><li><p>circle</p><ul><li><p>square</p></li></ul></li></ul></li><li><p>arrow</p><ul><li><p>box</p></li></ul></li>"
        "<li><p>dash</p></li></ul>",
        [],
    ),
    "items of two paragraphs, an empty item, and a level that is skipped": (
        page(
            item("1.", "first"),
            "<p class=MsoListParagraphCxSpMiddle>still first</p>",
            plain("and still", "margin-left:36.0pt"),
            item("2.", "<o:p>&nbsp;</o:p>"),
            item("3.", "third"),
            item("a.", "deeper", "l0 level3 lfo1", style="margin-left:108.0pt;"),
            item("4.", "fourth"),
        ),
        "<ol><li><p>first</p><p>still first</p><p>and still</p></li></ol>"
        '<ol start="3"><li><p>third</p><ol type="a"><li><p>deeper</p></li></ol></li><li><p>fourth</p></li></ol>',
        [],
    ),
    "a list that Word made a list, with loose items below": (
        page(
            "<ol style='margin-top:0cm' start=2 type=1><li class=MsoNormal style='mso-list:l0 level1 lfo1'><span lang=EN-GB>two<o:p></o:p></span></li></ol>",
            item("2.1.", "two one", "l0 level2 lfo1", style="margin-left:72.0pt;"),
            "<ol style='margin-top:0cm' start=3 type=1><li class=MsoNormal style='mso-list:l0 level1 lfo1'>three</li></ol>",
        ),
        '<ol start="2"><li><p>two</p><ol><li><p>two one</p></li></ol></li><li><p>three</p></li></ol>',
        [],
    ),
    "headings with numbers, a title, a table of contents": (
        page(
            "<p class=MsoTitle>Report</p><p class=MsoToc1 style='tab-stops:right dotted 450.8pt'><span class=MsoHyperlink><a href=\"#_Toc1\">1.<span style='mso-tab-count:1'>     </span>Opening<span style='mso-tab-count:1 dotted'>............ </span>"
            "<!--[if supportFields]><span style='mso-element:field-begin'></span>PAGEREF _Toc1 \\h <span style='mso-element:field-separator'></span><![endif]-->3</a></span></p>",
            "<h1 style='mso-list:l1 level1 lfo1'><a name=\"_Toc1\"><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]><b>Opening</b></a></h1>",
            "<h2 style='mso-list:l1 level2 lfo1'><span style='mso-list:Ignore'>1.1<span>&nbsp; </span></span>Members</h2><p class=MsoHeading7>Low</p>",
            plain(
                'See section <a href="#_Ref5">1.1</a>, <a href="file:///C:/a.docx">the file</a> and <a href="https://gmg.example/a b">the page</a>.'
            ),
        ),
        "<h3>Report</h3><p>1. Opening 3</p><h3>Opening</h3><h4>Members</h4><h5>Low</h5>"
        '<p>See section 1.1, the file and <a href="https://gmg.example/a%20b">the page</a>.</p>',
        [],
    ),
    "a table with merged cells, a head, a list and a table within": (
        page(
            "<table class=MsoTableGrid border=1><thead><tr><td colspan=2><p class=MsoNormal><b>Agency<o:p></o:p></b></p></td><td><p class=MsoNormal><b>Due</b></p></td></tr></thead>"
            f"<tr><td rowspan=2><p class=MsoNormal>ILO</p></td><td>{item('1.', 'draft')}{item('2.', 'reply')}</td><td><p class=MsoNormal>May</p></td></tr>"
            "<tr><td><table class=MsoNormalTable><tr><td><p>in</p></td><td><p>within</p></td></tr></table><p class=MsoNormal><o:p>&nbsp;</o:p></p></td><td></td></tr>"
            "<![if !supportMisalignedColumns]><tr height=0><td width=100></td><td width=80></td><td width=9></td></tr><![endif]></table>"
        ),
        '<table><thead><tr><th colspan="2"><p><strong>Agency</strong></p></th><th><p><strong>Due</strong></p></th></tr></thead>'
        '<tbody><tr><td rowspan="2"><p>ILO</p></td><td><ol><li><p>draft</p></li><li><p>reply</p></li></ol></td><td><p>May</p></td></tr>'
        "<tr><td><p>in</p><p>within</p></td><td><p></p></td></tr></tbody></table>",
        [],
    ),
    "footnotes and endnotes": (
        page(
            '<p class=MsoNormal>In 2025<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style=\'mso-special-character:footnote\'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> and later<a style=\'mso-endnote-id:edn1\' href="#_edn1" name="_ednref1"><span class=MsoEndnoteReference>[i]</span></a>; again<span class=MsoFootnoteReference>1</span>.</p>',
            "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width=\"33%\"><![endif]><div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href=\"#_ftnref1\" name=\"_ftn1\"><span class=MsoFootnoteReference>[1]</span></a> A <i>note</i>.</p><p class=MsoFootnoteText>Its second line.</p></div></div>",
            "<div style='mso-element:endnote-list'><div style='mso-element:endnote' id=edn1><p class=MsoEndnoteText><a href=\"#_ednref1\" name=\"_edn1\">[i]</a> At the end.</p></div></div>",
        ),
        '<p>In 2025<span class="footnote">A <em>note</em>.<br>Its second line.</span> and later<span class="footnote">At the end.</span>; again<sup>1</sup>.</p>',
        [],
    ),
    "margin comments with a reply": (
        page(
            "<p class=MsoNormal><a style='mso-comment-reference:AE_1;mso-comment-date:20260501T1000'></a><a style='mso-comment-reference:AE_2'>They agree</a><span class=MsoCommentReference><span style='font-size:8.0pt'><![if !supportAnnotations]><a class=msocomanchor id=\"_anchor_1\" href=\"#_msocom_1\" name=\"_msoanchor_1\">[AE1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span></span> today.</p>",
            COMMENTS,
        ),
        "<p>They agree today.</p>",
        ["2 margin comments were left out."],
    ),
    "tracked changes": (
        page(
            '<p class=MsoNormal>It <span class=msoDel><del cite="mailto:Ann%20Example" datetime="2026-05-02T10:31">would</del></span><span class=msoIns><ins cite="mailto:Zo%C3%AB%20B." datetime="2026-05-02T10:32">will</ins></span> '
            "<span class=msoChangeProp><span style='font-weight:normal'>meet</span></span> <s>soon</s> <span class=msoIns>in May</span>.</p>"
        ),
        '<p>It <del data-by="Ann Example" datetime="2026-05-02T10:31">would</del><ins data-by="Zoë B." datetime="2026-05-02T10:32">will</ins> meet <s>soon</s> <ins>in May</ins>.</p>',
        [],
    ),
    "a text box and pictures": (
        page(
            '<p class=MsoNormal>Before <!--[if gte vml 1]><v:shape id="Text_x0020_Box" style=\'width:100pt\'><v:textbox style=\'mso-fit-shape-to-text:t\'><![if !mso]><table><tr><td><![endif]><div><p class=MsoNormal>In the box</p></div><![if !mso]></td></tr></table><![endif]></v:textbox></v:shape><![endif]--><![if !vml]><span style=\'mso-ignore:vglayout\'><img width=100 height=40 src="file:///C:/clip_image001.png" alt="Text Box: In the box" v:shapes="Text_x0020_Box"></span><![endif]>after.</p>',
            '<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/a.emz"/></v:shape><![endif]--><![if !vml]><img width=320 height=200 src="file:///C:/image002.gif" v:shapes="_x0000_i1025"><![endif]><img width=1 height=1 src="file:///C:/dot.gif"></p>',
        ),
        "<p>Before after.</p><p>In the box</p>",
        ["1 image was left out."],
    ),
    "spaces, hyphens, hidden words, small capitals, arrows": (
        page(
            plain(
                "One<span style='mso-tab-count:1'>          </span>two<span style='mso-spacerun:yes'>  </span>co&shy;operation non&#8209;formal <span style='display:none;mso-hide:all'>secret</span><span class=Secret>secret too</span><span style='font-variant:small-caps'>Small</span>"
            ),
            plain(
                "A <span style='font-family:Wingdings;mso-char-type:symbol;mso-symbol-font-family:Wingdings'><span style='mso-char-type:symbol;mso-symbol-font-family:Wingdings'>à</span></span> B <span style='font-family:Symbol;mso-char-type:symbol'>£</span> 5"
            ),
            plain("E = mc<span style='vertical-align:super'>2</span>"),
        ),
        "<p>One two cooperation non\u2011formal Small</p><p>A → B ≤ 5</p><p>E = mc<sup>2</sup></p>",
        [],
    ),
    "scripts from the right and from the East": (
        page(
            "<p class=MsoNormal dir=RTL style='text-align:right;direction:rtl;unicode-bidi:embed'><span lang=AR-SA>اتفق الأعضاء</span><span dir=LTR></span><span dir=LTR>GMG</span></p>",
            "<p class=MsoNormal dir=RTL style='direction:rtl'><span dir=LTR>GMG</span><span lang=AR-SA> والأعضاء</span></p>",
            "<p class=MsoNormal><span lang=ZH-CN style='font-family:宋体'>移徙</span><span lang=EN-US> 2026</span><span lang=KO style='font-family:\"Malgun Gothic\"'>이주</span></p>",
        ),
        '<p>اتفق الأعضاءGMG</p><p dir="rtl">GMG والأعضاء</p><p>移徙 2026이주</p>',
        [],
    ),
    "items without Word's own styles, as Edge hands them over": (
        '<p style="margin: 0px 0px 0px 48px; text-indent: -0.25in;"><span style="font-family: Symbol;"><span>·<span style=\'font: 7pt "Times New Roman"\'>&nbsp;&nbsp;&nbsp; </span></span></span><font face="Calibri">one</font></p>'
        '<p style="margin: 0px 0px 0px 96px; text-indent: -0.25in;"><span style=\'font-family: "Courier New";\'>o<span style=\'font: 7pt "Times New Roman"\'>&nbsp;&nbsp; </span></span>within</p>'
        '<p style="margin: 0px 0px 0px 48px; text-indent: -0.25in;"><span style="font-family: Symbol;">·<span>&nbsp;&nbsp;&nbsp; </span></span>two</p><p style="margin-left:48px;text-indent:-48px">Ann&nbsp;Example hangs</p><p style="margin-left:48px;text-indent:-48px">ICC&nbsp;&nbsp;&nbsp; The court</p><p style="margin-left:48px;text-indent:-48px">2025&nbsp;&nbsp;&nbsp; The year</p>',
        "<ul><li><p>one</p><ul><li><p>within</p></li></ul></li><li><p>two</p></li></ul><p>Ann Example hangs</p><p>ICC The court</p><p>2025 The year</p>",
        [],
    ),
    "a Mac": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15"></head><body lang=EN-GB style=\'tab-interval:36.0pt\'><!--StartFragment--><h1>Next<span class="apple-converted-space">&nbsp;</span>steps</h1>'
        "<p class=MsoListParagraphCxSpFirst style='margin-left:36.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1;\ntext-autospace:none'><!--[if !supportLists]--><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp;</span></span></span><!--[endif]--><b>Now</b><span class=\"Apple-converted-space\">&nbsp;</span>this</p><!--EndFragment--></body></html>",
        "<h3>Next steps</h3><ul><li><p><strong>Now</strong> this</p></li></ul>",
        [],
    ),
}
