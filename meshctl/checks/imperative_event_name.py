"""An event's name says what has happened, not what is to be done. Pure; knows few verbs, and those well."""

from collections.abc import Iterator, Sequence
from re import compile as pattern

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh

VERBS = {
    "Accept": "Accepted",
    "Activate": "Activated",
    "Add": "Added",
    "Approve": "Approved",
    "Assign": "Assigned",
    "Cancel": "Cancelled",
    "Close": "Closed",
    "Complete": "Completed",
    "Confirm": "Confirmed",
    "Create": "Created",
    "Delete": "Deleted",
    "Deliver": "Delivered",
    "Generate": "Generated",
    "Notify": "Notified",
    "Pay": "Paid",
    "Place": "Placed",
    "Process": "Processed",
    "Publish": "Published",
    "Receive": "Received",
    "Register": "Registered",
    "Reject": "Rejected",
    "Remove": "Removed",
    "Reserve": "Reserved",
    "Send": "Sent",
    "Submit": "Submitted",
    "Update": "Updated",
    "Validate": "Validated",
    "Verify": "Verified",
}
"""Imperatives with their participles; of words that are rather nouns (order, charge, request, ship) nothing is said."""
NOUNS = frozenset({"Close", "Complete", "Pay", "Place", "Process", "Register", "Reserve", "Update"})
"""Those that tell of something at the end of a name: `StatusUpdate`, `MarketClose`."""
IRREGULAR = frozenset(
    {
        "Begun",
        "Bought",
        "Broken",
        "Built",
        "Chosen",
        "Done",
        "Found",
        "Frozen",
        "Given",
        "Gone",
        "Held",
        "Kept",
        "Known",
    }
    | {"Left", "Lost", "Made", "Met", "Paid", "Put", "Read", "Run", "Sent", "Set", "Shown", "Sold", "Spent", "Split"}
    | {"Taken", "Thrown", "Told", "Withdrawn", "Won", "Written"}
)
"""Participles that do not end in -ed."""
TELLING = frozenset(
    {"Available", "Due", "Error", "Exit", "Expiry", "Failure", "Low", "Missing", "Overdue", "Pending", "Ready"}
    | {"Success", "Timeout"}
)
"""Last words that tell of a state or an outcome: `UpdateAvailable` has happened."""
PREPOSITIONS = frozenset({"As", "At", "By", "For", "From", "In", "Into", "Of", "On", "To", "With"})
_WORD = pattern(r"[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z0-9]*")


def _run(mesh: Mesh) -> Iterator[Finding]:
    for event in mesh.events:
        better = in_the_past(event.name)
        if better:
            message = f'"{mesh.reference_to(event)}" is named like an order to do something'
            why = "an event is a fact: whoever receives it decides what to do, and nobody can refuse what has happened"
            yield Finding("imperative-event-name", event.place, message, why, f'say what has happened: "{better}"')


def in_the_past(name: str) -> str:
    """What an event of this name would be called in the past tense; empty where it is, or where the name is no order."""
    words = _WORD.findall(name)
    if any(word.endswith("ed") or word in IRREGULAR for word in words):
        return ""
    if words[-1] in VERBS and words[-1] not in NOUNS:
        return "".join([*words[:-1], VERBS[words[-1]]])
    orders = words[0] in VERBS and len(words) > 1 and words[1] not in PREPOSITIONS
    return _told(words[1:], VERBS[words[0]]) if orders and words[-1] not in TELLING else ""


def _told(words: Sequence[str], participle: str) -> str:
    """`OrderPlaced`, and `ItemAddedToCart` with what comes after a preposition behind."""
    end = next((at for at, word in enumerate(words) if word in PREPOSITIONS), len(words))
    return "".join([*words[:end], participle, *words[end:]])


_CHECKOUT = """\
service: checkout
publishes:
  {name}:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
"""
_KEPT = """\
service: capture
queues:
  letters: {{}}
subscribes:
  kept:
    event: orders/{name}
    deliver_to: {{queue: letters}}
"""

IMPERATIVE_EVENT_NAME = Check(
    name="imperative-event-name",
    severity=Severity.WARNING,
    why="`PlaceOrder` asks somebody to do something: its sender waits for it and depends on who receives it, which is what "
    "a queue is for. `OrderPlaced` is a fact: it stays true whoever hears of it. meshctl knows the commonest verbs and says "
    "nothing of names that it does not understand.",
    wrong={
        "orders/checkout.yaml": _CHECKOUT.format(name="PlaceOrder"),
        "payments/capture.yaml": _KEPT.format(name="PlaceOrder"),
    },
    right={
        "orders/checkout.yaml": _CHECKOUT.format(name="OrderPlaced"),
        "payments/capture.yaml": _KEPT.format(name="OrderPlaced"),
    },
    run=_run,
)
