"""The form of a stack's inputs, as the parts of a topology have it, and whether a value read from JSON has that form. Pure."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, asdict, dataclass, fields, is_dataclass
from json import dumps, loads
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from meshctl.topology.parts.functions import FunctionPart
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.stages import HubPart, SystemPart


@dataclass(frozen=True, slots=True)
class _WithDefault:
    """The form of a field that an older meshctl did not write; it means the default then."""

    form: Any
    default: Any


def _forms(class_: type) -> dict[str, Any]:
    """The form of each field of a class."""
    hints = get_type_hints(class_)
    defaults = {one.name: _WithDefault(hints[one.name], _default(one)) for one in fields(class_) if _has_default(one)}
    return hints | defaults


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _default(field: Field[Any]) -> Any:
    """As JSON has it."""
    value = field.default if field.default_factory is MISSING else field.default_factory()
    return loads(dumps(asdict(value) if is_dataclass(value) and not isinstance(value, type) else value))


_STACK: Mapping[str, Any] = {
    **dict.fromkeys(("mesh", "stage", "name", "region", "account"), str),
    "tags": Mapping[str, str],
}
_HUB, _SYSTEM = _forms(HubPart), _forms(SystemPart)
_BUS = get_type_hints(Named) | {name: _HUB[name] for name in _HUB if name not in ("account", "tags", "bus")}
_PARTS = {name: _SYSTEM[name] for name in _SYSTEM if name not in ("name", "account", "tags")}
_FUNCTION = _forms(FunctionPart) | {"package": str, "package_hash": str}
INPUTS: Mapping[str, Mapping[str, Any]] = {
    "hub": {"stack": _STACK, "bus": _BUS},
    "system": {"stack": _STACK, **_PARTS, "functions": {str: _FUNCTION}},
    "routes": {"stack": _STACK, "routes": Mapping[str, Route]},
}
"""By root, the type of each input. `{str: TYPE}` is a map by names that are not known before."""


def completed(value: Any, form: Any) -> Any:
    """`value` with the defaults of the fields that it lacks; where it does not have the form, it stays as it is."""
    form = form.form if isinstance(form, _WithDefault) else form
    if is_dataclass(form) and isinstance(form, type):
        return completed(value, _forms(form))
    if get_origin(form) is UnionType:
        return value if value is None else completed(value, next(one for one in get_args(form) if one is not NoneType))
    if get_origin(form) is tuple and isinstance(value, list):
        return [completed(one, get_args(form)[0]) for one in value]
    if isinstance(value, dict) and (isinstance(form, Mapping) or get_origin(form) not in (None, tuple)):
        return _completed_fields(value, form if isinstance(form, Mapping) else {str: get_args(form)[1]})
    return value


def _completed_fields(value: dict[str, Any], form: Mapping[Any, Any]) -> dict[str, Any]:
    if str in form:
        return {name: completed(one, form[str]) for name, one in value.items()}
    missing = {name: one.default for name, one in form.items() if isinstance(one, _WithDefault) and name not in value}
    return {name: completed(one, form.get(name)) for name, one in value.items()} | missing


def fits(value: object, form: Any) -> bool:
    """Whether a value has a form: a type, a dataclass, a mapping of names to forms, or `{str: FORM}`; lists are tuples."""
    form = form.form if isinstance(form, _WithDefault) else form
    if is_dataclass(form) and isinstance(form, type):
        return fits(value, _forms(form))
    if isinstance(form, Mapping):
        return isinstance(value, dict) and _fits_fields(value, form)
    if get_origin(form) is UnionType:
        return any(fits(value, one) for one in get_args(form))
    if get_origin(form) is tuple:
        return isinstance(value, list) and all(fits(one, get_args(form)[0]) for one in value)
    if get_origin(form) is not None:  # a mapping
        return isinstance(value, dict) and _fits_fields(value, {str: get_args(form)[1]})
    return isinstance(value, form) and (form is bool or not isinstance(value, bool))


def _fits_fields(value: Mapping[str, object], form: Mapping[Any, Any]) -> bool:
    if str in form:
        return all(fits(one, form[str]) for one in value.values())
    return value.keys() == form.keys() and all(fits(one, form[name]) for name, one in value.items())
