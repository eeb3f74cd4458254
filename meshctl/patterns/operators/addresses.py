"""IP addresses and blocks of them, v4 and v6. Looks nothing up: what is not spelt as an address is none."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address

Address = tuple[int, int]  # its bits (32 or 128) and its value

_V4 = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_V6 = re.compile(r"[0-9a-fA-F:]*:[0-9a-fA-F:]*")
_LONGEST_V4 = len("255.255.255.255")


def address(text: str) -> Address | None:
    """The address a text spells; leading zeros and v4 addresses mapped into v6 are read as AWS reads them."""
    if _V4.fullmatch(text):
        return _v4(text)
    return _v6(text) if _V6.fullmatch(text) else None


def looks_like_an_address(text: str) -> bool:
    """Whether the text has the letters of an address, though it may be none, as 10.0.0.256."""
    return bool(_V4.fullmatch(text) or _V6.fullmatch(text))


def _v4(text: str) -> Address | None:
    if len(text) > _LONGEST_V4:
        return None
    parts = [int(part) for part in text.split(".")]
    return (32, int.from_bytes(bytes(parts))) if max(parts) <= 255 else None


def _v6(text: str) -> Address | None:
    try:
        read = IPv6Address(text)
    except AddressValueError:
        return None
    return (32, int(read.ipv4_mapped)) if read.ipv4_mapped else (128, int(read))


@dataclass(frozen=True, slots=True)
class Block:
    """The addresses that share their leading bits."""

    bits: int
    free: int
    lead: int

    @classmethod
    def read(cls, text: str) -> "Block | None":
        """Read `10.0.0.0/24` or `2001:db8::/32`; None for anything else, as for a block of a single address."""
        spelt, _, mask = text.partition("/")
        start = address(spelt)
        if start is None or not re.fullmatch(r"[0-9]{1,3}", mask) or int(mask) >= start[0]:
            return None
        free = start[0] - int(mask)
        return cls(start[0], free, start[1] >> free)

    def accepts(self, value: object) -> bool:
        """Whether the text spells an address of the block."""
        at = address(value) if isinstance(value, str) else None
        return at is not None and at[0] == self.bits and at[1] >> self.free == self.lead


@dataclass(frozen=True, slots=True)
class SameAddress:
    """Single addresses, however they are spelt: AWS reads a plain value that looks like an address as one."""

    addresses: frozenset[Address]

    def accepts(self, value: object) -> bool:
        """Whether the text spells one of them."""
        return isinstance(value, str) and address(value) in self.addresses
