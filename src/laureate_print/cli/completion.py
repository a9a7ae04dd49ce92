"""Completes the command line in a shell: what the parser knows, and names of the project."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from laureate_print.outputs import OUTPUTS
from laureate_print.sources.languages import normalise
from laureate_print.sources.loading import packaged, project_root

# Each asks the program for what can stand where the cursor is; where it knows nothing, a name of
# the file system does.
SCRIPTS = {
    "bash": """\
_laureate_print() {
  local IFS=$'\\n'
  COMPREPLY=($(laureate-print completion bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _laureate_print laureate-print
""",
    "zsh": """\
#compdef laureate-print
_laureate_print() {
  local -a found
  found=("${(@f)$(laureate-print completion zsh -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n $found ]]; then _describe -V laureate-print found; else _files; fi
}
compdef _laureate_print laureate-print
""",
    "fish": """\
function __laureate_print
  set -l words (commandline -opc) (commandline -ct)
  set -l found (laureate-print completion fish -- $words[2..] 2>/dev/null)
  if set -q found[1]
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c laureate-print -f -a '(__laureate_print)'
""",
}


def answer(parser: argparse.ArgumentParser, shell: str, words: Sequence[str]) -> Iterator[str]:
    """Gives what can stand in the place of the last of these words, a line each, with what it is
    for as the shell wants it.
    """
    *before, begun = words
    for word, text in _candidates(parser, before, begun):
        if word.startswith(begun):
            if shell == "zsh":
                word = word.replace(":", "\\:")
            between = {"bash": "", "zsh": ":", "fish": "\t"}[shell]
            yield f"{word}{between}{text}" if between and text else word


def _candidates(
    parser: argparse.ArgumentParser, before: Sequence[str], begun: str
) -> Iterator[tuple[str, str]]:
    value_of: argparse.Action | None = None
    folder = Path()
    for word in before:
        if value_of:
            folder = Path(word) if value_of.dest == "project" else folder
            value_of = None
        elif action := parser._option_string_actions.get(word):  # argparse tells it nowhere else
            value_of = action if action.nargs != 0 else None
        else:
            parser = _commands(parser).get(word, parser)
    if value_of:
        yield from _values(value_of, folder)
    elif begun.startswith("-"):
        for name, action in parser._option_string_actions.items():
            yield name, action.help or ""
    else:
        for action in parser._get_positional_actions():
            yield from _values(action, folder)


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return {
        name: below
        for action in parser._get_positional_actions()
        if isinstance(action, argparse._SubParsersAction)
        for name, below in action.choices.items()
    }


def _values(action: argparse.Action, folder: Path) -> Iterator[tuple[str, str]]:
    """Gives what an argument can be, with what it is for; nothing where that is not known."""
    if isinstance(action, argparse._SubParsersAction):
        yield from ((it.dest, it.help or "") for it in action._get_subactions())
    elif action.choices:
        yield from ((str(it), "") for it in action.choices)
    elif action.metavar == "OUTPUT":
        yield from ((name, "") for name in OUTPUTS)
    else:
        yield from ((name, "") for name in _names(str(action.metavar), folder))


def _names(kind: str, folder: Path) -> list[str]:
    """Gives the names of a kind that the project has, as its folders show them."""
    root = project_root(folder)
    if kind == "LANG":
        return sorted(normalise(path.parent.name) for path in root.glob("locales/*/LC_MESSAGES"))
    if kind == "TEMPLATE":
        found = (it.glob("templates/*/template.toml") for it in (packaged(), root))
        return sorted({path.parent.name for paths in found for path in paths})
    if kind == "CATALOG":
        return sorted(path.stem for path in root.glob("locales/*.pot"))
    if kind == "DOCUMENT":
        return sorted(path.stem for path in root.glob("templates/documents/*.md"))
    return []
