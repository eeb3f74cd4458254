"""The form of a stack's inputs, as the parts of a topology have it, and whether a value read from JSON has that form. Pure."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from meshctl.topology.parts.functions import FunctionPart
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.stages import HubPart, SystemPart

_STACK: Mapping[str, Any] = {
    **dict.fromkeys(("mesh", "stage", "name", "region", "account", "deploy_role"), str),
    "tags": Mapping[str, str],
}
_HUB, _SYSTEM = get_type_hints(HubPart), get_type_hints(SystemPart)
_BUS = get_type_hints(Named) | {name: _HUB[name] for name in _HUB if name not in ("account", "tags", "bus")}
_PARTS = {name: _SYSTEM[name] for name in _SYSTEM if name not in ("name", "account", "tags")}
_FUNCTION = get_type_hints(FunctionPart) | {"package": str, "package_hash": str}
INPUTS: Mapping[str, Mapping[str, Any]] = {
    "hub": {"stack": _STACK, "bus": _BUS},
    "system": {"stack": _STACK, **_PARTS, "functions": {str: _FUNCTION}},
    "routes": {"stack": _STACK, "routes": Mapping[str, Route]},
}
"""By root, the type of each input. `{str: TYPE}` is a map by names that are not known before."""


def fits(value: object, form: Any) -> bool:
    """Whether a value has a form: a type, a dataclass, a mapping of names to forms, or `{str: FORM}`; lists are tuples."""
    if is_dataclass(form):
        return fits(value, get_type_hints(form))
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
