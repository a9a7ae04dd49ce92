"""Which jobs there are: what is named, or all that the project file allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from laureate_print import outputs
from laureate_print.errors import UsageError
from laureate_print.model import MULTIPLE, Job
from laureate_print.sources import pseudo, templates
from laureate_print.sources.languages import normalise
from laureate_print.sources.project import Project


def choose(
    project: Project,
    documents: Sequence[str] = (),
    languages: Sequence[str] = (),
    template_names: Sequence[str] = (),
    output_names: Sequence[str] = (),
) -> list[Job]:
    """Gives the jobs for what is named; with nothing named, all that the project file allows.

    Raises:
        UsageError: something is named that the project does not have; with what it has.
    """
    known = templates.template_names(project)
    chosen_documents = _chosen("document", documents, project.documents)
    chosen_languages = _languages(project, languages)
    chosen_outputs = _chosen("output", output_names, tuple(outputs.WRITERS))
    chosen_templates = _chosen("template", template_names, known)
    jobs = [
        Job(document, template, language, output)
        for document in chosen_documents
        for language, fitting in _editions(
            project, chosen_templates, chosen_languages, whole=not languages
        )
        for template in fitting
        for output in templates.outputs(project, template)
        if output in chosen_outputs
        and ("+" not in language or output == "print")  # side by side on paper alone
    ]
    if not jobs:
        raise UsageError(
            "there is nothing to build: the templates named have none of the outputs named;"
            " see: list"
        )
    return jobs


def _editions(
    project: Project, names: Sequence[str], languages: Sequence[str], whole: bool
) -> Iterator[tuple[str, list[str]]]:
    """Gives each language, pair or set of languages with the templates that have an edition of it.

    `whole` says that no language was named: then templates for a whole document have theirs, too.
    """
    together = {name: templates.template(project, name).together for name in names}
    for language in languages:
        if "+" in language:
            yield language, [name for name in names if together[name] == "pair"]
        else:
            yield (
                language,
                [name for name in by_language(project, names) if together[name] != "book"],
            )
    if whole:
        yield MULTIPLE, [name for name in names if templates.languages(project, name)]
    else:
        bound = "+".join(
            dict.fromkeys(tag for language in languages for tag in language.split("+"))
        )
        yield bound, [name for name in names if together[name] == "book"]


def _languages(project: Project, wanted: Sequence[str]) -> list[str]:
    """Gives the languages and pairs named, which may be any that has its catalogs or needs none;
    else those to publish.

    A pair is two languages for one sheet, such as `ja+en`.
    """
    named = [[normalise(tag) for tag in language.split("+")] for language in wanted]
    for tag in (tag for tags in named for tag in tags):
        if tag not in (*project.translated, *pseudo.LANGUAGES):
            raise UsageError(
                f"no language '{tag}' in this project; it has {', '.join(project.translated)}; "
                f"'laureate-print catalog init {tag}' starts a new one"
            )
    for tags in named:
        if len(set(tags)) != len(tags) or len(tags) > 2:
            raise UsageError(
                f"'{'+'.join(tags)}' is no pair of languages; a pair is two, such as ja+en"
            )
    return list(dict.fromkeys("+".join(tags) for tags in named)) or list(project.languages)


def _chosen(kind: str, wanted: Sequence[str], known: Sequence[str]) -> list[str]:
    for name in wanted:
        if name not in known:
            raise UsageError(f"no {kind} '{name}' in this project; it has {', '.join(known)}")
    return list(dict.fromkeys(wanted or known))


def by_language(project: Project, names: Sequence[str]) -> list[str]:
    """Gives the templates that each language has a file of its own of."""
    return [name for name in names if not templates.languages(project, name)]
