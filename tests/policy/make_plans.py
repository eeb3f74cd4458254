"""Writes `plan.json` beside every example of tests/policy/examples: `python -m tests.policy.make_plans` after a change of one.

All examples are planned as modules of one root, in which AWS is never asked: dummy keys, no refresh. Then each module becomes
a plan of its own, as if it were the root.
"""

import json
import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.catalogue.cascade import own_default

EXAMPLES = Path(__file__).parent / "examples"
PROVIDER = re.compile(r'^provider "aws" \{.*?^\}\n', re.DOTALL | re.MULTILINE)
ACCOUNT = "333333333333"  # as every example says
UNASKED = {"schema_version", "sensitive_values", "provider_name", "provider_config_key"}
ROOT = """
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "local"
  secret_key                  = "local"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""


def examples() -> list[Path]:
    """The directories of all examples."""
    return sorted(one.parent for one in EXAMPLES.glob("*/*/main.tf"))


def name_of(example: Path) -> str:
    """What the example's module is called."""
    return f"{example.parent.name}_{example.name}"


def main() -> None:
    """Plans all examples at once and writes what belongs to each."""
    with TemporaryDirectory() as scratch:
        plan = _planned(Path(scratch))
    for example in examples():
        own = _own_plan(plan, name_of(example))
        (example / "plan.json").write_text(json.dumps(own, indent=1, sort_keys=True) + "\n")


def _planned(root: Path) -> Any:
    calls = []
    for example in examples():
        module = root / name_of(example)
        module.mkdir()
        (module / "main.tf").write_text(PROVIDER.sub("", (example / "main.tf").read_text()))
        calls.append(f'module "{module.name}" {{\n  source = "./{module.name}"\n}}\n')
    (root / "main.tf").write_text(ROOT + "".join(calls))
    (root / "book.zip").write_bytes(b"")
    _terraform(root, "init", "-input=false")
    _terraform(root, "plan", "-input=false", "-refresh=false", "-out=tfplan")
    return json.loads(_terraform(root, "show", "-json", "tfplan"))


def _own_plan(plan: Mapping[str, Any], name: str) -> Any:
    """The plan of one module: addresses without the module, and nothing that nobody asks for."""
    modules = {one["address"]: one for one in plan["planned_values"]["root_module"]["child_modules"]}
    changes = [one for one in plan["resource_changes"] if one["address"].startswith(f"module.{name}.")]
    allowed = {"aws": {"expressions": {"allowed_account_ids": {"constant_value": [ACCOUNT]}}}}
    own = {
        "format_version": plan["format_version"],
        "terraform_version": plan["terraform_version"],
        "planned_values": {"root_module": {"resources": modules[f"module.{name}"]["resources"]}},
        "resource_changes": [_change(one) for one in changes],
        "configuration": {
            "provider_config": allowed,
            "root_module": plan["configuration"]["root_module"]["module_calls"][name]["module"],
        },
    }
    return json.loads(json.dumps(_shortened(own)).replace(f"module.{name}.", ""))


def _change(one: Mapping[str, Any]) -> Mapping[str, Any]:
    change = {key: one["change"][key] for key in ("actions", "after_unknown")}
    return {key: one[key] for key in ("address", "mode", "type", "name")} | {
        "change": change | {"before": {}, "after": {}}
    }


def _terraform(root: Path, *arguments: str) -> str:
    configuration = root / "terraform.rc"
    configuration.write_text(find_toolchain(os.environ, own_default("mesh", "aws_provider")).cli_configuration)
    environment = terraform_environment(os.environ, configuration)
    done = subprocess.run(
        ["terraform", *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items() if inner is not None and key not in UNASKED}
    return [_shortened(inner) for inner in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
