"""Whether a handler such as `handler.handle` exists. Pure: parses the sources and never executes them.

Refused is what cannot be there. Where a name may be bound in a way that only running would show, it is taken to be there.
"""

import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname, normpath

from meshctl.errors import PackagingFailed
from meshctl.packaging.archive import Content, PackedFile
from meshctl.packaging.handlers.module_names import ModuleNames, NameImport, StarImport, module_names
from meshctl.packaging.handlers.unfit import UnfitHandler

NamesOf = Callable[[bytes], ModuleNames]
"""Which names a file with this text binds, where that is known already; else the file is parsed."""
_HANDLER = re.compile(r"(?P<module>[\w-]+(?:[./][\w-]+)*)\.(?P<name>\w+)")


class MissingModule(PackagingFailed):
    """The file of the handler is not there."""


def refuse_missing_handler(
    files: Mapping[str, Content], handler: str, python: tuple[int, int], names_of: NamesOf | None = None
) -> None:
    """Raises PackagingFailed unless the handler's file is there and binds the handler at its top level."""
    module, name = parts_of(handler)
    file = file_of(module, files)
    if not file:
        if _is_compiled(module, files):
            return
        raise MissingModule(
            f"there is no {module.replace('.', '/')}.py for the handler", "correct the function's `handler` or `source`"
        )
    reader = _Reader(files, python, names_of)
    found = reader.names_in(file)
    if found is None:
        return
    if name in found.names or name in found.given:
        reader.refuse_broken_import(file, name)
        return
    if (why := dict(found.unfit).get(name)) is not None:
        raise _unfit(file, name, why)
    raise PackagingFailed(
        f"{file} defines no {name!r} at its top level, which the handler {handler!r} asks for",
        f"it defines {_listed(found)}: correct the function's `handler`",
    )


_UNFIT = {
    UnfitHandler.IDLE: (
        "as `async def` or with `yield`, of which Lambda's call runs nothing",
        "write a plain function that runs it: asyncio.run(...), or a loop over what it yields",
    ),
    UnfitHandler.VALUE: ("as a value that nobody can call", "write a function, or correct the function's `handler`"),
    UnfitHandler.NOT_TWO: (
        "so that it cannot be called with an event and a context, as Lambda calls it",
        "write `@consumer` of meshkit above it, which calls it with the event alone, or `(event, context)`",
    ),
    UnfitHandler.NOT_ONE: (
        "so that it cannot be called with one event, as `@consumer` above it would",
        "let it take the event alone, such as `def handle(event)`",
    ),
}


def _unfit(file: str, name: str, why: UnfitHandler) -> PackagingFailed:
    what, out = _UNFIT[why]
    return PackagingFailed(f"{file} defines {name!r} {what}", out)


def _listed(found: ModuleNames) -> str:
    return ", ".join(sorted({*found.names, *(name for name, _ in found.unfit)})) or "nothing"


def refuse_missing_in_sources(
    own: Mapping[str, Content],
    handler: str,
    python: tuple[int, int],
    *,
    has_wheels: bool,
    names_of: NamesOf | None = None,
) -> None:
    """The same of a function's own files alone: a module that is not among them may come with its wheels."""
    if not has_wheels or file_of(parts_of(handler)[0], own):
        refuse_missing_handler(own, handler, python, names_of)


def parts_of(handler: str) -> tuple[str, str]:
    """The module and the name in it. Raises PackagingFailed for what is no handler."""
    found = _HANDLER.fullmatch(handler)
    if not found:
        raise PackagingFailed(f"{handler!r} is not a handler", "write file.function, such as handler.handle")
    return found["module"], found["name"]


def file_of(module: str, files: Collection[str]) -> str:
    """The file of a module, or nothing."""
    path = module.replace(".", "/")
    candidates = (f"{path}/__init__.py", f"{path}.py")  # Python, too, prefers the package
    return next((candidate for candidate in candidates if candidate in files), "")


def _is_compiled(module: str, files: Collection[str]) -> bool:
    begin = f"{module.replace('.', '/')}."
    return any(file.startswith(begin) and file.endswith((".so", ".pyc")) for file in files)


class _Reader:
    """Reads which names the files bind; follows `from x import *` through them, each file once."""

    def __init__(self, files: Mapping[str, Content], python: tuple[int, int], names_of: NamesOf | None) -> None:
        self._files = files
        self._python = python
        self._names_of = names_of or module_names
        self._seen: set[str] = set()

    def names_in(self, file: str) -> ModuleNames | None:
        """The names a file binds; None when only running it would show."""
        self._seen.add(file)
        found = self._read(file)
        if found is None or found.by_running:
            return None
        for star in found.stars:
            further = self._file_of(star, file)
            if further in self._seen:
                continue
            given = self._given_by(star, further) if further else None
            if given is None:
                return None
            found = replace(
                found,
                names=(*found.names, *_taken_by_star(given, given.names)),
                unfit=(*found.unfit, *_unfit_by_star(given)),
            )
        return found

    def refuse_broken_import(self, file: str, name: str) -> None:
        """Raises PackagingFailed where a name is imported from a file of ours that does not have it, or as what a call does not run.

        Follows the imports of imports, each file once.
        """
        passed = set[tuple[str, str]]()
        while (one := self._import_of(file, name)) and (file, name) not in passed:
            passed.add((file, name))
            further = self._file_of(one, file)
            if not further or self._is_module(further, one.origin):
                return
            self._seen = set()
            found = self.names_in(further)
            if found is None or one.origin in found.given:
                return
            why = dict(found.unfit).get(one.origin)
            if one.origin not in found.names and why is not None:
                raise _unfit(further, one.origin, why)
            if one.origin not in found.names:
                raise PackagingFailed(
                    f"{file} imports {one.origin!r} from {further}, which defines no such name at its top level",
                    f"it defines {_listed(found)}: correct the import",
                )
            file, name = further, one.origin

    def _import_of(self, file: str, name: str) -> NameImport | None:
        found = self._read(file)
        return next((one for one in found.imports if one.name == name), None) if found else None

    def _is_module(self, package: str, name: str) -> bool:
        """Whether a name of a package is a module in it."""
        below = f"{dirname(package)}/{name}"
        is_package = package.endswith("/__init__.py")
        return is_package and any(path.startswith((f"{below}.", f"{below}/")) for path in self._files)

    def _file_of(self, one: StarImport | NameImport, file: str) -> str:
        """The file of ours that is imported; nothing for a module of Python's, which is loaded before ours, and for one of a wheel."""
        if not one.level and one.module.partition(".")[0] in sys.stdlib_module_names:
            return ""
        return file_of(_module_of(one, file), self._files)

    def _given_by(self, star: StarImport, file: str) -> ModuleNames | None:
        try:
            return self.names_in(file)
        except PackagingFailed:
            if star.guarded:  # then the function may do without it
                return ModuleNames()
            raise

    def _read(self, file: str) -> ModuleNames | None:
        """None when it may well be written in a Python newer than this one."""
        held = self._files[file]
        found = self._names_of(held.content if isinstance(held, PackedFile) else held)
        if found.mistake is None:
            return found
        if found.newer and self._python > sys.version_info[:2]:
            return None
        line = f":{found.mistake}" if found.mistake else ""
        raise PackagingFailed(f"{file}{line} is not valid Python", "correct the file: Lambda could not load it")


def _taken_by_star(module: ModuleNames, names: Iterable[str]) -> Iterator[str]:
    """Those of its names that `from module import *` takes."""
    listed = module.exported
    for name in names:
        if name in listed or "*" in listed if listed is not None else not name.startswith("_"):
            yield name


def _unfit_by_star(module: ModuleNames) -> Iterator[tuple[str, UnfitHandler]]:
    taken = {*_taken_by_star(module, (name for name, _ in module.unfit))}
    yield from (one for one in module.unfit if one[0] in taken)


def _module_of(one: StarImport | NameImport, file: str) -> str:
    """The module that it names, seen from a file: a dot is the package that the file lies in."""
    if not one.level:
        return one.module
    package = normpath(f"{dirname(file)}/{'../' * (one.level - 1)}")
    return "/".join(filter(None, (package if package != "." else "", one.module.replace(".", "/"))))
