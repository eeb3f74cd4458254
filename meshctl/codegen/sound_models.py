"""Looks whether a module of models is nothing but models: whatever a schema holds, no code of its own may run. Pure; runs nothing.

What generates the module is not ours, and what it is asked comes from files that anybody may have written. So what it answers is
held against a list of what may stand there: fixed imports, classes of the names that were asked for, fields with literal values.
"""

import ast
from collections.abc import Collection, Iterator

from meshctl.errors import MeshctlError

_IMPORTS = {
    "__future__": {"annotations"},
    "builtins": {"bool", "dict", "float", "int", "list", "str"},
    "typing": {"Any", "Literal"},
    "pydantic": {"BaseModel", "ConfigDict", "Field", "StrictBool", "StrictFloat", "StrictInt"},
}
_TYPES = (ast.Name, ast.Load, ast.Subscript, ast.Tuple, ast.BinOp, ast.BitOr)
_CALLED = ("Field", "ConfigDict")


def refuse_unsound_models(text: str, names: Collection[str]) -> None:
    """Raises `MeshctlError` where the module does not parse, has other classes than these, or anything besides models."""
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _refused("it is no Python") from error
    models = _Models(module)
    for statement in module.body:
        models.refuse_unsound(statement)
    if models.classes != sorted(names):
        raise _refused("it has other classes than those of the events")


class _Models:
    def __init__(self, module: ast.Module) -> None:
        self.called = {name: each for each, name in _imported(module)}
        self.classes = sorted(one.name for one in module.body if isinstance(one, ast.ClassDef))

    def refuse_unsound(self, statement: ast.stmt) -> None:
        sound = (
            self._is_class(statement)
            if isinstance(statement, ast.ClassDef)
            else isinstance(statement, ast.ImportFrom) or _is_text(statement) or self._is_rebuilt(statement)
        )
        if not sound:
            raise _refused(f"line {statement.lineno} is no part of a model")

    def _is_class(self, one: ast.ClassDef) -> bool:
        bases = [self.called.get(base.id) for base in one.bases if isinstance(base, ast.Name)]
        plain = not (one.decorator_list or one.keywords or getattr(one, "type_params", None))
        return plain and bases == ["BaseModel"] == bases[: len(one.bases)] and all(map(self._is_part, one.body))

    def _is_part(self, part: ast.stmt) -> bool:
        if isinstance(part, ast.AnnAssign):
            return isinstance(part.target, ast.Name) and self._is_type(part.annotation) and self._is_value(part.value)
        if isinstance(part, ast.Assign):
            return ast.unparse(part.targets) == "model_config" and self._is_value(part.value)  # type: ignore[arg-type]
        return _is_text(part) or isinstance(part, ast.Pass)

    def _is_type(self, type_: ast.expr) -> bool:
        """Names of types alone, and words within `Literal`: a text anywhere else is a type that is written as one."""
        if isinstance(type_, ast.Subscript) and self._names(type_.value, "Literal"):
            words = type_.slice.elts if isinstance(type_.slice, ast.Tuple) else [type_.slice]
            return all(isinstance(word, ast.Constant) for word in words)
        if isinstance(type_, ast.Constant):
            return type_.value is None
        inner = [one for one in ast.iter_child_nodes(type_) if isinstance(one, ast.expr)]
        return isinstance(type_, _TYPES) and all(map(self._is_type, inner))

    def _is_value(self, value: ast.expr | None) -> bool:
        if isinstance(value, ast.Call):
            said = [*value.args, *(each.value for each in value.keywords)]
            return any(self._names(value.func, one) for one in _CALLED) and all(map(_is_literal, said))
        return value is None or _is_literal(value)

    def _names(self, node: ast.expr, imported: str) -> bool:
        return isinstance(node, ast.Name) and self.called.get(node.id) == imported

    def _is_rebuilt(self, statement: ast.stmt) -> bool:
        """`OrderPlacedV1.model_rebuild()`, which pydantic asks for where classes are within each other."""
        return isinstance(statement, ast.Expr) and ast.unparse(statement) in {
            f"{name}.model_rebuild()" for name in self.classes
        }


def _imported(module: ast.Module) -> Iterator[tuple[str, str]]:
    """What is imported, with the name that it has here. Raises `MeshctlError` for anything else than the fixed ones."""
    for one in ast.walk(module):
        if isinstance(one, ast.Import):
            raise _refused("it imports what no model needs")
        if isinstance(one, ast.ImportFrom):
            if one.level or {each.name for each in one.names} - _IMPORTS.get(one.module or "", set()):
                raise _refused("it imports what no model needs")
            yield from ((each.name, each.asname or each.name) for each in one.names)


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_literal(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) or (isinstance(value, ast.Tuple) and not value.elts)


def _refused(why: str) -> MeshctlError:
    return MeshctlError(
        f"the models that were generated are not written: {why}",
        "tell us, with the schemas: the generator has made of them what it should not",
    )
