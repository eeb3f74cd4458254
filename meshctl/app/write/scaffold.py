"""Use case: new catalogue files that pass the check at once. Decides what is in them; writes none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from json import dumps
from re import fullmatch, sub

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.app.check.checked_catalogue import stage_of
from meshctl.app.tell.language_schema import language_schema
from meshctl.app.write.fill_template import fill
from meshctl.aws_facts import name_lengths
from meshctl.catalogue.edits.insert_entry import with_entry
from meshctl.catalogue.edits.name_versions import with_version_named
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.language.shape import language
from meshctl.errors import MeshctlError
from meshctl.model.findings import Severity, did_you_mean
from meshctl.model.services import Service

SCHEMA_FILE = ".schema.json"
ANY_DAY = date.min
"""No exception has run out on it: one that has is no matter of what is written now."""
MOST_CHARACTERS = name_lengths.NARROWEST
"""No longer name in a catalogue is of use on AWS."""
SECTIONS = tuple(language()["$defs"]["service"]["properties"])
_NAME, _EVENT = language()["$defs"]["name"]["pattern"], r"^[A-Z][A-Za-z0-9]*$"
_PUBLICATION = language()["$defs"]["publication-name"]["pattern"]
_REGION = language()["$defs"]["region"]["pattern"]


@dataclass(frozen=True, slots=True)
class Scaffold:
    """Files by their path in the catalogue: `new` ones, and `changed` ones with an entry more."""

    new: Mapping[str, bytes]
    changed: Mapping[str, bytes] = field(default_factory=dict)


def new_mesh(name: str, region: str) -> Scaffold:
    """A mesh with a stage on the embedded AWS, and the language's schema for editors."""
    _require(_NAME, name, "mesh", "shop")
    _require(_REGION, region, "Region", "eu-west-1")
    nothing = CatalogueFiles({}, frozenset())
    return _sound(nothing, Scaffold({"mesh.yaml": fill("mesh.yaml", name=name, region=region)}))


def new_system(files: CatalogueFiles, name: str, team: str, accounts: Mapping[str, str]) -> Scaffold:
    """A system; each stage on AWS gets its account."""
    _require(_NAME, name, "system", "orders")
    content = files.contents.get("mesh.yaml", b"")
    if accounts:
        _require_stages_on_aws(files, accounts)
    for stage, number in accounts.items():
        content = with_entry("mesh.yaml", content, ("stages", stage, "accounts"), name, [f" {dumps(number)}"])
    quoted = (
        team if fullmatch(_NAME, team) and team not in ("null", "true", "false") else dumps(team, ensure_ascii=False)
    )
    system = fill("system.yaml", name=name, team=quoted)
    return _sound(files, Scaffold({f"{name}/system.yaml": system}, {"mesh.yaml": content} if accounts else {}))


def new_service(
    files: CatalogueFiles, key: str, publishes: Sequence[str], subscribes: Sequence[str], to: str
) -> Scaffold:
    """A service with schemas for the events it publishes, and a function or a queue for those it receives."""
    system, name = _split(key, 2, "service", "orders/checkout")
    _require(_NAME, name, "service", "checkout")
    _require_system(files, system)
    for event in publishes:
        _require(_EVENT, event, "event", "OrderPlaced")
    if len(set(publishes)) < len(publishes):
        raise MeshctlError("an event is to be published twice", "name each event once: --publishes OrderPlaced")
    named = _subscriptions(subscribes)
    channel = name if to == "function" else "inbox"
    facts = {"name": name, "publishes": publishes, "subscribes": named, "to": to, "channel": channel}
    new = {f"{system}/{name}.yaml": fill("service.yaml", **facts)}
    new |= {f"{system}/events/{event}.v1.json": event_schema(event) for event in publishes}
    if named and to == "function":
        new[f"{system}/lambdas/{name}/handler.py"] = fill("handler.py", about=f"Handles events for {key}.")
    return _sound(files, Scaffold(new))


def new_event(files: CatalogueFiles, key: str, service: str, *, private: bool, schema: bytes | None = None) -> Scaffold:
    """An event that a service publishes: its schema, or one for the team to fill in, and an entry in the service's file.

    `orders/OrderPlaced.v2` is a version beside others: who receives the one there was until now still receives that one.
    """
    system, publication = _split(key, 2, "event", "orders/OrderPlaced")
    _require(_PUBLICATION, publication, "event", "OrderPlaced")
    path = _service_file(files, f"{system}/{service}")
    name, _, further = publication.partition(".v")
    file = f"events/{name}.v{further or 1}.json"
    version = [] if further else ["  version: 1"]
    visibility = ["  visibility: private"] if private else []
    block = ["", *version, f"  schema: {file}", *visibility, f"  description: {name} has happened."]
    pinned = with_version_named(files, f"{system}/{name}")
    content = pinned.get(path, files.contents[path])
    changed = with_entry(path, content, ("publishes",), publication, block, SECTIONS)
    return _sound(files, Scaffold({f"{system}/{file}": schema or event_schema(name)}, {**pinned, path: changed}))


def new_function(files: CatalogueFiles, key: str) -> Scaffold:
    """A function of a service: its code, and an entry in the service's file."""
    system, service, name = _split(key, 3, "function", "orders/checkout/settle")
    _require(_NAME, name, "function", "settle")
    path = _service_file(files, f"{system}/{service}")
    source = f"lambdas/{name}"
    entry = [f" {{source: {source}, handler: handler.handle}}"]
    changed = with_entry(path, files.contents[path], ("functions",), name, entry, SECTIONS)
    code = fill("handler.py", about=f"Handles events for {system}/{service}.")
    return _sound(files, Scaffold({f"{system}/{source}/handler.py": code}, {path: changed}))


def event_schema(name: str) -> bytes:
    """A JSON Schema that takes any object, for the team to fill in."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        "description": f"{name} has happened.",
        "type": "object",
        "properties": {"id": {"type": "string"}},
    }
    return (dumps(schema, indent=2) + "\n").encode()


def _subscriptions(references: Sequence[str]) -> dict[str, str]:
    """The references by a name made of each: `orders/OrderPlaced` is `order-placed`."""
    named: dict[str, str] = {}
    for reference in references:
        system, event = _split(reference, 2, "event", "orders/OrderPlaced")
        _require(_NAME, system, "system", "orders")
        _require(_EVENT, event.partition(".v")[0], "event", "OrderPlaced")
        words = sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", event.replace(".", "-")).lower()
        named[words if words not in named else f"{system}-{words}"] = reference
    return named


def _require_stages_on_aws(files: CatalogueFiles, stages: Iterable[str]) -> None:
    mesh = check_catalogue(files, ANY_DAY).mesh
    if mesh is None:
        raise MeshctlError(
            '"mesh.yaml" has findings', "mend what `meshctl check` says of it, then run the command again"
        )
    for name in stages:
        if stage_of(mesh, name).is_local:
            raise MeshctlError(
                f'the stage "{name}" is on the embedded AWS, which numbers its accounts by itself',
                f"leave it out: no --account {name}=...",
            )


def _require_system(files: CatalogueFiles, name: str) -> None:
    if f"{name}/system.yaml" not in files.paths:
        mesh = check_catalogue(files, ANY_DAY).mesh
        known = did_you_mean(name, (system.name for system in mesh.systems) if mesh else ())
        ways_out = filter(None, (known, f"`meshctl new system {name}` adds it"))
        raise MeshctlError(f'there is no system "{name}"', "; ".join(ways_out))


def _service_file(files: CatalogueFiles, key: str) -> str:
    path = f"{key}.yaml"
    if path not in files.contents or path.endswith("/system.yaml"):
        mesh = check_catalogue(files, ANY_DAY).mesh
        services: list[Service] = list(mesh.services) if mesh else []
        raise MeshctlError(f'there is no service "{key}"', did_you_mean(key, (service.key for service in services)))
    return path


def _split(key: str, count: int, kind: str, example: str) -> list[str]:
    parts = key.split("/")
    if len(parts) != count:
        raise MeshctlError(f'"{key}" does not name {_article(kind)} {kind}', f"write it like {example}")
    if count > 1:
        _require(_NAME, parts[0], "system", "orders")
    return parts


def _require(form: str, name: str, kind: str, example: str) -> None:
    if not fullmatch(form, name) or len(name) > MOST_CHARACTERS:
        shown = name if len(name) <= MOST_CHARACTERS else f"{name[:MOST_CHARACTERS]}..."
        message = f'"{shown}" is no name for {_article(kind)} {kind}'
        raise MeshctlError(message, f"write it like {example}, with at most {MOST_CHARACTERS} letters and digits")


def _article(kind: str) -> str:
    return "an" if kind[0] in "aeiou" else "a"


def _sound(files: CatalogueFiles, scaffold: Scaffold) -> Scaffold:
    """The scaffold, with the schema for editors; raises `MeshctlError` where a file is there or a finding would come."""
    for path in scaffold.new:
        if path in files.paths:
            raise MeshctlError(f'"{path}" is there already', "choose another name, or edit that file")
    known = {(one.check, one.message) for one in check_catalogue(files, ANY_DAY).findings}
    written = {path: text for path, text in {**scaffold.new, **scaffold.changed}.items() if path != SCHEMA_FILE}
    paths = {path.rsplit("/", depth)[0] for path in scaffold.new for depth in range(path.count("/") + 1)}
    after = check_catalogue(
        CatalogueFiles({**files.contents, **written}, files.paths | paths, files.unreadable), ANY_DAY
    )
    for finding in after.findings:
        if finding.severity is Severity.ERROR and (finding.check, finding.message) not in known:
            raise MeshctlError(
                f"{finding.message} [{finding.check}]", finding.help or f"meshctl explain {finding.check}"
            )
    return Scaffold({**scaffold.new, SCHEMA_FILE: language_schema().encode()}, scaffold.changed)
