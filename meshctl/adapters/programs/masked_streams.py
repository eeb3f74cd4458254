"""Puts the door that secrets do not pass before standard output and error of this program: whatever it says goes through it."""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO, cast

from meshctl.masking.masked_text import masking


def mask_streams(environment: Mapping[str, str]) -> None:
    """From now on what is written to both streams is without what looks like a secret, and without those of the environment.

    A letter that a stream's encoding does not have is written out as `\\u1234`.
    """
    masked = masking(environment)
    for name in ("stdout", "stderr"):
        if stream := getattr(sys, name):  # None when the caller has closed it
            stream.reconfigure(errors="backslashreplace")
            setattr(sys, name, cast(TextIO, MaskedStream(stream, masked)))


def tell_as_it_is(text: str) -> None:
    """Writes to standard output past the door: meshctl's own words, and keys that were asked for."""
    stream: Any = sys.stdout
    (stream.behind if isinstance(stream, MaskedStream) else stream).write(text)


class MaskedStream:
    """A text stream that takes out the secrets of what is written, as far as they stand in one piece of it.

    So do the bytes beneath it, which click takes for bytes, and for text where it finds an encoding too small.
    """

    encoding = "utf-8"

    def __init__(self, stream: TextIO, masked: Callable[[str], str]) -> None:
        self.behind = stream
        self.buffer = _MaskedBytes(stream, masked)
        self._masked = masked

    def write(self, text: str) -> int:
        """Writes all else; gives the length of what was to be written."""
        self.behind.write(self._masked(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes each of them."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        if name in ("detach", "reconfigure"):
            raise AttributeError(name)
        return getattr(self.behind, name)


class _MaskedBytes:
    def __init__(self, stream: TextIO, masked: Callable[[str], str]) -> None:
        self._behind = stream.buffer
        self._masked = masked

    def write(self, content: bytes) -> int:
        text = self._masked(content.decode(errors="surrogateescape"))
        self._behind.write(text.encode(errors="surrogateescape"))
        return len(content)

    def __getattr__(self, name: str) -> Any:
        if name in ("raw", "detach", "getvalue", "getbuffer"):
            raise AttributeError(name)
        return getattr(self._behind, name)
