"""Whom the policies of a system name is the same by the catalogue as by what is built of it."""

from hypothesis import example, given
from hypothesis import strategies as st

from meshctl.topology.system_policies import SystemPolicies
from tests.support.catalogues import MESH, SOUND
from tests.support.drawn_catalogues import mesh_of, stacks_of

WANTED = ("event: orders/OrderPlaced", "event: payments/Booked", "aws: uploads")
CHANNELS = ("log: all", "log: german", "stream: figures", "queue: letters", "bus: reports", "bus: unread")
LEDGER = """\
service: ledger
publishes: {Booked: {version: 1, schema: ../orders/events/OrderPlaced.v1.json, visibility: private}}
aws: {uploads: {source: aws.s3}}
logs: {all: {}, german: {}, unused: {}}
streams: {figures: {}}
buses: {reports: {}, unread: {}}
queues: {letters: {}}
subscribes:
"""


@given(
    st.sets(st.tuples(st.sampled_from(WANTED), st.sampled_from(CHANNELS)), min_size=1),
    st.sampled_from(["333333333333", "222222222222", "111111111111"]),
)
@example({(wanted, channel) for wanted in WANTED for channel in CHANNELS}, "333333333333")
def test_whom_policies_name_is_foretold(subscriptions: set[tuple[str, str]], account: str) -> None:
    said = "".join(f"  s{n}: {{{one}, deliver_to: {{{to}}}}}\n" for n, (one, to) in enumerate(sorted(subscriptions)))
    mesh = mesh_of({**SOUND, "mesh.yaml": MESH.replace("333333333333", account), "payments/ledger.yaml": LEDGER + said})
    ledger, dev = mesh.service("payments/ledger"), mesh.stage("dev")
    assert dev and ledger and len(ledger.subscriptions) == len(subscriptions)
    inputs = {one.owner: SystemPolicies.of_inputs(one.inputs) for one in stacks_of(mesh) if one.root == "system"}
    assert SystemPolicies.of(mesh, dev) == {
        system: one for system, one in inputs.items() if one.hop_roles or one.written or one.further
    }
