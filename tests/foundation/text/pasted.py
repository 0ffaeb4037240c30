# ruff: noqa: E501, the lines are as the programs broke them
"""What programs put on the clipboard, as browsers hand it over."""

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15"><title>Minutes</title>
<link rel=File-List href="file:///C:/Users/me/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
<style><!-- /* Font Definitions */ @font-face {font-family:Calibri;}
p.MsoNormal, li.MsoNormal {mso-style-unhide:no; margin:0cm;} @list l0:level1 {mso-level-number-format:bullet;} --></style>
<!--[if gte mso 10]><style>table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
<h1 style='margin-top:12.0pt'><a name="_Toc1"></a><span style='mso-fareast-font-family:"Times New Roman"'>Item 3:
Statement<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-GB>The Chair <b style='mso-bidi-font-weight:normal'>thanked</b> UNDESA&nbsp;for the
draft of <i>2&nbsp;May</i>, &quot;as&nbsp;sent&quot;.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt
"Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>ILO asked for a
shorter text.<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-add-space:auto;text-indent:-18.0pt;
mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span style='font-family:"Courier New"'><span
style='mso-list:Ignore'>o<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><!--[endif]-->Two
pages.<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>IOM agreed.<o:p></o:p></p>
<p class=MsoNormal>It was decided:</p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>To
send it by <u>4 May</u>;</p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l1 level1 lfo2'><![if !supportLists]><span><span
style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>to
publish it <a href="https://gmg.example/a?b=1&amp;c=2">on the site</a>.</p>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;border:none'>
<tr style='mso-yfti-irow:0'><td width=200 valign=top><p class=MsoNormal><b>Agency<o:p></o:p></b></p></td><td><p
class=MsoNormal><b>Page<o:p></o:p></b></p></td></tr>
<tr><td><p class=MsoNormal>ILO<o:p></o:p></p></td><td><p class=MsoNormal>4<o:p></o:p></p></td></tr></table>
<p class=MsoNormal><span style='mso-no-proof:yes'><img width=1 src="file:///C:/x.png" v:shapes="Picture_x0020_1"></span></p>
<!--EndFragment--></body></html>"""

WORD_CLEAN = (
    "<h3>Item 3: Statement</h3>"
    '<p>The Chair <strong>thanked</strong> UNDESA for the draft of <em>2\xa0May</em>, "as sent".</p>'
    "<ul><li><p>ILO asked for a shorter text.</p><ul><li><p>Two pages.</p></li></ul></li>"
    "<li><p>IOM agreed.</p></li></ul><p>It was decided:</p>"
    "<ol><li><p>To send it by <u>4 May</u>;</p></li><li><p>to publish it "
    '<a href="https://gmg.example/a?b=1&amp;c=2">on the site</a>.</p></li></ol>'
    "<table><tbody><tr><td><p><strong>Agency</strong></p></td><td><p><strong>Page</strong></p></td></tr>"
    "<tr><td><p>ILO</p></td><td><p>4</p></td></tr></tbody></table>"
)

OUTLOOK = """<div class="WordSection1"><p class="MsoNormal">Dear all,<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<p class="MsoListParagraph"><span style="font-family:Symbol">·</span><span style="font-size:7pt">&nbsp;&nbsp;&nbsp;&nbsp;
</span>the agenda</p><p class="MsoListParagraph">1.&nbsp;&nbsp;&nbsp; the draft</p><p class="MsoListParagraph">an aside</p></div>"""
OUTLOOK_CLEAN = (
    "<p>Dear all,</p><ul><li><p>the agenda</p></li></ul><ol><li><p>the draft</p><p>an aside</p></li></ol>"
)

GOOGLE_DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h2 dir="ltr"><span
style="font-weight:400">Next</span></h2><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-weight:700;
font-style:normal">Bold</span><span style="font-weight:400;font-style:italic;white-space:pre-wrap"> and leaning</span></p><br />
<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>one</span></p></li><ul><li aria-level="2"><p><span>half
</span></p></li></ul><li><p>two</p></li></ul></b>"""
GOOGLE_DOCS_CLEAN = (
    "<h3>Next</h3><p><strong>Bold</strong> <em>and leaning</em></p>"
    "<ul><li><p>one</p><ul><li><p>half</p></li></ul></li><li><p>two</p></li></ul>"
)

LIBREOFFICE = """<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN"><html><head><meta http-equiv="content-type"
content="text/html; charset=utf-8"/><title></title><style type="text/css">p { margin-bottom: 0.25cm }</style></head>
<body lang="en-GB" dir="ltr"><p style="line-height: 115%"><font face="Liberation Serif, serif"><font size="3">It was <b>read</b>.
</font></font></p><ol><li><p style="margin-bottom: 0cm">first</p></li><li><p>second</p></li></ol><p><br/></p></body></html>"""
LIBREOFFICE_CLEAN = "<p>It was <strong>read</strong>.</p><ol><li><p>first</p></li><li><p>second</p></li></ol>"

EDITOR = (
    "<h1>Heading</h1><div>One<br>line<br><br>Two <del>gone</del></div><pre>as  it\nis</pre>"
    "<blockquote>Said<br>so</blockquote><ul><li>a</li></ul>"
)
EDITOR_CLEAN = (
    "<h3>Heading</h3><p>One<br>line</p><p>Two <del>gone</del></p><p>as it<br>is</p>"
    "<blockquote><p>Said<br>so</p></blockquote><ul><li><p>a</p></li></ul>"
)

ALL = {
    "Word": (WORD, WORD_CLEAN),
    "Outlook": (OUTLOOK, OUTLOOK_CLEAN),
    "Google Docs": (GOOGLE_DOCS, GOOGLE_DOCS_CLEAN),
    "LibreOffice": (LIBREOFFICE, LIBREOFFICE_CLEAN),
    "another editor": (EDITOR, EDITOR_CLEAN),
}
