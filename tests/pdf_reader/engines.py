"""PDFs that other engines make of the same words, each in several scripts: strangers for the reader."""

from io import BytesIO

import typst
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.conftest import ROOT
from tests.readers import raw

FONTS = ROOT / "fonts"
# A family and a file of `fonts/`, and words without emoji, by language.
WORDS = {
    "en": ("Source Sans 3", "source-sans-3", "The office of first aid: “difficult” flows."),
    "ru": ("Source Sans 3", "source-sans-3", "Ассоциация помощи беженцам, Япония"),
    "ar": ("Vazirmatn", "vazirmatn", "الجمعية اليابانية للاجئين"),
    "hi": ("Noto Sans Devanagari", "noto-sans-devanagari", "शरणार्थियों की सहायता"),
    "th": ("Noto Sans Thai Looped", "noto-sans-thai-looped", "สมาคมช่วยเหลือผู้ลี้ภัย"),
    "ja": ("BIZ UDPGothic", "biz-udpgothic", "難民支援協会、第8回受賞者"),
}
SECOND = {"en": "A second paragraph, with a number: 1,234.", "ja": "二つ目の段落。"}


def paragraphs(language):
    return [WORDS[language][2], SECOND.get(language, WORDS[language][2])]


def html(language, face=""):
    family, words = WORDS[language][0], paragraphs(language)
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f"<!doctype html><html lang={language} dir={direction}><head><meta charset=utf-8>"
        f"<title>{language}</title><style>{face} body {{ font: 14pt '{family}' }}</style></head>"
        f"<body><h1>{words[0]}</h1><p>{words[1]}</p></body></html>"
    )


def by_typst(standards):
    def made(language, browser, folder):
        title, second = paragraphs(language)
        source = (
            f'#set document(title: "{language}")\n#set text(lang: "{language}", font:'
            f' "{WORDS[language][0]}")\n= {title}\n\n{second}\n'
        )
        return typst.compile(
            source.encode(),
            pdf_standards=standards,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
        )

    return made


def by_chromium(language, browser, folder):
    face = f"@font-face {{ font-family: '{WORDS[language][0]}'; src: url('{font_file(language).as_uri()}') }}"
    page = folder / f"chromium-{language}.html"
    page.write_text(html(language, face), encoding="utf-8")
    with browser.new_page() as tab:
        tab.goto(page.as_uri())
        tab.evaluate("document.fonts.ready.then(() => null)")
        return tab.pdf(tagged=True, outline=False)


def by_weasyprint(variant):
    def made(language, browser, folder):
        target = folder / f"weasyprint-{language}.pdf"
        raw.render({target: html(language)}, variant)
        return target.read_bytes()

    return made


def by_reportlab(language, browser, folder):
    """TrueType cut to simple fonts of 256 codes; without shaping, so in scripts that need none."""
    pdfmetrics.registerFont(TTFont(f"own-{language}", str(font_file(language))))
    return canvas(f"own-{language}", paragraphs(language))


def by_reportlab_standard(language, browser, folder):
    """A font that is not embedded, in WinAnsi or a predefined CMap."""
    name = "Helvetica" if language == "en" else "HeiseiMin-W3"
    if language == "ja":
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return canvas(name, paragraphs(language))


def canvas(font, lines):
    target = BytesIO()
    drawn = Canvas(target, invariant=True)
    for number, line in enumerate(lines):
        drawn.setFont(font, 14)
        drawn.drawString(72, 700 - 30 * number, line)
    drawn.save()
    return target.getvalue()


def font_file(language):
    return next(
        path
        for path in sorted((FONTS / WORDS[language][1]).glob("*.?tf"))
        if "Bold" not in path.name and "It" not in path.name
    )


# What each engine makes, in which languages.
ENGINES = {
    "typst": (by_typst([]), tuple(WORDS)),
    "typst-ua-1": (by_typst(["ua-1"]), tuple(WORDS)),
    "typst-a-2b": (by_typst(["a-2b"]), ("en", "ja")),
    "typst-a-4": (by_typst(["a-4"]), ("en", "ar")),
    "chromium": (by_chromium, tuple(WORDS)),
    "weasyprint-ua-1": (by_weasyprint("pdf/ua-1"), tuple(WORDS)),
    "weasyprint-a-3b": (by_weasyprint("pdf/a-3b"), ("en", "ja")),
    "reportlab": (by_reportlab, ("en", "ru")),
    "reportlab-standard": (by_reportlab_standard, ("en", "ja")),
}
FILES = [(engine, language) for engine, (_, languages) in ENGINES.items() for language in languages]
