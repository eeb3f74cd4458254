"""The demo: brings examples/shop to the embedded AWS, places an order, and tells what became of it.

Runs the commands that a person would run; exits non-zero when the event does not arrive.
"""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event

CATALOGUE = Path(__file__).parent / "catalogue"
ORDER = {
    "order_id": "o-1001",
    "customer_id": "c-7",
    "total": 42.5,
    "currency": "EUR",
    "lines": [{"sku": "mug", "quantity": 2}],
}
LAST_EVENT = "ShipmentDispatched.v1"
PATIENCE_SECONDS = 60


def main() -> int:
    """Up, apply, send, trace."""
    meshctl("local", "up", "--port", "0")
    meshctl("apply", "--stage", "local", "--yes")
    sent = json.loads(
        answer("send", "orders/OrderPlaced", "--stage", "local", "--data", json.dumps(ORDER), "--format", "json")
    )
    say(
        f"\nAn order was placed in the account of orders; its event is {sent['event_id']}. Waiting for the last of its chain ...\n"
    )
    arrived = wait_for_the_last(sent["event_id"])
    meshctl("trace", "--stage", "local", "--id", sent["event_id"])
    if not arrived:
        say(f"\nThe chain did not come to its end within {PATIENCE_SECONDS} s: see the journey above.")
        return 1
    say(next_commands(sent["event_id"]))
    return 0


def wait_for_the_last(event_id: str) -> bool:
    """Whether the chain's last event was handled in time."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        told = json.loads(answer("trace", "--stage", "local", "--id", event_id, "--format", "json"))
        if any(handled(event, LAST_EVENT) for event in told["events"]):
            return True
        if INTERRUPTED.wait(0.5):
            sys.exit(130)
    return False


def handled(event: dict, wanted: str) -> bool:
    """Whether this event of the journey is `wanted` and a function has handled it."""
    steps = [(step["kind"], step["facts"].get("outcome")) for step in event["steps"]]
    return event["detail_type"] == wanted and ("invoked", "handled") in steps


def next_commands(event_id: str) -> str:
    """What to try next."""
    where = f"--catalogue {CATALOGUE.relative_to(Path.cwd())}" if CATALOGUE.is_relative_to(Path.cwd()) else ""
    dear = json.dumps(ORDER | {"order_id": "o-1002", "total": 9000})
    return f"""
The event went round all accounts. Try next (with .venv/bin on the PATH):

  meshctl send orders/OrderPlaced --stage local {where} --data '{dear}'
                                      an order that is too dear: its payment fails and it is cancelled
  meshctl plan --stage local {where}
                                      after a change in {CATALOGUE.name}/: who receives what from then on
  meshctl local down {where}
                                      stops the embedded AWS"""


def meshctl(*arguments: str) -> None:
    """Runs meshctl and shows what it says."""
    say(f"\n$ meshctl {' '.join(arguments)}")
    done = subprocess.run([*MESHCTL, *arguments, "--catalogue", str(CATALOGUE)], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def answer(*arguments: str) -> str:
    """Runs meshctl and gives what it prints."""
    done = subprocess.run(
        [*MESHCTL, *arguments, "--catalogue", str(CATALOGUE)], check=False, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def say(text: str) -> None:
    """Talks, in the right order with what the commands say."""
    print(text, flush=True)


MESHCTL = (sys.executable, "-m", "meshctl")

INTERRUPTED = Event()

if __name__ == "__main__":
    # Ctrl-C reaches meshctl as well, which stops Terraform cleanly. To raise here would kill it before it has.
    signal.signal(signal.SIGINT, lambda *_: INTERRUPTED.set())
    sys.exit(main())
