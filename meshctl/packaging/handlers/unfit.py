"""What a file binds to a name that cannot be its handler: told where it is certain, whatever else the file does. Pure."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_VALUES = (ast.Constant, ast.List, ast.Dict, ast.Set, ast.Tuple, ast.JoinedStr, ast.ListComp, ast.SetComp, ast.DictComp)
_LAMBDA, _CONSUMER = 2, 1
"""How many values Lambda calls a handler with, and `consumer` of meshkit a function."""


class UnfitHandler(StrEnum):
    """Why a call would not do the work."""

    IDLE = "idle"
    VALUE = "value"
    NOT_TWO = "not two"
    NOT_ONE = "not one"


def unfit_names(statements: Iterable[ast.stmt], bound: Mapping[str, int]) -> dict[str, UnfitHandler]:
    """Names that are bound to nothing but such, with why the last one is. What a decorator makes of a function, it alone knows."""
    every = [*statements]
    consumers = {*_consumers(every, bound)}
    found = [one for statement in every for one in _unfit_function(statement, consumers)]
    found += [one for statement in every for one in _unfit_value(statement)]
    known = _certain(found, bound)
    return known | _certain((one for statement in every for one in _passed_on(statement, known, consumers)), bound)


def _certain(found: Iterable[tuple[str, UnfitHandler]], bound: Mapping[str, int]) -> dict[str, UnfitHandler]:
    every = [*found]
    times = Counter(name for name, _ in every)
    return {name: why for name, why in every if times[name] == bound[name]}


def _consumers(statements: Iterable[ast.stmt], bound: Mapping[str, int]) -> Iterator[str]:
    """What meshkit's `consumer` is called here."""
    for statement in statements:
        match statement:
            case ast.ImportFrom(level=0, module="meshkit", names=aliases):
                names = {alias.name: alias.asname or alias.name for alias in aliases}
                yield from (name for origin, name in names.items() if origin == "consumer" and bound[name] == 1)
            case ast.Import(names=aliases):
                yield from ("meshkit.consumer" for alias in aliases if (alias.name, alias.asname) == ("meshkit", None))


def _unfit_function(statement: ast.stmt, consumers: set[str]) -> Iterator[tuple[str, UnfitHandler]]:
    if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    calls = _LAMBDA
    if statement.decorator_list:
        if not _is_consumer(statement.decorator_list[-1], consumers):
            return
        calls = _CONSUMER
    if isinstance(statement, ast.AsyncFunctionDef) or _yields(statement):
        yield statement.name, UnfitHandler.IDLE
    elif not _takes(statement.args, calls):
        yield statement.name, UnfitHandler.NOT_TWO if calls == _LAMBDA else UnfitHandler.NOT_ONE


def _is_consumer(node: ast.expr, consumers: set[str]) -> bool:
    """Whether it is `consumer`, or what `consumer(once=...)` and `consumer(OrderPlaced)` give."""
    match node.func if isinstance(node, ast.Call) else node:
        case ast.Name(id=name):
            return name in consumers
        case ast.Attribute(value=ast.Name(id=module), attr=name):
            return f"{module}.{name}" in consumers
    return False


def _unfit_value(statement: ast.stmt) -> Iterator[tuple[str, UnfitHandler]]:
    for name, value in _assigned(statement):
        if isinstance(value, _VALUES):
            yield name, UnfitHandler.VALUE
        elif isinstance(value, ast.Lambda) and not _takes(value.args, _LAMBDA):
            yield name, UnfitHandler.NOT_TWO


def _passed_on(
    statement: ast.stmt, known: Mapping[str, UnfitHandler], consumers: set[str]
) -> Iterator[tuple[str, UnfitHandler]]:
    """`handle = run`, and `handle = consumer(run)` of what runs nothing."""
    for name, value in _assigned(statement):
        match value:
            case ast.Name(id=origin) if origin in known:
                yield name, known[origin]
            case ast.Call(func=made, args=[ast.Name(id=origin)]) if known.get(
                origin
            ) is UnfitHandler.IDLE and _is_consumer(made, consumers):
                yield name, UnfitHandler.IDLE


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, Any]]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
            yield name, value


def _takes(arguments: ast.arguments, count: int) -> bool:
    """Whether a function may be called with so many values and nothing else."""
    placed = len(arguments.posonlyargs) + len(arguments.args)
    needed = placed - len(arguments.defaults)
    by_name = any(default is None for default in arguments.kw_defaults)
    return needed <= count and not by_name and (placed >= count or arguments.vararg is not None)


def _yields(function: ast.FunctionDef) -> bool:
    """Whether calling it gives a generator: a `yield` of its own, not of a function or class within."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, _SCOPES):
            waiting += ast.iter_child_nodes(node)
    return False
