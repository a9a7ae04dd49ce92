"""Hostile documents, templates and style sheets."""

from tests.hostile.mutations import Case, check, mutated, number, page, rewritten, some_letters

DOCUMENT, MARKUP, STYLE = (
    "templates/documents/notice.md",
    "templates/page/page.html",
    "templates/page/page.css",
)


def deep(chance, opening, closing="", inside="x"):
    many = chance.choice((90, 300, 2000))
    return opening * many + inside + closing * many


MARKDOWN = (
    lambda c: deep(c, "> "), lambda c: deep(c, "- "), lambda c: deep(c, "1. "), lambda c: deep(c, "*", "*"), lambda c: deep(c, "**a ", "**"),
    lambda c: deep(c, "[", "](x)"), lambda c: deep(c, "![", "](boat.png)"), lambda c: deep(c, "`"), lambda c: deep(c, "<b>", "</b>"), lambda c: deep(c, "[^1]"),
    lambda c: "\n".join("  " * n + "- x" for n in range(c.choice((40, 150, 400)))),
    lambda c: "|" + "a|" * c.choice((50, 70, 3000)) + "\n|" + "-|" * c.choice((50, 70, 3000)) + "\n|x|",
    lambda c: "| a |\n|--:|\n" + f"| {number(c)} |\n" * c.choice((3, 400)),
    lambda c: "[^a]\n\n[^a]: " + "x [^a] " * 20, lambda c: "[^a][^a]\n\n[^a]: x\n\n[^a]: y", lambda c: "[^none]", lambda c: f"![x]({c.choice(('/etc/passwd', '../../../secret.txt', 'http://127.0.0.1/x.png', 'file:///etc/passwd', 'x' * 300, '', 'boat.png#x', 'data:image/png;base64,AA', '%2e%2e/x', 'boat.png ' + chr(34) * 3))})",
    lambda c: f"[x]({c.choice(('javascript:alert(1)', 'data:text/html,x', '#none', 'http://[::1', 'http://x:99999999/', '//' + 'x' * 3000, 'mailto:', 'tel:', 'http://' + 'é' * 99))})",
    lambda c: f"{number(c)}. x\n{number(c)}. y", lambda c: "# " * 7 + "x", lambda c: "#" * c.choice((5, 7, 100)) + " x", lambda c: "term\n: " + "x\n: y" * 99,
    lambda c: f"![A](boat.png){{width={number(c)} height={number(c)}}}", lambda c: "{.%s}" % ("x" * 5000), lambda c: "x {lang=zz}", lambda c: "[x]{lang=" + c.choice(("ja", "xx", "", "'", "ja-" + "x" * 99)) + "}",
    lambda c: "```" + "x" * 9000, lambda c: "<script>alert(1)</script>", lambda c: "<!--", lambda c: "<" * 9000, lambda c: "&#0; &#x110000; &#99999999999;", lambda c: "{number} {{number}} {x} {0.__class__} {date!r:>99999999}",
    lambda c: "- \n-\n- a", lambda c: "[](https://x.example) [\u200b](https://y.example)", lambda c: "\u202ea\u2067b \x1b[31m \U000e0041 \x0b", lambda c: f"| a |\n|---|\n| {'word ' * c.choice((300, 1500))}|\n",
    lambda c: "漢字《" * 2000, lambda c: "漢字《かんじ》" * 1400, lambda c: some_letters(c, 900), lambda c: "x" * c.choice((1001, 9000)), lambda c: "$$" * 999, lambda c: "\\" * 9001, lambda c: "***" * 3000 + "a", lambda c: "_a" * 4000, lambda c: "[a](" * 3000, lambda c: "[" * 9000, lambda c: "<a href='" * 2000, lambda c: "~" * 9000, lambda c: "a\n===\n" * 300, lambda c: "\n\n".join(f"Sentence {n}." for n in range(c.choice((30, 3000)))),
)  # fmt: skip
JINJA = (
    lambda c: deep(c, "{% if 1 %}", "{% endif %}"), lambda c: deep(c, "{{ (", ") }}"), lambda c: deep(c, "{% for i in [1] %}", "{% endfor %}"), lambda c: "{{ " + deep(c, "(", ")", "1") + " }}",
    lambda c: "{{ " + deep(c, "[", "]", "1") + " }}", lambda c: "{{ " + deep(c, "not ", "", "1") + " }}", lambda c: "{{ 1" + "+1" * c.choice((300, 5000)) + " }}", lambda c: "{{ x" + ".a" * 3000 + " }}", lambda c: "{{ ''" + "|upper" * c.choice((100, 3000)) + " }}",
    lambda c: "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}", lambda c: "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    lambda c: "{{ 'x' * 10**8 }}", lambda c: "{{ 'x'|center(10**9) }}", lambda c: "{{ 10**10**8 }}", lambda c: "{{ [0] * 10**9 }}", lambda c: "{{ 'x'.ljust(10**10) }}", lambda c: "{{ '%999999999d' % 1 }}", lambda c: "{{ '{:>999999999}'.format(1) }}", lambda c: "{{ 'a'.join('x' * 10**7) }}", lambda c: "{{ 'aaa'|replace('', 'x' * 10**6) }}", lambda c: "{{ ('x' * 10**6)|wordwrap(1) }}", lambda c: "{{ ('a ' * 10**6)|urlize }}", lambda c: "{{ ('x' * 10**7)|title }}", lambda c: "{{ range(10**5)|list|tojson|length }}", lambda c: "{{ (10**4000)|string }}", lambda c: "{{ 10**5000 }}", lambda c: "{{ 1 << 10**10 }}", lambda c: "{{ ([1]|batch(10**9)|list) }}", lambda c: "{{ [1]|batch(10**8, 0)|list|length }}", lambda c: "{{ [1]|slice(10**8)|list|length }}", lambda c: "{{ cycler(*range(9)) }}", lambda c: "{{ lipsum(n=10**6) }}", lambda c: "{{ 'x'|indent(10**9) }}", lambda c: "{{ 'x\\ny'|indent(10**9) }}", lambda c: "{{ '%s'|format(1, 2) }}", lambda c: "{{ 1|round(-10**9) }}", lambda c: "{{ 1|filesizeformat }}", lambda c: "{{ ('x' * 10**5)|truncate(9, 1, '', 10**9) }}", lambda c: "{{ 'x'|xmlattr }}", lambda c: "{{ {'x y': 1}|xmlattr }}", lambda c: "{{ 'x'|attr('__class__') }}", lambda c: "{{ ''.__class__.__mro__[1].__subclasses__() }}", lambda c: "{{ self.__init__.__globals__ }}", lambda c: "{{ namespace(a=1).a }}", lambda c: "{{ _.__globals__ }}", lambda c: "{{ facts }}", lambda c: "{{ facts.nothing }}", lambda c: "{{ 1/0 }}", lambda c: "{{ 'x' + 1 }}", lambda c: "{{ none() }}", lambda c: "{{ _(none) }}", lambda c: "{{ _(1) }}", lambda c: "{{ _() }}", lambda c: "{{ _('The harbour opens in May.', x=1, y=2) }}", lambda c: "{{ ngettext('a', 'b', 10**99) }}", lambda c: "{{ ngettext('a', 'b', 'x') }}", lambda c: "{{ pgettext(1, 2) }}", lambda c: "{{ ui('nothing') }}",
    lambda c: "{% include '/etc/passwd' %}", lambda c: "{% include '../../../secret.txt' %}", lambda c: "{% include 'page/page.html' %}", lambda c: "{% extends 'page/page.html' %}", lambda c: "{% import 'page/page.html' as x %}", lambda c: "{% include 1 %}", lambda c: "{% include ['a', 'b'] %}", lambda c: "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", lambda c: "{% set x = [1] %}{{ x.append(x) }}{{ x }}", lambda c: "{% raw %}", lambda c: "{% block a %}{% block a %}{% endblock %}{% endblock %}", lambda c: "{# x", lambda c: "{{ picture('boat.png') }}", lambda c: "{{ picture('/etc/passwd') }}", lambda c: "{{ picture(1) }}", lambda c: "{{ drawing('emblem') }}",
    lambda c: deep(c, "<div>", "</div>"), lambda c: deep(c, "<b>"), lambda c: deep(c, "<table><tr><td>"), lambda c: "<table><tr>" + "<td>x" * c.choice((59, 61, 5000)) + "</table>", lambda c: f"<table><tr><td colspan={number(c)} rowspan={number(c)}>x<tr><td>y</table>", lambda c: f"<table><tr><td colspan={c.choice((1000, 65534, 1000000))}>x</table>", lambda c: f"<ol start={number(c)}><li value={number(c)}>x</ol>", lambda c: f"<img src='{c.choice(('/etc/passwd', 'file:///etc/passwd', 'http://127.0.0.1:9/x', 'data:image/svg+xml,<svg/>', 'data:,', '', 'x' * 9000))}' width={number(c)}>", lambda c: "<svg width=1e9 height=1e9 viewBox='0 0 0 0'/>", lambda c: "<iframe src=file:///etc/passwd></iframe><object data=/etc/passwd></object><embed src=/etc/passwd><link rel=attachment href=/etc/passwd><link rel=stylesheet href=/etc/passwd>", lambda c: "<base href='http://127.0.0.1:9/'><img src=x>", lambda c: "<meta http-equiv=refresh content='0;url=http://127.0.0.1'>", lambda c: "<x-" + "y" * 9000 + ">", lambda c: "<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">x</p>", lambda c: "<p id=a>x</p><p id=a>y</p><a href='#a'>z</a><a href='#none'>z</a>", lambda c: "<span class=note id=n1>" * 50, lambda c: "<a class=note-call href='#n9'></a>", lambda c: f"<span lang='{c.choice(('', 'xx', 'ja', 'x' * 500, '1'))}'>x</span>", lambda c: "<ruby>漢<rt>か</ruby>" * 2000, lambda c: "<ruby><ruby><rt>x<rt>y</ruby>", lambda c: f"<p style='{css(c)}'>x y z</p>", lambda c: f"<style>p {{ {css(c)} }}</style>", lambda c: "<!-- ", lambda c: "<title>x</title>" * 9, lambda c: "<p>" * 20000, lambda c: "\x00", lambda c: "&#xd800;&#0;&#x1f;", lambda c: "<p dir=rtl>" + some_letters(c, 400), lambda c: "<textarea>x<select><option>y", lambda c: "<math><mi>x", lambda c: "<form><input type=text value=x>", lambda c: "<caption>x</caption><td>y<tr>z", lambda c: "<dl><dd>x<dt>y", lambda c: "<template><p>x", lambda c: "<plaintext>",
)  # fmt: skip
# What a template writes that knows nothing of pages, or of these.
WHOLE = (
    "", "words", "<p>words</p>", "{% if false %}x{% endif %}", "<html lang=en><body><p>words", "<!doctype html><html><title>x</title><p>words", "<html lang=en><head><title> </title></head><body>{{ facts.publisher }}", "<HTML LANG=en><HEAD><TITLE>x</TITLE></HEAD><BODY><P>words",
    "<!-- </head> --><html lang=en><head><title>x</title></head><body><p>words", "<html lang=en><head><title>x</title></head><frameset>", "<svg xmlns='http://www.w3.org/2000/svg' lang=en><title>x</title></svg>", "<html lang=en><head><title>x</title></head><a href='\x01javascript:x'>a</a><a class='note-call' href='#n'></a>",
)  # fmt: skip
LENGTHS = ("0", "-1px", "1e9px", "1e400px", "0.00001px", "calc(1px / 0)", "calc(" + "(" * 200 + "1px" + ")" * 200 + ")", "1e9em", "1e9%", "-1e9mm", "nan", "calc(infinity * 1px)", "1e9pt", "100000vw", "var(--x)", "var(--gone, 1e9px)", "99999999999999999999px", "min(1e9px, 0)", "attr(x px)")  # fmt: skip
PROPERTIES = (
    "font-size", "line-height", "width", "height", "margin", "margin-left", "padding", "border-width", "letter-spacing", "word-spacing", "text-indent", "column-width", "column-gap", "top", "max-width", "min-height",
    "border-radius", "outline-width", "border-spacing", "vertical-align", "tab-size", "flex-basis", "gap", "grid-template-columns", "background-size", "background-position", "transform-origin", "bleed", "hyphenate-limit-zone", "inset", "block-size", "text-decoration-thickness", "text-underline-offset",
)  # fmt: skip
CSS = (
    "columns: 1000000", "columns: 200 1px", "z-index: 99999999999", "counter-increment: a 1000000000; counter-reset: a -1000000000", "orphans: 1000000000", "widows: 1000000000", "order: 1e9", "flex-grow: 1e99", "opacity: 1e9", "transform: scale(1e9)", "transform: scale(0)", "transform: matrix(nan,0,0,0,0,0)", "transform: rotate(1e99turn) skew(90deg)",
    "background: repeating-linear-gradient(red, blue 0.00001px)", "background: linear-gradient(red 0, blue 0)", "background: radial-gradient(0 0, red, blue)", "background: url(data:image/svg+xml,x) 0 0 / 0.001px", "background: url(/etc/passwd)", "background: url(http://127.0.0.1:9/)", "position: fixed; top: 1e9px", "position: absolute; left: -1e9px", "position: running(x)", "float: left; width: 100%", "float: footnote", "display: grid", "display: grid; grid-template: repeat(100000, 1px) / repeat(100000, 1px)", "display: grid; grid-row: 100000000", "display: grid; grid-area: 1 / 1 / 1000000 / 1000000", "display: flex; flex-wrap: wrap", "display: table-cell", "display: run-in", "display: contents", "display: none", "display: list-item inside", "break-before: always", "break-inside: avoid; height: 1e6px", "page: x", "white-space: pre", "overflow-wrap: anywhere; width: 0", "word-break: break-all; width: 1px", "hyphens: auto; width: 1px", "text-transform: uppercase", "writing-mode: vertical-rl", "direction: rtl", "unicode-bidi: bidi-override", "font-family: 'Nothing'", "font-family: " + "x," * 3000 + "y", "font-variation-settings: 'wght' 1e9", "font-feature-settings: 'liga' 1000000000", "font-weight: 1000", "text-align: justify-all", "box-decoration-break: clone; border: 1e6px solid", "image-resolution: 0dpi", "content: counter(page, x)", "bookmark-level: 1000000000", "bookmark-level: -1", "string-set: x content() content()", "quotes: 'a'", "list-style: symbols('x')", "anchor: attr(id)", "link: attr(href)", "lang: attr(lang)", "color: device-cmyk(9 9 9 9)", "color: rgb(1e99 0 0)", "color: lab(nan 1 1)", "color: color(srgb 1e9 0 0)", "--x: var(--x)", "--x: var(--y); --y: var(--x)", "-weasy-hyphens: 1", "object-fit: cover", "clip: rect(1px 1px 1px 1px)", "size: 0", "margin-break: keep", "text-decoration: underline wavy 1e6px", "border-image: url(x) 1e9",
)  # fmt: skip
RULES = (
    "p {{ display: list-item }} p::marker {{ content: '→ '; font-size: {0} }}", "* {{ display: list-item; list-style: decimal }}", "html, body {{ {3} }} p::before {{ content: 'x'; {3} }}", "p::before {{ content: '\x1b[31m\u202e' }}", "p {{ color: transparent }}",
    "@page {{ size: {0} {0} }}", "@page {{ size: 0 0 }}", "@page {{ margin: {0} }}", "@page {{ margin: 200mm }}", "@page {{ bleed: {0}; marks: crop }}", "@page {{ size: A4 landscape; @top-left {{ content: counter(page) element(x) string(y); width: {0} }} }}", "@page :nth(1000000000n+1) {{ margin: {0} }}", "@page x:first:left {{ margin: {0} }}",
    "@import url(/etc/passwd);", "@import url(http://127.0.0.1:9/);", "@font-face {{ font-family: x; src: url(/etc/passwd) }}", "@font-face {{ font-family: x; src: url(http://127.0.0.1:9/) local(x) }}", "@counter-style x {{ system: additive; additive-symbols: 0 'x'; range: 0 infinite }} ol {{ list-style: x }}", "@counter-style x {{ system: extends x }} ol, ul {{ list-style: x }}", "@counter-style x {{ system: fixed; symbols: a; fallback: x }} ul {{ list-style: x }}", "@counter-style x {{ system: cyclic; symbols: 'a'; pad: 1000000000 '0' }} ul, p {{ list-style: x; display: list-item }}",
    "@media print and (min-width: {0}) {{ p {{ color: red }} }}", "@media " + "not (" * 300 + "print", "p::before {{ content: counter(a, x) counters(a, '.') attr(class) '{1}' }}", "p::before {{ content: '{1}'; position: fixed }}", "p::before {{ counter-increment: a 1000000000; content: counter(a, upper-roman) }}", "p::before {{ counter-increment: a 1000000000; content: counter(a, disclosure-open) counter(a, lower-alpha) counter(a, hebrew) counter(a, japanese-formal) }}", "p::after {{ content: target-counter(attr(href), page) target-text('#none') leader('.') leader('') }}", "{2} {{ color: red }}", "a" + " > a" * 3000 + " {{ color: red }}", ":is(" * 100 + "p" + ")" * 100 + " {{ color: red }}", ":not(" * 900 + "p" + ")" * 900 + " {{ color: red }}", "p:nth-child(99999999999n - 99999999999) {{ color: red }}", "* * * * * * * * * * * * {{ color: red }}", "* {{ {3} }}", "body {{ {3} }}", "p {{ {3} }}", "html {{ {3} }}", "main, ul, li, h1, h2, img, figure {{ {3} }}", "p {{ {3} }}", "h1 {{ {3} }}", "@page {{ {3} }}", "img {{ {3} }}", "{{" * 3000, "}}" * 3000, "/*", "'", "url(", "\\", "\x00", "@charset 'utf-7';", "@namespace x url(y); x|p {{ color: red }}", "@supports (" + "(" * 500 + "x", "@layer a {{ p {{ color: red }} }}", "p {{ & a {{ color: red }} }}", "p::first-letter {{ font-size: {0} }}", "p::first-line {{ font-size: {0} }}", "p::marker {{ content: '{1}' }}", "p::footnote-call {{ content: counter(footnote, x) }}", "@page {{ @footnote {{ max-height: {0}; float: bottom }} }}", "<!-- p {{ color: red }} -->",
)  # fmt: skip


def css(chance):
    """A declaration."""
    if chance.random() < 0.5:
        return f"{chance.choice(PROPERTIES)}: {chance.choice(LENGTHS)}"
    return chance.choice(CSS)


def rule(chance):
    """A rule of a style sheet."""
    odd = chance.choice(("x" * 9000, "\\41" * 900, "\\A " * 900, "\\0", "漢" * 3000))
    return chance.choice(RULES).format(
        chance.choice(LENGTHS),
        odd,
        chance.choice((":" * 900, "[" * 900, "p" * 9000, "#" + "a" * 9000)),
        css(chance),
    )


def document(project, chance):
    """A document in Markdown."""
    text = project[DOCUMENT].decode()
    act = chance.randrange(6)
    if act == 0:
        content = mutated(project[DOCUMENT], chance)
    elif act == 1:
        content = rewritten(
            text, chance, [it(chance)[:3000] for it in chance.sample(MARKDOWN, 3)]
        ).encode("utf-8", "surrogatepass")
    else:
        content = f"{text}\n\n{chance.choice(MARKDOWN)(chance)}\n\nAfter it.\n".encode(
            "utf-8", "surrogatepass"
        )
    return Case(chance.choice((check(), page("html"), page("pdf"))), {DOCUMENT: content})


def template(project, chance):
    """A template in Jinja and HTML."""
    text = project[MARKUP].decode()
    act = chance.randrange(6)
    if act == 0:
        content = mutated(project[MARKUP], chance)
    elif act == 1 and chance.random() < 0.3:
        content = chance.choice(WHOLE).encode()
    else:
        at = chance.choice([at for at, letter in enumerate(text) if letter == "\n"])
        at = text.index("\n", text.index("<main")) if act > 2 and "<main" in text else at
        content = (text[:at] + "\n" + chance.choice(JINJA)(chance) + text[at:]).encode(
            "utf-8", "surrogatepass"
        )
    return Case(chance.choice((check(), page("html"), page("pdf"))), {MARKUP: content})


def style(project, chance):
    """A style sheet."""
    text = project[STYLE].decode()
    if chance.random() < 0.1:
        content = mutated(project[STYLE], chance)
    else:
        content = (
            text + "\n" + "\n".join(rule(chance) for _ in range(chance.choice((1, 1, 2))))
        ).encode("utf-8", "surrogatepass")
    return Case(chance.choice((page("pdf"), page("pdf"), page("html"))), {STYLE: content})


KINDS = {"document": document, "template": template, "style": style}
