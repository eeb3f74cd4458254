"""What the tests of the hand-written Terraform share: an initialised copy of it. Nothing here runs inside the tree."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.leftovers import forget_hashes
from tests.support.attached_provider import attached_provider
from tests.support.terraform_runs import Terraform, succeeds, terraform_in

TREE = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"
ROOTS = ("guardrails", "hub", "routes", "system")
MODULES = tuple(sorted(path.name for path in (TREE / "modules").iterdir() if path.is_dir()))


class TakesEveryDefinition(BaseHTTPRequestHandler):
    """Step Functions as far as a plan asks for it, even offline: it validates the definitions of workflows."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.end_headers()
        self.wfile.write(b'{"result": "OK", "diagnostics": []}')

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture(scope="session")
def step_functions() -> Iterator[str]:
    """Where Step Functions answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), TakesEveryDefinition) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory, step_functions: str) -> Terraform:
    """Runs Terraform in a directory, with providers from a mirror if this machine has one, else from the registry."""
    return partial(terraform_in(tmp_path_factory.mktemp("config")), AWS_ENDPOINT_URL_SFN=step_functions)


@pytest.fixture(scope="session")
def unconfigured(terraform: Terraform, initialised: Callable[[str], Path]) -> Iterator[Terraform]:
    """Runs Terraform for what asks the provider for its schema alone: one that runs already, as it is configured but once."""
    with attached_provider(initialised("modules/log"), terraform_environment(os.environ, None)) as attached:
        yield partial(terraform, **attached)


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory, terraform: Terraform) -> Callable[[str], Path]:
    """Gives the initialised copy of "modules/<name>" or "terraform/<root>"; a root has its sample and runs offline."""
    copy = tmp_path_factory.mktemp("tree")
    for part in ("modules", "terraform"):
        shutil.copytree(TREE / part, copy / part, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    for root in ROOTS:
        shutil.copy(SAMPLES / f"{root}.auto.tfvars.json", copy / "terraform" / root)
        shutil.copy(SAMPLES / "offline_override.tf.json", copy / "terraform" / root)

    @cache
    def initialise(name: str) -> Path:
        succeeds(terraform(copy / name, "init", "-input=false", "-no-color"))
        forget_hashes(copy / name)
        return copy / name

    return initialise


@pytest.fixture(scope="session")
def resources(initialised: Callable[[str], Path], terraform: Terraform) -> Callable[[str], list[dict[str, Any]]]:
    """Gives what a root would make of its sample: `resource_changes` of the plan, with `after` and `after_unknown`."""

    @cache
    def planned(root: str) -> list[dict[str, Any]]:
        directory = initialised(f"terraform/{root}")
        done = terraform(directory, "plan", "-input=false", "-no-color", "-refresh=false", "-out=sample.plan")
        assert done.returncode == 0, done.stderr
        shown = json.loads(terraform(directory, "show", "-json", "sample.plan").stdout)
        changes: list[dict[str, Any]] = shown["resource_changes"]
        return changes

    return planned


@pytest.fixture
def bundle(tmp_path: Path) -> Callable[[str], Path]:
    """Gives a bundle with one stack, `x`, that says this."""

    def written(text: str) -> Path:
        directory = tmp_path / "stacks" / "x"
        directory.mkdir(parents=True)
        (directory / "main.tf").write_text(text)
        (directory / "backend.tf.json").write_text("{}")
        return tmp_path

    return written
