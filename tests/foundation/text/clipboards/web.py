# ruff: noqa: E501, the lines are as browsers hand them over
"""What browsers put on the clipboard from pages and editors. Each sample: the HTML, our text, what was left out."""

SAMPLES = {
    "Wikipedia": (
        '<meta charset="utf-8"><div class="mw-heading mw-heading2"><h2 id="History">History</h2><span class="mw-editsection"><span>[</span><a href="https://w.example/change">Private</a><span>]</span></span></div>'
        '<p>The group began in 2003<sup id="cite_ref-a_1-0" class="reference"><a href="https://w.example/wiki/X#cite_note-a-1"><span>[</span>1<span>]</span></a></sup> and grew<sup id="cite_ref-a_1-1"><a href="https://w.example/wiki/X#cite_note-a-1"><span>[</span>1<span>]</span></a></sup>, as said<sup><a href="https://w.example/wiki/X#cite_note-9">[9]</a></sup>.</p>'
        '<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ <sup><a href="https://w.example/wiki/X#cite_ref-a_1-0"><i><b>a</b></i></a></sup> <sup><a href="https://w.example/wiki/X#cite_ref-a_1-1"><i><b>b</b></i></a></sup></span> <span class="reference-text">A <i>book</i>.</span></li></ol>',
        '<h3>History</h3><p>The group began in 2003<span class="footnote">A <em>book</em>.</span> and grew<span class="footnote">A <em>book</em>.</span>, as said<a href="https://w.example/wiki/X#cite_note-9"><sup>[9]</sup></a>.</p>',
        [],
    ),
    "a page of news": (
        '<a class="visually-hidden" href="#main">Private</a><nav><a href="https://n.example/a">Home</a></nav><nav>About</nav><main><article><header><h1>Talks</h1></header><p>First</p><figure><img src="https://n.example/p.jpg" alt="A hall" width="800"><figcaption>A hall</figcaption></figure><aside>Also read</aside>'
        "<details open><summary>More</summary>Hidden words</details><dl><dt>GMG</dt><dd>A group</dd></dl><p>She said <q>yes</q>.</p></article></main><iframe src='https://v.example/1' width='560'></iframe><iframe width='1' height='1' src='https://t.example'></iframe>",
        '<p><a href="https://n.example/a">Home</a></p><p>About</p><h3>Talks</h3><p>First</p><p>A hall</p><p>Also read</p><p>More</p><p>Hidden words</p><p>GMG</p><p>A group</p><p>She said “yes”.</p>',
        ["1 image was left out.", "1 embedded object was left out."],
    ),
    "tasks of a code site": (
        '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" disabled checked> done</li><li><input type="checkbox"> to do</li></ul>',
        "<ul><li><p>☑ done</p></li><li><p>☐ to do</p></li></ul>",
        [],
    ),
    "blocks within formats, words beside blocks": (
        "<b><p>bold <i>both</i></p>between<div>again</div></b><span><div>one</div>two<h2>three</h2></span><ul>stray<li>a</li>more<p>b</p></ul>",
        "<p><strong>bold <em>both</em></strong></p><p><strong>between</strong></p><p><strong>again</strong></p><p>one</p><p>two</p><h3>three</h3><ul><li><p>stray</p></li><li><p>a</p></li><li><p>more</p></li><li><p>b</p></li></ul>",
        [],
    ),
    "numbers of a list": (
        '<ol type="A" start="3"><li>c<table><tr><td>x</td><td>y</td></tr></table></li><li></li><li>e</li><li value="9">i</li></ol>',
        '<ol start="3" type="A"><li><p>c</p><table><tbody><tr><td><p>x</p></td><td><p>y</p></td></tr></tbody></table></li></ol><ol start="5" type="A"><li><p>e</p></li></ol><ol start="9" type="A"><li><p>i</p></li></ol>',
        [],
    ),
    "a contents list whose chapters lead back is no note": (
        '<p><a href="#c1" id="t1">1</a> Opening</p><div class="section"><h2><a id="c1" href="#t1">1</a> Opening</h2><p>Words of the chapter.</p></div>',
        "<p>1 Opening</p><h3>1 Opening</h3><p>Words of the chapter.</p>",
        [],
    ),
    "rows of a table": (
        "<table><caption>Sums</caption><tfoot><tr><td>Total</td><td>3</td></tr></tfoot><tbody><tr><th>a</th><td rowspan=3 colspan=2>1</td></tr><tr><th>b</th></tr></tbody></table>",
        '<p>Sums</p><table><tbody><tr><th><p>a</p></th><td colspan="2" rowspan="2"><p>1</p></td></tr><tr><th><p>b</p></th></tr><tr><td><p>Total</p></td><td><p>3</p></td><td><p></p></td></tr></tbody></table>',
        [],
    ),
    "our own editor": (
        '<meta charset="utf-8"><p data-id="abcd1" class="numbered" data-pm-slice="1 1 []">Said<span class="footnote">A note</span></p><ol start="3" type="a"><li><p dir="rtl">c</p></li></ol>',
        '<p class="numbered">Said<span class="footnote">A note</span></p><ol start="3" type="a"><li><p dir="rtl">c</p></li></ol>',
        [],
    ),
    "our own page": (
        '<p data-id="abcd1" dir="auto">Said<sup class="note-mark"><a href="http://gmg.example/m/1#note-abcd1-1" id="note-abcd1-mark-1" aria-label="Footnote 1">1</a></sup> so</p><ol class="footnotes"><li id="note-abcd1-1" dir="auto"><span>A <em>note</em></span> <a href="http://gmg.example/m/1#note-abcd1-mark-1" aria-label="Back to the text">↩</a></li></ol>',
        '<p>Said<span class="footnote">A <em>note</em></span> so</p>',
        [],
    ),
}
