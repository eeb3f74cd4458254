"""The messages of a queue are what a list of them would be, and are found by what was given out for them."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.adaptations.kept_messages import REMEMBERED, KeptMessages

DEEDS = st.lists(st.tuples(st.sampled_from(["append", "receive", "remove"]), st.integers(0, 5)), max_size=40)


@dataclass(eq=False)
class Message:
    id: str
    receipt_handle: str | None = None
    all_receipt_handles: list[str | None] = field(default_factory=list)

    def received(self) -> str:
        self.receipt_handle = f"{self.id}/{len(self.all_receipt_handles)}"
        self.all_receipt_handles.append(self.receipt_handle)
        return self.receipt_handle


@settings(max_examples=50)
@given(DEEDS)
def test_messages_stay_in_order_and_are_found_by_every_handle_they_had(deeds: list[tuple[str, int]]) -> None:
    kept, listed, handles, gone = KeptMessages(), list[Message](), dict[str, Message](), set[str]()
    for number, (deed, place) in enumerate(deeds):
        if deed == "append" or not listed:
            listed.append(Message(str(number)))
            kept.append(listed[-1])
            continue
        message = listed[place % len(listed)]
        if deed == "receive":
            handles[message.received()] = message
            kept.receive(message)
        else:
            listed.remove(message)
            kept.remove(message)
            gone |= {handle for handle, held in handles.items() if held is message}
    assert (list(kept), len(kept)) == (listed, len(listed))
    for handle, message in handles.items():
        assert (kept.find(handle), kept.is_gone(handle)) == ((None, True) if handle in gone else (message, False))


def test_handles_of_messages_that_are_long_gone_are_forgotten() -> None:
    kept = KeptMessages()
    for number in range(REMEMBERED + 1):
        kept.append(message := Message(str(number)))
        message.received()
        kept.receive(message)
        kept.remove(message)
    assert [kept.is_gone("0/0"), kept.is_gone("1/0")] == [False, True]
