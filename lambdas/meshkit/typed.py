"""Events as classes: what a class says of itself, its data, and its instance of an event that has arrived. Pure.

A class of events says `event_name` and `event_version`, is a dataclass or has `model_dump` and `model_validate` as pydantic's models
have, and has a field for each of the event's data. Fields that it does not know are left out, so that an event may gain some.
"""

from dataclasses import MISSING, asdict, fields, is_dataclass
from typing import Any, ClassVar, Protocol, get_args, get_type_hints, runtime_checkable

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
    return asdict(event)  # type: ignore[call-overload,no-any-return]


def typed_event(event: Event, classes: tuple[type[Any], ...]) -> Any:
    """The event as an instance of its class; raises MalformedEvent where none of `classes` is its, or a field is missing."""
    typed = detail_type(event.name, event.version)
    for one in classes:
        if detail_type(one.event_name, one.event_version) == typed:
            return _read(one, event.data, typed)
    known = ", ".join(sorted(detail_type(one.event_name, one.event_version) for one in classes))
    raise MalformedEvent(f"this function reads {known}, and this is another event")


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
    """A value as its field wants it: objects as the dataclass that is named, alone, in a list or as one of several."""
    if isinstance(value, dict):
        for one in (hint, *get_args(hint)):
            if isinstance(one, type) and is_dataclass(one):
                return _instance(one, value)
    if isinstance(value, list) and get_args(hint):
        return [_value(get_args(hint)[0], one) for one in value]
    return value
