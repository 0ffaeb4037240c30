# ruff: noqa: E501, the lines are as the programs broke them
"""What LibreOffice, Excel, PowerPoint, OneNote and Pages put on the clipboard, each with our text and what was left out."""

SAMPLES = {
    "LibreOffice Writer: notes, fonts, tracked changes": (
        '<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.6 (Linux)"/><style type="text/css">a.sdfootnoteanc { font-size: 57% } p.sdfootnote {font-size: 10pt} strong {so-language: en-GB}</style></head><body lang="en-GB" dir="ltr">'
        '<h1 class="western">Opening</h1><p style="line-height: 100%"><font face="Liberation Serif, serif"><font size="3" style="font-size: 12pt">In 2025<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>\nit <del cite="mailto:Ann" datetime="2026-05-02T10:31:00">would</del><ins>will</ins> <strike>stop</strike> CO<sub>2</sub>.</font></font></p>'
        '<ol start="3"><li><p style="margin-bottom: 0cm">three</p><ol type="a"><li><p>a</p></li></ol></li><li value="7"><p>seven</p></li></ol>'
        '<div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>The note.</p><p class="sdfootnote">More.</p></div></body></html>',
        '<h3>Opening</h3><p>In 2025<span class="footnote">The note.<br>More.</span> it <del data-by="Ann" datetime="2026-05-02T10:31:00">would</del><ins>will</ins> <s>stop</s> CO<sub>2</sub>.</p>'
        '<ol start="3"><li><p>three</p><ol type="a"><li><p>a</p></li></ol></li></ol><ol start="7"><li><p>seven</p></li></ol>',
        [],
    ),
    "LibreOffice Writer: numbered headings are headings, and a table": (
        '<html><body><ol><li><h1 class="western">One</h1></li></ol><p>Text</p><table width="665" cellpadding="4" cellspacing="0"><col width="324"/><col width="324"/><thead><tr valign="top"><th width="324"><p>Agency</p></th><th><p>Page</p></th></tr></thead>'
        "<tbody><tr><td><p>ILO</p></td><td><p>4</p></td></tr></tbody></table></body></html>",
        "<h3>One</h3><p>Text</p><table><thead><tr><th><p>Agency</p></th><th><p>Page</p></th></tr></thead><tbody><tr><td><p>ILO</p></td><td><p>4</p></td></tr></tbody></table>",
        [],
    ),
    "Excel: struck out and bold by classes, lines in a cell, hidden rows": (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700;} .xl66 {text-decoration:line-through;} .font5 {vertical-align:super;} --></style></head><body>'
        "<table border=0 cellpadding=0 cellspacing=0 width=128><col width=64 span=2><!--StartFragment--><tr height=20><td height=20 class=xl65 width=64>Agency</td><td>Sum</td></tr>"
        '<tr><td class=xl66>ILO</td><td align=right x:num="1200.5">1,200.50<br style=\'mso-data-placement:same-cell;\'>\nm<font class="font5">2</font></td></tr><tr style="display:none"><td>hidden</td><td>1</td></tr><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><!--EndFragment--></table></body></html>',
        "<table><tbody><tr><td><p><strong>Agency</strong></p></td><td><p>Sum</p></td></tr><tr><td><p><s>ILO</s></p></td><td><p>1,200.50<br>m<sup>2</sup></p></td></tr>"
        '<tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr><tr><td><p>c</p></td></tr></tbody></table>',
        [],
    ),
    "Excel: one cell": (
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table><!--StartFragment--><tr><td class=xl65>Only this</td></tr><!--EndFragment--></table></body></html>",
        "<p>Only this</p>",
        [],
    ),
    "PowerPoint": (
        '<html xmlns:p="urn:schemas-microsoft-com:office:powerpoint"><head><meta name=ProgId content=PowerPoint.Slide></head><body><!--StartFragment--><div style=\'mso-line-spacing:"90 0 0"\'><span style=\'font-size:28.0pt\'>First point</span></div><div><span style="font-weight:bold">Second</span><span> point</span></div>'
        "<div style='margin-left:.38in;text-indent:-.38in'><span style='mso-special-format:bullet;font-family:Arial;position:absolute'>•</span><span>Third</span></div><div style='margin-left:.88in;text-indent:-.38in'><span style='mso-special-format:bullet'>•</span><span>Within</span></div><!--EndFragment--></body></html>",
        "<p>First point</p><p><strong>Second</strong> point</p><ul><li><p>Third</p><ul><li><p>Within</p></li></ul></li></ul>",
        [],
    ),
    "OneNote": (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body lang=en-GB style='font-family:Calibri;font-size:11.0pt'><!--StartFragment--><p style='margin:0in'>Notes</p><ul style='margin-left:.375in;direction:ltr;unicode-bidi:embed' type=disc><li style='margin-top:0'><span>one</span></li><ul type=circle><li><span>within</span></li></ul><li><span>two</span></li></ul><!--EndFragment--></body></html>",
        "<p>Notes</p><ul><li><p>one</p><ul><li><p>within</p></li></ul></li><li><p>two</p></li></ul>",
        [],
    ),
    "Pages": (
        '<html><head><meta name="CocoaVersion" content="2487"><style type="text/css">p.p1 {font: 11.0px \'Helvetica Neue\'} span.s1 {font-kerning: none} span.s2 {vertical-align: 3.0px} span.s3 {text-decoration: underline}</style></head><body>'
        '<p class="p1"><span class="s1"><b>Next</b></span><span class="s1"><span class="Apple-tab-span" style="white-space:pre">\t</span>steps<span class="Apple-converted-space">&nbsp; </span></span><span class="s3">now</span></p></body></html>',
        "<p><strong>Next</strong> steps <u>now</u></p>",
        [],
    ),
}
