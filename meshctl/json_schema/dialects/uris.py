"""Joins references to the address that they stand at: a URI, or a path of the catalogue. Fetches nothing."""

from functools import lru_cache
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urljoin, urlsplit


def without_fragment(reference: str) -> tuple[str, str]:
    """The address and the fragment, without its percent signs."""
    address, _, fragment = reference.partition("#")
    return address, unquote(fragment)


def is_path(address: str) -> bool:
    """Whether it is a path of the catalogue and no URI."""
    return ":" not in address.split("/", 1)[0]


@lru_cache(50_000)
def joined(base: str, address: str) -> str:
    """The address as it is meant at `base`; what is no address stays as it is."""
    if not address:
        return base
    try:
        if not is_path(base):
            return urljoin(base, address)
        return normpath(join(dirname(base), unquote(urlsplit(address).path))) if is_path(address) else address
    except ValueError:
        return address


def leads_out(path: str) -> bool:
    """Whether a path of the catalogue leads out of it."""
    return path.startswith(("/", "../")) or path == ".."
