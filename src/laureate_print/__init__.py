"""One announcement, every language: from gettext catalogs and Jinja2 templates to web page and PDF.

The story of one render (`build.render`): a *job* names document, template, language and output. The
*catalogs* are opened and checked; words and *template* are composed into a *page*; the page is
checked; an *output* writes it as an *artifact*; the artifact's bytes are opened again and checked.
A *finding* of severity error ends the story.
"""

__version__ = "0.1.0"
