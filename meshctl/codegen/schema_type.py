"""What types can say of JSON values: of which kinds they are, which words a text may be, what lies in a list or an object. Pure.

A type is never narrower than what it was made of: what types cannot say, it lets pass.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import TypeVar

from meshctl.json_schema.subschemas import Path

Said = TypeVar("Said")
Sources = tuple[Path, ...]
"""An object is as all of these schemas say; without any it is just some object."""
NO_NUMBER, INTEGER, NUMBER = range(3)
MOST_ALTERNATIVES = 16
MOST_SIZE = 200
LETTERS = 20


@dataclass(frozen=True, slots=True)
class SchemaType:
    """Which values may be. `words`, `items` and `objects` say more of texts, lists and objects, where these may be; None says nothing."""

    null: bool = False
    boolean: bool = False
    number: int = NO_NUMBER
    text: bool = False
    words: tuple[str, ...] | None = None
    list_: bool = False
    items: "SchemaType | None" = None
    object_: bool = False
    objects: tuple[Sources, ...] | None = None

    @property
    def size(self) -> int:
        """How long it is, where maps are not looked into: a type, an object and some letters of words count alike."""
        words = sum(map(len, self.words or ())) // LETTERS + len(self.words or ()) // LETTERS
        return 1 + words + len(self.objects or ()) + (self.items.size if self.items else 0)

    @property
    def is_nothing(self) -> bool:
        """Whether no value may be."""
        return not (self.null or self.boolean or self.number or self.text or self.list_ or self.object_)

    @property
    def is_anything(self) -> bool:
        """Whether every value may be."""
        kinds = self.null and self.boolean and self.number == NUMBER and self.text and self.list_ and self.object_
        return kinds and self.words is None and self.items is None and self.objects is None


NOTHING = SchemaType()
ANYTHING = SchemaType(null=True, boolean=True, number=NUMBER, text=True, list_=True, object_=True)


def either(types: Iterable[SchemaType]) -> SchemaType:
    """What any of them lets pass."""
    found = list(types)
    texts, lists, objects = ([one for one in found if getattr(one, kind)] for kind in ("text", "list_", "object_"))
    return SchemaType(
        null=any(one.null for one in found),
        boolean=any(one.boolean for one in found),
        number=max((one.number for one in found), default=NO_NUMBER),
        text=bool(texts),
        words=_all([one.words for one in texts]),
        list_=bool(lists),
        items=_items_of_either([one.items for one in lists]),
        object_=bool(objects),
        objects=_few(_all([one.objects for one in objects])),
    )


def _all(said: list[tuple[Said, ...] | None]) -> tuple[Said, ...] | None:
    """The words, or the objects, of all; None where one of them says nothing."""
    told = [one for one in said if one is not None]
    return tuple(dict.fromkeys(chain.from_iterable(told))) if said and len(told) == len(said) else None


def _items_of_either(items: list[SchemaType | None]) -> SchemaType | None:
    told = [one for one in items if one is not None]
    return small(either(told)) if items and len(told) == len(items) else None


def both(one: SchemaType, other: SchemaType) -> SchemaType:
    """What both let pass, and where that cannot be said, what one of them does."""
    words = _words_of_both(one.words, other.words)
    text = one.text and other.text and words != ()
    list_, object_ = one.list_ and other.list_, one.object_ and other.object_
    return SchemaType(
        null=one.null and other.null,
        boolean=one.boolean and other.boolean,
        number=min(one.number, other.number),
        text=text,
        words=words if text else None,
        list_=list_,
        items=_items_of_both(one.items, other.items) if list_ else None,
        object_=object_,
        objects=_merged(one.objects, other.objects) if object_ else None,
    )


def _words_of_both(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    if one is None or other is None:
        return other if one is None else one
    allowed = set(other)
    return tuple(word for word in one if word in allowed)


def _items_of_both(one: SchemaType | None, other: SchemaType | None) -> SchemaType | None:
    if one is None or other is None:
        return other if one is None else one
    return both(one, other)


def _merged(one: tuple[Sources, ...] | None, other: tuple[Sources, ...] | None) -> tuple[Sources, ...] | None:
    """Each alternative of the one as each of the other says as well."""
    if one is None or other is None:
        return other if one is None else one
    if len(one) * len(other) > MOST_ALTERNATIVES:
        return min(one, other, key=len)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(first + second)) for first, second in product(one, other)))


def _few(objects: tuple[Sources, ...] | None) -> tuple[Sources, ...] | None:
    return objects if objects is None or len(objects) <= MOST_ALTERNATIVES else None


def small(type_: SchemaType, size: int | None = None) -> SchemaType:
    """The type, or where it would be too long to read, its kinds alone."""
    long = (type_.size if size is None else size) > MOST_SIZE
    return replace(type_, words=None, items=None, objects=None) if long else type_
