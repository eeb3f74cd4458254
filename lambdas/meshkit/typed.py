"""Events as classes: what a class says of itself, its data, and its instance of an event that has arrived. Pure.

A class of events says `event_name` and `event_version` (and `event_source`, where others publish events of that name), is a dataclass or has `model_dump` and `model_validate` as pydantic's models
have, and has a field for each of the event's data. Fields that it does not know are left out, so that an event may gain some. A
field of a dataclass that may be missing has None as its default, and is missing where it is None.
"""

from dataclasses import MISSING, fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, ClassVar, Protocol, Union, get_args, get_origin, get_type_hints, runtime_checkable

from meshkit.data import MOST_LEVELS
from meshkit.envelope import Event, detail_type
from meshkit.errors import MalformedEvent


@runtime_checkable
class TypedEvent(Protocol):
    """An event whose data is fields of a class."""

    event_name: ClassVar[str]
    event_version: ClassVar[int]


def is_event_class(value: object) -> bool:
    """Whether it is a class of events."""
    return isinstance(value, type) and isinstance(value, TypedEvent)


def data_of(event: TypedEvent) -> dict[str, Any]:
    """The data of an event that is an instance of its class."""
    dump = getattr(event, "model_dump", None)
    if dump is not None:
        return dict(dump(mode="json", by_alias=True, exclude_unset=True))
    return _written(event)


def _written(instance: Any, level: int = 0) -> dict[str, Any]:
    """The fields of a dataclass. What a schema does not ask for, it need not allow as null."""
    values = [(one, getattr(instance, one.name)) for one in fields(instance)]
    return {one.name: _plain(value, level) for one, value in values if value is not None or one.default is not None}


def _plain(value: Any, level: int) -> Any:
    """A value without dataclasses in it, as far down as data may go: what lies deeper is refused as it is."""
    if level > MOST_LEVELS:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return _written(value, level + 1)
    if isinstance(value, list | tuple):
        return [_plain(one, level + 1) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one, level + 1) for name, one in value.items()}
    return value


def typed_event(event: Event, classes: tuple[type[Any], ...]) -> Any:
    """The event as an instance of its class; raises MalformedEvent where none of `classes` is its, or a field is missing."""
    typed = detail_type(event.name, event.version)
    for one in classes:
        if detail_type(one.event_name, one.event_version) == typed and _is_of(one, event.source):
            return _read(one, event.data, typed)
    known = ", ".join(sorted(detail_type(one.event_name, one.event_version) for one in classes))
    raise MalformedEvent(f"this function reads {known}, and this is another event")


def _is_of(class_: type[Any], source: str) -> bool:
    """Whether its events come from this source; a class that says none takes them from all."""
    said: str = getattr(class_, "event_source", source)
    return said == source


def _read(class_: type[Any], data: dict[str, Any], typed: str) -> Any:
    validate = getattr(class_, "model_validate", None)
    try:
        return validate(data) if validate is not None else _instance(class_, data)
    except MalformedEvent as missing:
        raise MalformedEvent(f"{typed}: {missing}") from None
    except ValueError as error:  # pydantic's: its words quote the data
        raise MalformedEvent(f"{typed}: its data is not as {class_.__name__} says ({type(error).__name__})") from None


def _instance(class_: type[Any], data: dict[str, Any]) -> Any:
    hints = get_type_hints(class_)
    known = [field for field in fields(class_) if field.init]
    for field in known:
        if field.name not in data and field.default is MISSING and field.default_factory is MISSING:
            raise MalformedEvent(f"data has no {field.name}")
    return class_(**{one.name: _value(hints[one.name], data[one.name]) for one in known if one.name in data})


def _value(hint: Any, value: Any) -> Any:
    """A value as its field wants it: objects as the dataclass that is named, alone, in lists and maps, or as one of several."""
    if not isinstance(value, dict | list):
        return value
    for one in _choices(hint):
        if isinstance(value, dict) and is_dataclass(one) and isinstance(one, type):
            return _instance(one, value)
        inner = get_args(one)
        if isinstance(value, dict) and len(inner) == 2:
            return {name: _value(inner[1], each) for name, each in value.items()}
        if isinstance(value, list) and inner and get_origin(one) is not dict:
            return [_value(inner[0], each) for each in value]
    return value


def _choices(hint: Any) -> tuple[Any, ...]:
    """The types that a field may have."""
    if get_origin(hint) is Annotated:
        return _choices(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return tuple(one for each in get_args(hint) for one in _choices(each))
    return (hint,)
