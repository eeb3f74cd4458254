"""Puts the door that secrets do not pass before standard output and error: whatever a command says goes through it.

Bytes do not: the command that is asked for keys writes them as such.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO, cast

from meshctl.masking.masked_text import masking


def mask_streams(environment: Mapping[str, str]) -> None:
    """From now on what is written to both streams is without what looks like a secret, and without those of the environment."""
    masked = masking(environment)
    for name in ("stdout", "stderr"):
        if stream := getattr(sys, name):  # None when the caller has closed it
            setattr(sys, name, cast(TextIO, MaskedStream(stream, masked)))


class MaskedStream:
    """A text stream that takes out the secrets of what is written, as far as they stand in one piece of it."""

    def __init__(self, stream: TextIO, masked: Callable[[str], str]) -> None:
        self._stream = stream
        self._masked = masked

    def write(self, text: str) -> int:
        """Writes all else; gives the length of what was to be written."""
        self._stream.write(self._masked(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Writes each of them."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
