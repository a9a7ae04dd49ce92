"""A style sheet of a web page means the same without its comments and needless spaces."""

from laureate_print.outputs.squeezed_styles import squeezed

SHEET = r"""
/* of a house */
@media ( width >= 600px ) and (print) { /* } */
  nav > a , a:not( .x ) :hover , div/**/.y [lang = "a  b"] { margin : 1px  -2px /* ; */; color: red; ; }
}
.it::before { content: "a  ;  }" '/* b */' "\"  ;" ; width: calc( 1px + ( 2em - 3% ) * 2 ) ; --x: a /*c*/ b }
p { background: url( "a  b" ) , url(data:image/svg+xml;utf8,a/*b*/) !important }
/* never ends
"""


SQUEEZED = (
    '@media (width>= 600px) and (print){nav>a,a:not(.x) :hover,div/**/.y [lang = "a  b"]'
    "{margin :1px -2px;color:red}}"
    """.it::before{content:"a  ;  }" '/* b */' "\\"  ;";width:calc(1px + (2em - 3%) * 2);--x:a b}"""
    'p{background:url("a  b"),url(data:image/svg+xml;utf8,a/*b*/) !important}'
)


def test_a_sheet_keeps_what_means_something():
    assert squeezed(SHEET) == SQUEEZED
    assert squeezed(SQUEEZED) == SQUEEZED


def test_many_comments_take_no_time():
    assert squeezed("/* a */ /* b */\n" * 10_000 + "p{}") == "p{}"
