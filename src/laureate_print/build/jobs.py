"""Which jobs there are: what is named, or all that the project file allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from laureate_print.errors import ProjectError, UsageError
from laureate_print.model import Book, Edition, Job, Output, Pair, Single, Whole
from laureate_print.outputs import OUTPUTS, outputs
from laureate_print.sources import pseudo, templates
from laureate_print.sources.languages import normalise
from laureate_print.sources.loading import Sources


def choose(
    sources: Sources,
    document_names: Iterable[str] = (),
    languages: Iterable[str] = (),
    template_names: Iterable[str] = (),
    output_names: Iterable[str] = (),
) -> list[Job]:
    """Gives the jobs for what is named; with nothing named, all that the project file allows.

    Args:
        sources: the project.
        document_names: documents; none means all, as for the others.
        languages: BCP 47 tags, and pairs of them for one sheet, such as `ja+en`.
        template_names: templates.
        output_names: outputs.

    Raises:
        UsageError: something is named that the project does not have; with what it has.
        ProjectError: the project asks for an output that there is not.
    """
    if not sources.project.documents:
        raise ProjectError(
            f"{sources.project.shown}: there is no document; write templates/documents/NAME.md"
            " ('laureate-print new FOLDER' shows how)"
        )
    named = editions(sources, languages)
    documents = _chosen("document", document_names, sources.project.documents)
    wanted = [OUTPUTS[name] for name in _chosen("output", output_names, OUTPUTS)]
    chosen = _chosen("template", template_names, templates.template_names(sources))
    jobs = [
        Job(document, template, edition, output)
        for document in documents
        for edition, fitting in _fitting(sources, chosen, named)
        for template in fitting
        for output in template_outputs(sources, template)
        if output in wanted and (output.for_press or not isinstance(edition, Pair))
    ]
    if not jobs:
        raise UsageError(
            "there is nothing to build: the templates named have none of the outputs named;"
            " see: list"
        )
    return jobs


def job(sources: Sources, document: str, template: str, edition: str, output: str) -> Job:
    """Gives the one job that is named: a document, a template, a language or a pair such as
    `ja+en`, or `mul` for the file that serves the whole document; and an output.

    Raises:
        UsageError: the project does not have it.
    """
    languages = () if edition == Whole(()).name else (edition,)
    found = choose(sources, [document], languages, [template], [output])
    matching = [job for job in found if languages or isinstance(job.edition, Whole)]
    if not matching:
        raise UsageError(f"'{template}' has no file that serves a whole document; name a language")
    return matching[0]


def template_outputs(sources: Sources, template: str) -> tuple[Output, ...]:
    """Gives the outputs of a template; raises `ProjectError` if it asks for one that there is
    not.
    """
    named = template in sources.project.templates
    where = sources.project.shown if named else f"templates/{template}/template.toml"
    return outputs(templates.outputs(sources, template), f"{where}: {template}")


def with_own_editions(sources: Sources, names: Iterable[str]) -> list[str]:
    """Gives the templates that each language has a file of its own of."""
    return [name for name in names if not templates.languages(sources, name)]


def editions(sources: Sources, names: Iterable[str]) -> list[Single | Pair]:
    """Gives the languages and pairs that are named, each of which has its catalogs or needs none;
    nothing where nothing is named.

    Raises:
        UsageError: the project does not have a language, or two are no pair.
    """
    found: dict[Single | Pair, None] = {}
    for name in _names(names):
        tags = [normalise(tag) for tag in name.split("+")]
        for tag in tags:
            if tag not in (*sources.translated, *pseudo.LANGUAGES):
                raise UsageError(
                    f"no language '{tag}' in this project; it has"
                    f" {', '.join(sources.translated)};"
                    f" 'laureate-print catalog init {tag}' starts a new one"
                )
        if len(set(tags)) != len(tags) or len(tags) > 2:
            raise UsageError(
                f"'{'+'.join(tags)}' is no pair of languages; a pair is two, such as ja+en"
            )
        found[Pair(*tags) if len(tags) == 2 else Single(*tags)] = None
    return list(found)


def _fitting(
    sources: Sources, names: Sequence[str], named: Sequence[Single | Pair]
) -> Iterator[tuple[Edition, list[str]]]:
    """Gives each edition with the templates that have one.

    Where no language is named, templates for a whole document have theirs, too; else a book binds
    the languages that are.
    """
    together = {name: templates.template(sources, name).together for name in names}
    single = [name for name in with_own_editions(sources, names) if together[name] != "book"]
    for edition in named or [Single(tag) for tag in sources.languages]:
        paired = isinstance(edition, Pair)
        yield edition, [name for name in names if together[name] == "pair"] if paired else single
    if named:
        bound = dict.fromkeys(tag for edition in named for tag in edition.languages)
        yield Book(tuple(bound)), [name for name in names if together[name] == "book"]
    else:
        for name in names:
            if languages := templates.languages(sources, name):
                yield Whole(languages), [name]


def _names(wanted: Iterable[str]) -> list[str]:
    """Gives what is named; one name by itself is no iterable of its letters."""
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _chosen(kind: str, wanted: Iterable[str], known: Iterable[str]) -> list[str]:
    names, having = _names(wanted), list(known)
    for name in names:
        if name not in having:
            raise UsageError(f"no {kind} '{name}' in this project; it has {', '.join(having)}")
    return list(dict.fromkeys(names or having))
