"""The bundle: one directory per stack, the modules beside them, and a manifest with a digest. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from json import dumps
from types import MappingProxyType
from typing import Any

from meshctl.model.guardrails import Guardrails
from meshctl.model.mesh import Mesh
from meshctl.model.stages import ProviderVersion, Stage
from meshctl.passes.generations import StackKey
from meshctl.plan.stacks import Stack
from meshctl.records.stage_keys import state_key
from meshctl.render.digests import digest_of_files

INPUTS_FILE = "stack.auto.tfvars.json"
BACKEND_FILE = "backend.tf.json"
PROVIDER_FILE = "provider_override.tf.json"
"""What Terraform reads over the root's own lower bound: the one version of its provider (an override file)."""
LOCK_FILE = ".terraform.lock.hcl"
"""By which hashes that version is known, where the catalogue says it."""
MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Bundle:
    """The files of a rendered stage by path, and the digest over all of them (hex SHA-256)."""

    files: Mapping[str, bytes]
    digest: str


def render_bundle(
    mesh: Mesh,
    stage: Stage,
    stacks: Iterable[Stack],
    sources: Mapping[str, bytes],
    packages: Mapping[str, bytes],
    state_keys: Mapping[StackKey, str] = MappingProxyType({}),
) -> Bundle:
    """The bundle of a stage.

    `sources` are the hand-written `terraform/<root>/...` and `modules/...`; `packages` the functions' zips by
    `system/service/function`. `state_keys` say where the state of a stack lies that is not where it belongs.
    """
    stacks = tuple(stacks)
    files = {path: content for path, content in sources.items() if path.startswith("modules/")}
    for stack in stacks:
        key = state_keys.get(stack.key, state_key(mesh.name, stage.name, stack.key))
        backend = _backend_of(mesh, stage, key)
        own = _root_files(mesh, stack, backend, stage.aws_provider, sources)
        files |= {f"stacks/{stack.name}/{path}": content for path, content in own}
        files |= {f"stacks/{stack.name}/{path}": packages[key] for path, key in stack.packages.items()}
    digest = digest_of_files(files)
    return Bundle({**files, MANIFEST_FILE: _json(_manifest(mesh, stage, stacks, digest))}, digest)


def render_guardrails(mesh: Mesh, guardrails: Guardrails, stack: Stack, sources: Mapping[str, bytes]) -> Bundle:
    """The bundle of the guardrails: one root by itself, which calls no module."""
    backend = _backend(mesh, guardrails.state_bucket, f"{mesh.name}/{stack.name}.tfstate")
    files = dict(_root_files(mesh, stack, backend, guardrails.aws_provider, sources))
    return Bundle(files, digest_of_files(files))


def _root_files(
    mesh: Mesh, stack: Stack, backend: Any, provider: ProviderVersion, sources: Mapping[str, bytes]
) -> Iterable[tuple[str, bytes]]:
    root = f"terraform/{stack.root}/"
    yield from ((path.removeprefix(root), content) for path, content in sources.items() if path.startswith(root))
    yield INPUTS_FILE, _json(stack.inputs)
    yield BACKEND_FILE, _json({"terraform": {"backend": {"s3": backend}}})
    yield PROVIDER_FILE, _json({"terraform": {"required_providers": {"aws": _required(provider)}}})
    if provider.lock_file in mesh.texts:
        yield LOCK_FILE, mesh.texts[provider.lock_file]


def _required(provider: ProviderVersion) -> dict[str, str]:
    """Terraform evaluates this file as well; a version is three numbers."""
    return {"source": "hashicorp/aws", "version": provider.number}


def _backend_of(mesh: Mesh, stage: Stage, key: str) -> dict[str, Any]:
    backend = _backend(mesh, stage.state_bucket, key)
    if stage.is_local:
        backend |= {"use_path_style": True, "skip_credentials_validation": True, "skip_requesting_account_id": True}
    return backend


def _backend(mesh: Mesh, bucket: str, key: str) -> dict[str, Any]:
    """State in S3 with its own lock. All values are checked names: Terraform would evaluate `${...}` in this file."""
    return {"bucket": bucket, "key": key, "region": mesh.region, "encrypt": True, "use_lockfile": True}


def from_empty_state(bundle: Bundle) -> Bundle:
    """The same bundle with a state of its own beside each stack, which stays empty as long as nobody applies it."""
    backend = _json({"terraform": {"backend": {"local": {}}}})
    files = {path: backend if path.endswith(f"/{BACKEND_FILE}") else content for path, content in bundle.files.items()}
    return Bundle(files, bundle.digest)


def _manifest(mesh: Mesh, stage: Stage, stacks: Iterable[Stack], digest: str) -> dict[str, Any]:
    listed = [{"name": one.name, "root": one.root, "account": one.account, "wave": one.wave} for one in stacks]
    return {"mesh": mesh.name, "stage": stage.name, "region": stage.regions[0], "digest": digest, "stacks": listed}


def _json(data: Any) -> bytes:
    return (dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
