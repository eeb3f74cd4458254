"""Broken catalogues for what is found about channels and sources: the same rows as in test_check.py."""

from tests.support.catalogues import CAPTURE, PAYMENTS

KEPT = "event: orders/OrderPlaced\n    deliver_to: {queue: letters}"
FUNCTION = "deliver_to: {function: charge}"
SQS, BUS = "arn:aws:sqs:us-east-1:444444444444:old", "arn:aws:events:us-east-1:444444444444:event-bus/old"


def capture(kept: str, more: str = "") -> dict[str, str | bytes | None]:
    """The service that subscribes, with its second subscription otherwise, and further sections."""
    assert KEPT in CAPTURE
    return {"payments/capture.yaml": CAPTURE.replace(KEPT, kept) + more}


def outside(section: str, stage: str, arn: str) -> dict[str, str | bytes | None]:
    """The system with something outside the mesh."""
    return {"payments/system.yaml": f'{PAYMENTS}external: {{{section}: {{old: {{{stage}: "{arn}"}}}}}}\n'}


BROKEN_CHANNELS: list[tuple[str, dict[str, str | bytes | None], list[str]]] = [
    (
        "cross-region-direct-delivery",
        capture(KEPT.replace("letters", "old")) | outside("queues", "dev", SQS),
        ["payments/system.yaml:3:32"],
    ),
    (
        "competing-readers",
        capture(f"{KEPT}\n  one:\n    queue: letters\n    {FUNCTION}\n  two:\n    queue: letters\n    {FUNCTION}"),
        ["payments/capture.yaml:18:12"],
    ),
    ("dead-letters-missing", capture(f"{KEPT}\n    dead_letters: none"), ["payments/capture.yaml:11:3"]),
    (
        "impossible-delivery",
        capture("queue: letters\n    deliver_to: {log: l}", "logs: {l: {}}\n"),
        ["payments/capture.yaml:13:23"],
    ),
    (
        "missing-arn",
        capture(KEPT.replace("letters", "old")) | outside("queues", "local", SQS),
        ["payments/system.yaml:3:21"],
    ),
    (
        "one-hop-exceeded",
        capture(KEPT.replace("queue: letters", "bus: b"), "  on: {bus: b, deliver_to: {bus: old}}\nbuses: {b: {}}\n")
        | outside("buses", "dev", BUS),
        ["payments/capture.yaml:14:34"],
    ),
    ("unknown-region", {"payments/system.yaml": f"{PAYMENTS}region: us-east-1\n"}, ["payments/system.yaml:3:9"]),
    (
        "visibility-timeout-too-short",
        {
            "payments/capture.yaml": CAPTURE.replace(KEPT, f"queue: letters\n    {FUNCTION}").replace(
                "s: {}", "s: {visibility: 9s}"
            )
        },
        ["payments/capture.yaml:5:3"],
    ),
]
"""The name of a check, what is written over the sound catalogue, and all places where it is found."""
