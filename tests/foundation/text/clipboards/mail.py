# ruff: noqa: E501, the lines are as the programs broke them
"""What mail and chat programs put on the clipboard. Each sample: the HTML, our text, what was left out."""

SAMPLES = {
    "Outlook: a mail with the one it answers, and a signature": (
        '<div class="WordSection1"><p class="MsoNormal"><span lang="EN-GB">Dear Ann,<o:p></o:p></span></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><p class="MsoNormal">We agree. <span style="font-family:Wingdings">J</span></p>'
        '<table class="MsoNormalTable" border="0" cellspacing="0" cellpadding="0"><tbody><tr><td><p class="MsoNormal"><img width="96" height="40" src="cid:image001.png@01D"></p></td><td><p class="MsoNormal"><b>Ben</b><br>UNHCR</p></td></tr></tbody></table>'
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span lang="EN-US">From:</span></b><span lang="EN-US"> Ann &lt;ann@example.org&gt; <br><b>Sent:</b> Monday<br><b>Subject:</b> Draft</span></p></div></div><p class="MsoNormal">Please reply.</p></div>',
        "<p>Dear Ann,</p><p>We agree. ☺</p><table><tbody><tr><td><p></p></td><td><p><strong>Ben</strong><br>UNHCR</p></td></tr></tbody></table>"
        "<p><strong>From:</strong> Ann &lt;ann@example.org&gt;<br><strong>Sent:</strong> Monday<br><strong>Subject:</strong> Draft</p><p>Please reply.</p>",
        ["1 image was left out."],
    ),
    "Outlook on the web: each line a div": (
        '<div class="elementToProof" style="font-family: Aptos"><div class="elementToProof">Dear all,</div><div class="elementToProof"><br></div><div class="elementToProof">Please <b>reply</b> by Friday.</div><div>Thank you.</div><div><br></div>'
        '<div id="Signature"><div>Ann</div><div>Palais des Nations</div><div>Geneva</div><div><br></div></div></div><div><img class="EmojiInsert" src="https://x.example/e.png" alt="👍🏽" width="20"></div>',
        "<p>Dear all,</p><p>Please <strong>reply</strong> by Friday.<br>Thank you.</p><p>Ann<br>Palais des Nations<br>Geneva</p><p>👍🏽</p>",
        [],
    ),
    "Outlook on the web: line breaks": (
        "<div><span>Dear all,<br><br>Please reply.<br>Thank you.</span><br><br><br></div>",
        "<p>Dear all,</p><p>Please reply.<br>Thank you.</p>",
        [],
    ),
    "Gmail": (
        '<div dir="ltr">Dear all,<div><br></div><div>We agree.</div><div>Ann</div></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, Ben wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex"><div>Do you?</div><ul><li>one</li></ul></blockquote></div>'
        '<img src="https://x.example/open.gif" width="1" height="1" style="display:block">',
        "<p>Dear all,</p><p>We agree.<br>Ann</p><p>On Mon, Ben wrote:</p><blockquote><p>Do you?</p><ul><li><p>one</p></li></ul></blockquote>",
        [],
    ),
    "Apple Mail and Notes": (
        '<html><head><meta name="Generator" content="Cocoa HTML Writer"><style type="text/css">p.p1 {margin: 0.0px; font: 12.0px Helvetica} span.s1 {text-decoration: line-through} span.s2 {font: bold 12.0px Helvetica} li.li1 {margin: 0}</style></head><body>'
        '<p class="p1">We <span class="s1">reject</span><span class="Apple-converted-space">&nbsp;</span><span class="s2">welcome</span> it.</p><p class="p2"><br></p><ul class="ul1"><li class="li1"><span class="s3"></span>one</li></ul></body></html>',
        "<p>We <s>reject</s> <strong>welcome</strong> it.</p><ul><li><p>one</p></li></ul>",
        [],
    ),
    "Teams": (
        '<meta charset="utf-8"><div><p>Hello <span itemtype="http://schema.skype.com/Mention">Ann</span>&nbsp;<img itemscope="" itemtype="http://schema.skype.com/Emoji" alt="🙂" src="https://x.example/s.png"></p><p>&nbsp;</p><ul><li>one</li></ul></div>',
        "<p>Hello Ann 🙂</p><ul><li><p>one</p></li></ul>",
        [],
    ),
    "Slack": (
        '<meta charset=\'utf-8\'><b data-stringify-type="bold">Done:</b><span> all </span><s data-stringify-type="strike">three</s><span class="c-mrkdwn__br" data-stringify-type="paragraph-break"></span><br><ol data-stringify-type="ordered-list" data-indent="0"><li>one<ul><li>within</li></ul></li></ol> <img data-stringify-emoji=":wave:" alt=":wave:" src="x">',
        "<p><strong>Done:</strong> all <s>three</s></p><ol><li><p>one</p><ul><li><p>within</p></li></ul></li></ol><p>:wave:</p>",
        [],
    ),
    "a newsletter in frames": (
        '<style>@media only screen and (max-width:600px) { .a {width:9px} .first, .b {display:none!important} } @media print {.first{display:none}} .gone{display:none}</style><table role="presentation" width="100%"><tr><td><table role="presentation"><tr><td><h1>News</h1></td></tr><tr><td><p class="first">First</p><p class="gone">Private</p><table border="1"><tr><th>Agency</th><th>Page</th></tr><tr><td>ILO</td><td>4</td></tr></table></td></tr></table></td></tr></table>',
        "<h3>News</h3><p>First</p><table><thead><tr><th><p>Agency</p></th><th><p>Page</p></th></tr></thead><tbody><tr><td><p>ILO</p></td><td><p>4</p></td></tr></tbody></table>",
        [],
    ),
}
