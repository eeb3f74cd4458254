"""Why Terraform failed, and the way out: by its own words, by the code of AWS in them, by the signal that ended it. Pure."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from meshctl.adapters.aws.helps import IS_EMBEDDED_AWS_UP, LOG_IN, SETTINGS, help_of_code
from meshctl.adapters.programs.endings import MAKE_ROOM, ended_by, is_about_a_full_disk, signal_of
from meshctl.errors import TerraformFailed
from meshctl.plan.stacks_at_once import APPLIES, BYTES_OF_A_RUN, PLANS

_ELSE = "mend that and run the command again: what is done stays done"
_ERRORED = "what was made is in errored.tfstate in {directory}, which the same command writes down first"
_LOCK_LEFT = "Error releasing the state lock"
"""Terraform's words where it cannot take its lock away: whoever it asks as has expired, or nobody answers."""
_MEMORY = (
    f"memory may have run out: a stack at work takes up to {BYTES_OF_A_RUN >> 20} MB; run the command again, with fewer at once: "
    f"{PLANS} and {APPLIES} say how many"
)
_SILENT = (
    "the disk may be full where what it says is written (TMPDIR, or else /tmp), or in the catalogue's .meshctl: make room there, then run "
    "the command again"
)
_HINTS = {
    "Error acquiring the state lock": "another meshctl or Terraform is at work on this stack: wait for it. Only if the one "
    "named above was killed and nobody is at work: `meshctl unlock {stack} --stage {stage}`",
    "QueueAlreadyExists": "somebody made a queue of this name by hand: delete it, or bring it into the state with "
    "`TF_VAR_role=DEPLOY_ROLE terraform import` in {directory}, and run the command again",
    "Failed to query available provider packages": "the provider's registry cannot be reached: put the provider into a mirror "
    "(docs/how-to/provider-mirror.md), `meshctl doctor` says where it is looked for",
    "recorded in the dependency lock file": "this provider is not the one that aws-provider-*.lock.hcl beside mesh.yaml knows: find "
    "out where it comes from (`meshctl doctor` says it). If it is right, `meshctl provider lock` writes its hashes down; say a "
    "--platform for each machine that it is for",
    "read dependency lock file": "`meshctl provider lock` writes aws-provider-*.lock.hcl beside mesh.yaml anew",
    "not a valid zip file": "the plan was not written whole; is the disk full? Make room, then run the command again",
    "Saved plan is stale": "somebody changed the stage in between: run the command again",
    "Plugin did not respond": _MEMORY,
    "cannot allocate memory": _MEMORY,
    "out of memory": _MEMORY,
    "No valid credential sources": LOG_IN,
    "failed to refresh cached credentials": LOG_IN,
    "SSO session": LOG_IN,
    "shared config profile": "correct or unset AWS_PROFILE",
    "failed to load shared config": SETTINGS,
    "failed to load config": SETTINGS,
    "proxyconnect": "correct or unset HTTPS_PROXY and HTTP_PROXY, or name in NO_PROXY what needs no proxy",
    "x509:": "correct or unset AWS_CA_BUNDLE, or trust the certificate with SSL_CERT_FILE",
    "dial tcp 127.0.0.1:": IS_EMBEDDED_AWS_UP,
    "no such host": "look at the network, and at AWS_ENDPOINT_URL if it is set",
}
"""By Terraform's words or its provider's; the first that fits counts."""
_CODE = re.compile(r"api error ([\w.]+)")
_ROLE = "Cannot assume IAM Role"


def failure(command: str, code: int, errors: Sequence[str], directory: Path) -> TerraformFailed:
    """What to tell of a Terraform command that ended with this code and these errors, of the stack in the directory."""
    said = "\n".join(dict.fromkeys(filter(str.strip, errors)))
    number = signal_of(code)
    if number is None:
        text = said or f"it ended with exit code {code} and said nothing"
        way_out = _way_out(said).format(**_of(directory)) if said else _SILENT
        return TerraformFailed(f"terraform {command} failed: {text}", way_out, left_lock=_LOCK_LEFT in said)
    words, way_out = ended_by(number)
    text = "\n".join(filter(None, (words, said)))
    return TerraformFailed(f"terraform {command} failed: {text}", way_out, left_lock=True)


def _of(directory: Path) -> Mapping[str, object]:
    """`BUNDLES/STAGE/stacks/STACK`."""
    return {"directory": directory, "stack": directory.name.partition("@")[0], "stage": directory.parent.parent.name}


def _way_out(said: str) -> str:
    if "errored.tfstate" in said:
        return f"{_known(said) or 'run the same command again when AWS answers'}; {_ERRORED}"
    return _known(said) or _ELSE


def _known(said: str) -> str:
    """By Terraform's words, or by AWS's; empty where nothing is known of it."""
    if is_about_a_full_disk(said):
        return MAKE_ROOM
    hints = (hint for sign, hint in _HINTS.items() if sign in said)
    return next(hints, "") or _of_aws(said)


def _of_aws(said: str) -> str:
    """By the first code that something is known of."""
    operation = "AssumeRole" if _ROLE in said or "AssumeRole" in said else ""
    return next(filter(None, (help_of_code(code, operation, said) for code in _CODE.findall(said))), "")
