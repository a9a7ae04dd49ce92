"""Hostile exchange files: XLIFF of both versions, termbases, spreadsheets of terms."""

from laureate_print.desk.exchange.codes import split
from laureate_print.desk.exchange.values import Part, Unit, own_id
from laureate_print.desk.exchange.xliff import WRITERS
from laureate_print.model import SourceFile
from laureate_print.sources.po_files import parse
from tests.hostile.catalogs import PATH
from tests.hostile.mutations import Case, long_words, mutated, renumbered, rewritten, some_letters

PARTS = (
    "<target/>", "<target>", "</target>", "<source><source>", "<g id='1'>" * 300, "<pc id='1'>" * 200 + "</pc>" * 200, "<ph id='1'/>", "<ph id='99999999999'/>", "<ph dataRef='nothing'/>", "<cp hex='0000'/>", "<cp hex='D800'/>", "<cp hex='110000'/>", "<cp hex='-1'/>",
    "<mrk>", "<sc/><ec startRef='1'/>", "<ph ctype='x-control'>FFFFFFFFF</ph>", "<ph ctype='x-control'>D800</ph>", "<ph ctype='x-control'>0000</ph>", "<note>reviewed: 2026-05-01 x sha256:" + "a" * 64 + "</note>", "<segment/>", "<segment><source/><target order='99999999999999999999'/></segment>", "<ignorable/>",
    "&x;", "&#0;", "&#xD800;", "<!-- ", "<![CDATA[<target>]]>", "<?x?>", "]]>", "xml:lang='../../x'", "<file original='../../../etc/passwd'/>", "<file/>", "<xliff>", "<trans-unit id='m0123456789abcdef[99]'/>", "<unit id='m0123456789abcdef.99'/>", "<group>" * 300,
)  # fmt: skip
BOMB = '<!DOCTYPE x [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "http://127.0.0.1:9/y">%y;]>'
TERMS = (
    '<martif type="TBX"><text><body><termEntry id="1"><langSet xml:lang="en"><tig><term>harbour</term></tig></langSet>'
    '<langSet xml:lang="fr"><ntig><termGrp><term>port</term></termGrp></ntig></langSet></termEntry></body></text></martif>'
)


def sent(content, version):
    """A catalog of the project as it is sent out."""
    units = [
        Unit(own_id(it.key), -1, split(it.sources[0]), split(it.texts[0]), "translated")
        for it in parse(SourceFile(PATH, content, PATH)).entries
    ]
    return WRITERS[version]([Part("notice", PATH, "en", "fr", "ltr", "ltr", tuple(units))], True)


def spoiled(text, chance):
    """A text of an exchange file that may do harm."""
    act = chance.randrange(6)
    if act == 0:
        return mutated(text.encode(), chance)
    if act == 1:
        return text.replace(">\n", f">\n{BOMB}\n", 1).replace("</", "&b;&x;</", 3).encode()
    if act == 2:
        words = chance.choice((some_letters(chance), long_words(chance)))
        return text.replace("</target>", f"{words}</target>").encode("utf-8", "surrogatepass")
    if act == 3:
        return text.encode(chance.choice(("utf-16", "utf-32", "utf-7", "cp500")))
    if act == 4:
        return renumbered(text, chance, 20).encode()
    return rewritten(text.replace("><", ">\n<"), chance, PARTS).encode("utf-8", "surrogatepass")


def xliff(project, chance):
    """An XLIFF file, a termbase or a table of terms that comes back."""
    if chance.random() < 0.25:
        name = chance.choice(("x.tbx", "x.csv"))
        text = TERMS if name == "x.tbx" else "en,comment,fr\r\nharbour,x,port\r\n,,ports\r\n" * 9
        words = ("catalog", "glossary", f"{{place}}/{name}", "--import")
    else:
        name = "x.xlf"
        text = sent(project[PATH], chance.choice(("1.2", "2.1"))).decode()
        words = ("catalog", "import", f"{{place}}/{name}")
    return Case(("--project", "{project}", *words), {f"../{name}": spoiled(text, chance)})


KINDS = {"xliff": xliff}
