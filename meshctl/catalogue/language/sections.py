"""Which kinds of channels and sources a part of the language has sections for, in the language's own order."""

from functools import cache

from meshctl.catalogue.language.shape import language
from meshctl.model.kinds import KINDS, Kind


@cache
def sections_of(part: str) -> tuple[Kind, ...]:
    """The kinds that have a section in a part of the language, such as `external`."""
    kinds = {kind.section: kind for kind in KINDS.values()}
    return tuple(kinds[section] for section in language()["$defs"][part]["properties"] if section in kinds)
