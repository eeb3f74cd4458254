"""SQS takes what it can keep: printable ids, characters that XML can say, and no more bytes than a queue takes."""

import string

from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.queues.faults import faults_of_entries, faults_of_message, size_of

PRINTABLE = set(string.ascii_letters + string.digits + string.punctuation)
SOUND = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
)


@settings(max_examples=50)
@given(st.text(max_size=130) | st.text(sorted(PRINTABLE), max_size=130))
def test_a_group_has_1_to_128_printable_characters(group: str) -> None:
    told = list(faults_of_message({"MessageBody": "x", "MessageGroupId": group}, 1024))
    assert (not told) == (0 < len(group) <= 128 and set(group) <= PRINTABLE)


@settings(max_examples=50)
@given(SOUND, st.dictionaries(st.text("abé_-", min_size=1), SOUND, max_size=2), st.integers(-1, 1))
def test_a_message_has_at_most_as_many_bytes_as_its_queue_takes(body: str, given: dict[str, str], more: int) -> None:
    attributes = {name: {"DataType": "String", "StringValue": value} for name, value in given.items()}
    message = {"MessageBody": body, "MessageAttributes": attributes}
    size = len(body.encode()) + sum(len(f"{name}String{value}".encode()) for name, value in given.items())
    assert size_of(message) == size
    assert bool(list(faults_of_message(message, size + more))) == (more < 0)


@settings(max_examples=50)
@given(st.characters())
def test_a_message_has_no_character_that_xml_does_not_know(character: str) -> None:
    refused = [one.code for one in faults_of_message({"MessageBody": f"a{character}b"}, 1024)]
    known = character in "\t\n\r" or (
        character >= " " and character not in "\ufffe\uffff" and not "\ud800" <= character <= "\udfff"
    )
    assert refused == ([] if known else ["InvalidMessageContents"])


@settings(max_examples=100)
@given(st.sampled_from(["", "aws.", "Amazon.", "AWS"]), st.text("aß9_-.. !", max_size=6), st.sampled_from([0, 251]))
def test_an_attribute_has_a_name_of_letters_in_parts_and_no_part_is_empty(start: str, rest: str, more: int) -> None:
    name = start + rest + "n" * more
    told = list(faults_of_message({"MessageBody": "x", "MessageAttributes": {name: {"DataType": "Binary"}}}, 1024))
    parts = name.split(".")
    letters = all(parts) and not set(name) & {" ", "!"}
    reserved = len(parts) > 1 and parts[0].lower() in ("aws", "amazon")
    assert bool(told) == (not letters or reserved or len(name) > 256)


@settings(max_examples=50)
@given(st.lists(st.text(string.ascii_letters + "_-:", max_size=82), max_size=12))
def test_a_batch_has_at_most_10_entries_with_ids(ids: list[str]) -> None:
    sound = len(ids) <= 10 and all(0 < len(one) <= 80 and ":" not in one for one in ids)
    assert (not list(faults_of_entries([{"Id": one} for one in ids]))) == sound
