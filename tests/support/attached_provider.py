"""One AWS provider that serves many runs of Terraform, as its developers debug it. Its start is most of what a short run costs:
the 29 runs of `modules/route` took 28 s of processor, and take 4."""

import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

SETTING = "TF_REATTACH_PROVIDERS"
"""https://developer.hashicorp.com/terraform/plugin/debugging"""


@contextmanager
def attached_provider(initialised: Path, environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The setting by which Terraform asks the running provider of a directory's `init`, instead of starting one each time."""
    (program,) = initialised.glob(".terraform/providers/*/*/aws/*/*/terraform-provider-aws*")
    started: list[str | Path] = [program.resolve(), "-debug"]
    with subprocess.Popen(
        started, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as provider:
        try:
            assert provider.stdout is not None
            yield {SETTING: _address(provider.stdout)}
        finally:
            provider.terminate()


def _address(said: Iterable[str]) -> str:
    """What a provider says of itself when it has begun to serve."""
    serving = (found[1] for line in said if (found := re.search(f"{SETTING}='(.*)'", line)))
    address = next(serving, "")
    assert address, "the provider ended before it served"
    return address
