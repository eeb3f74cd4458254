"""The messages of a queue, in the order in which they came: one is found and taken out at once, however many there are."""

from collections.abc import Iterable, Iterator
from typing import Any

REMEMBERED = 50_000
"""Receipt handles of messages that are gone, so that they can be deleted again, as SQS allows; some 15 MB."""


class KeptMessages:
    """Stands where moto has a list. Safe for several threads as long as who changes it holds the queue's lock."""

    def __init__(self, messages: Iterable[Any] = ()) -> None:
        self._kept = {message.id: message for message in messages}
        self._held: dict[str, str] = {}
        self._gone: dict[str, None] = {}

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self._kept.values()))

    def __len__(self) -> int:
        return len(self._kept)

    def append(self, message: Any) -> None:
        """Keep a message, behind all others."""
        self._kept[message.id] = message

    def receive(self, message: Any) -> None:
        """Know a message by the receipt handle that it bears now."""
        self._held[message.receipt_handle] = message.id

    def find(self, receipt_handle: str) -> Any | None:
        """Give the message that somebody received with this handle, as long as it is here."""
        return self._kept.get(self._held.get(receipt_handle, ""))

    def is_gone(self, receipt_handle: str) -> bool:
        """Tell whether a message with this handle was here and is no more."""
        return receipt_handle in self._gone

    def was_given(self, receipt_handle: str) -> bool:
        """Tell whether somebody was given this handle, of a message that is here or no more."""
        return receipt_handle in self._held or self.is_gone(receipt_handle)

    def remove(self, message: Any) -> None:
        """Keep a message no longer."""
        del self._kept[message.id]
        for handle in filter(None, message.all_receipt_handles):
            self._held.pop(handle, None)
            self._gone[handle] = None
        while len(self._gone) > REMEMBERED:
            del self._gone[next(iter(self._gone))]
