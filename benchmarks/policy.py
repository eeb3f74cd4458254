"""How long checkov and parliament take over all plans of examples/shop, and over as many more systems as one likes.

    python benchmarks/policy.py [stage] [--systems N]

with the Python that meshctl is installed for, and checkov's environment built (`meshctl policy --set-up`). The stage (dev, if
not said otherwise) is planned once, which is not measured. The plans of its systems are then judged again as if there were N of
them. Seconds on the clock and of processor time, each with a new process of checkov.
"""

import argparse
import json
import os
from itertools import cycle, islice
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

from meshctl.adapters.policy.judge import PolicyPrograms
from meshctl.app.policy.knowledge import knowledge_of
from meshctl.app.policy.plan_documents import read_plan
from meshctl.cli.deploy.progress import Progress
from meshctl.cli.open_catalogue import open_stage
from meshctl.cli.policy.judge_stage import planned_from_empty_state

SHOP = Path(__file__).parent.parent / "examples" / "shop" / "catalogue"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", nargs="?", default="dev")
    parser.add_argument("--systems", type=int, nargs="*", default=[15, 30, 60])
    wanted = parser.parse_args()
    opened = open_stage(SHOP, wanted.stage)
    judge = PolicyPrograms(os.environ, knowledge_of(opened.mesh, (opened.stage,)))
    with planned_from_empty_state(opened, Progress()) as planned:
        plans = {name: plan.content for name, plan in planned.plans.items()}
    measure(judge, "the shop", plans)
    for many in wanted.systems:
        measure(judge, f"{many} systems", repeated(plans, many))


def measure(judge: PolicyPrograms, name: str, plans: dict[str, bytes]) -> None:
    begin, used = perf_counter(), seconds_of_children()
    answer = judge.plans(plans, None)
    took, used, resources = perf_counter() - begin, seconds_of_children() - used, sum(answer.resources.values())
    print(
        f"{name:<12} {resources:6} resources  {took:6.2f} s  {used:6.2f} s of processor, {1000 * used / resources:5.1f} ms each"
    )
    assert resources == sum(read_plan(one, plan).resources for one, plan in plans.items())


def seconds_of_children() -> float:
    """Of all processes that were started and have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def repeated(plans: dict[str, bytes], many: int) -> dict[str, bytes]:
    """The hub, and so many systems of other names; their routes are the shop's own."""
    systems = [plan for name, plan in plans.items() if name.startswith("system-")]
    others = {name: plan for name, plan in plans.items() if not name.startswith("system-")}
    return others | {
        f"system-{at}": json.dumps(json.loads(plan)).encode() for at, plan in enumerate(islice(cycle(systems), many))
    }


if __name__ == "__main__":
    main()
