"""What completes an argument: names of a kind, from the name index of the catalogue, or files. Reads nothing but the index."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from pathlib import Path

    import click
    from click.shell_completion import CompletionItem

    Items = list[CompletionItem[str]]
    Complete = Callable[[click.Context, click.Parameter, str], Items]


def names(*kinds: str) -> Complete:
    """Completes with the names of these kinds; with files where no index tells any name."""

    def complete(context: click.Context, _: click.Parameter, beginning: str) -> Items:
        return _named(context, kinds, beginning)

    return complete


def things(*sorts: str) -> Complete:
    """Completes `[KIND] NAME`: the first word with these sorts, kinds and all names, the second with names of its kind."""

    def complete(context: click.Context, parameter: click.Parameter, beginning: str) -> Items:
        from meshctl.model.kinds import KINDS

        before = context.params.get(parameter.name or "") or ()
        if before:
            return _named(context, _kinds_of(before[0]), beginning)
        kinds = (*sorts, *KINDS)
        return [*_plain(kind for kind in kinds if kind.startswith(beginning)), *_named(context, kinds, beginning)]

    return complete


def files(_: click.Context, __: click.Parameter, beginning: str) -> Items:
    """Completes with the names of files, which the shell knows itself."""
    return [_file(beginning)]


def _plain(words: Iterable[str]) -> Items:
    from click.shell_completion import CompletionItem

    return [CompletionItem(word) for word in words]


def _file(beginning: str) -> CompletionItem[str]:
    from click.shell_completion import CompletionItem

    return CompletionItem(beginning, type="file")


def _kinds_of(sort: str) -> Collection[str]:
    """The kinds of names that belong to a sort of things; a route is named like its subscription."""
    from meshctl.model.kinds import KINDS

    if sort in ("channel", "source"):
        return [kind for kind, row in KINDS.items() if row.is_source == (sort == "source")]
    return ("subscription",) if sort == "route" else (sort,)


def _named(context: click.Context, kinds: Collection[str], beginning: str) -> Items:
    from meshctl.adapters.name_index_file import name_index_file
    from meshctl.app.complete.name_index import names_in
    from meshctl.cli.nearest_catalogue import nearest_catalogue

    catalogue: Path | None = context.params.get("catalogue") or nearest_catalogue()
    index = name_index_file(catalogue).read() if catalogue else b""
    if not index:
        return [_file(beginning)]
    return _plain(names_in(index, kinds, beginning))
