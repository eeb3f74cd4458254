"""Joins references to the address that they stand at: a URI, or a path of the catalogue. Fetches nothing."""

from functools import lru_cache
from posixpath import dirname, join, normpath
from re import ASCII
from re import compile as expression
from urllib.parse import unquote, urljoin, urlsplit

_WHOLE = expression(r"[a-z]+://[\w.-]+(/[\w./-]*)?", ASCII)
"""Addresses that mean the same wherever they stand, as most that are no paths; of others, that is only known once they are joined."""


def without_fragment(reference: str) -> tuple[str, str]:
    """The address and the fragment, without its percent signs."""
    address, _, fragment = reference.partition("#")
    return address, unquote(fragment)


def is_path(address: str) -> bool:
    """Whether it is a path of the catalogue and no URI."""
    return ":" not in address.split("/", 1)[0]


def joined(base: str, address: str) -> str:
    """The address as it is meant at `base`; what is no address stays as it is."""
    if not address or _WHOLE.fullmatch(address):
        return address or base
    try:
        if not is_path(base):
            return _at_uri(base, address)
        return normpath(join(dirname(base), unquote(urlsplit(address).path))) if is_path(address) else address
    except ValueError:
        return address


@lru_cache(20_000)
def _at_uri(base: str, address: str) -> str:
    """Each is asked for several times: by the schema that has it, and by those that refer to it."""
    return urljoin(base, address)


def leads_out(path: str) -> bool:
    """Whether a path of the catalogue leads out of it."""
    return path.startswith(("/", "../")) or path == ".."
