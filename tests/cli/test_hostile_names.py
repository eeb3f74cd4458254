"""Wherever people choose a name, hostile text is a finding at its place, and no report lets it through raw."""

import json
from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, ORDERS, write_catalogue
from tests.support.running import check, in_process, meshctl

FORMATS = ("text", "json", "sarif", "github", "junit")
RAW = set("\x00\x1b\r\u202e\u2066\u2028\x85")
HOSTILE = {
    "a path": "../../etc",
    "an option": "--help",
    "an interpolation": "${file('/etc/passwd')}",
    "a template's directive": "%{for x in y}",
    "a template": "{{x}}",
    "quotes": "a\"'`b",
    "lines": "a\nb\r\nc\u2028d\x85e",
    "marks that turn a line around": "a\u202eb\u2066c",
    "an escape sequence": "\x1b[31mred",
    "NUL": "a\0b",
    "a workflow command": "a\n::error file=mesh.yaml::b",
}
MARKUP = ("]]></failure><failure>&amp;", "[a](https://shop.example)", "%0A::error::%25", "##[error]a", "a: b, c")
MESH_FILE, SYSTEM_FILE, SERVICE_FILE, OTHER_FILE = (
    "mesh.yaml",
    "orders/system.yaml",
    "orders/checkout.yaml",
    "payments/capture.yaml",
)
SAID = {MESH_FILE: MESH, SYSTEM_FILE: ORDERS, SERVICE_FILE: CHECKOUT, OTHER_FILE: CAPTURE}
LIMITED = {
    "the mesh": (MESH_FILE, "mesh: shop", "mesh: @"),
    "a region": (MESH_FILE, "eu-west-1", "@"),
    "a stage": (MESH_FILE, "local: {", "@: {"),
    "a kind of cloud": (MESH_FILE, "cloud: local", "cloud: @"),
    "an account": (MESH_FILE, 'orders: "2', '@: "2'),
    "an account's number": (MESH_FILE, '"222222222222"', "@"),
    "a bucket": (MESH_FILE, "bucket: shop-mesh-dev", "bucket: @"),
    "a check": (MESH_FILE, "mesh: shop", "mesh: shop\nchecks: {@: error}"),
    "a system": (SYSTEM_FILE, "system: orders", "system: @"),
    "a key": (SYSTEM_FILE, "owner:", "@: 1\nowner:"),
    "a service": (SERVICE_FILE, "service: checkout", "service: @"),
    "an event": (SERVICE_FILE, "OrderPlaced: {", "@: {"),
    "a schema's path": (SERVICE_FILE, "events/OrderPlaced.v1.json", "@"),
    "a visibility": (SERVICE_FILE, "version: 1", "version: 1, visibility: @"),
    "a function": (OTHER_FILE, "charge: {", "@: {"),
    "the path of sources": (OTHER_FILE, "lambdas/charge", "@"),
    "a handler": (OTHER_FILE, "handler.handle", "@"),
    "a queue": (OTHER_FILE, "letters: {}", "@: {}"),
    "a subscription": (OTHER_FILE, "placed:\n", "@:\n"),
    "an event received": (OTHER_FILE, "orders/OrderPlaced\n    where", "@\n    where"),
    "a function delivered to": (OTHER_FILE, "function: charge", "function: @"),
    "a queue delivered to": (OTHER_FILE, "queue: letters", "queue: @"),
    "a day": (SERVICE_FILE, "service: checkout", "service: checkout\nexceptions: [{check: loop, reason: a, until: @}]"),
    "an exception's check": (
        SERVICE_FILE,
        "service: checkout",
        "service: checkout\nexceptions: [{check: @, reason: a, until: 2999-01-01}]",
    ),
}
FREE = {
    "a team": (SYSTEM_FILE, "team: checkout", "team: @"),
    "a contact": (SYSTEM_FILE, "team: checkout", "team: checkout, contact: @"),
    "a system's description": (SYSTEM_FILE, "owner:", "description: @\nowner:"),
    "an event's description": (SERVICE_FILE, "A customer has paid.", "@"),
    "a service's description": (SERVICE_FILE, "service: checkout", "service: checkout\ndescription: @"),
    "a role": (MESH_FILE, "MeshDeploy", "@"),
    "a tag": (MESH_FILE, "mesh: shop", "mesh: shop\ndefaults: {tags: {owner: @}}"),
    "a tag's name": (MESH_FILE, "mesh: shop", "mesh: shop\ndefaults: {tags: {@: a}}"),
    "what is filtered for": (OTHER_FILE, '[{numeric: [">", 0]}]', "[@]"),
    "a filter's field": (OTHER_FILE, "total:", "@:"),
}


def put(directory: Path, where: tuple[str, str, str], text: str) -> str:
    """Writes the catalogue with `text` at one place and gives that place."""
    file, old, new = where
    assert old in SAID[file]
    said = SAID[file].replace(old, new, 1)
    before = said[: said.index("@")].split("\n")
    write_catalogue(directory, {file: said.replace("@", json.dumps(text), 1)})
    return f"{file}:{len(before)}:{len(before[-1]) + 1}"


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("where", LIMITED)
def test_hostile_text_as_a_name_is_a_finding_at_its_place(tmp_path: Path, where: str, hostile: str) -> None:
    place = put(tmp_path, LIMITED[where], HOSTILE[hostile])
    done = check(tmp_path)
    assert (done.code, "Traceback" in done.out + done.err) == (1, False)
    assert f"--> {place}\n" in done.out
    assert not RAW & set(done.out + done.err)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("where", FREE)
def test_hostile_text_where_any_text_may_stand_is_never_shown_raw(tmp_path: Path, where: str, hostile: str) -> None:
    put(tmp_path, FREE[where], HOSTILE[hostile])
    done = check(tmp_path)
    assert done.code in (0, 1)
    shown = in_process("show", "orders", "--catalogue", str(tmp_path)) if done.code == 0 else done
    assert not RAW & set(done.out + done.err + shown.out + shown.err)


def everywhere(directory: Path, texts: Iterable[str]) -> None:
    """Writes a catalogue with each text as an unknown key, as the name of a file and as that of a directory."""
    names = [text.replace("\0", "").replace("/", "|").lstrip(".") for text in texts]
    unknown = "".join(f"{json.dumps(text)}: 1\n" for text in texts)
    files = {file: said + unknown for file, said in SAID.items()}
    files |= {f"orders/{name}.yaml": "colour: red\n" for name in names}
    write_catalogue(directory, {**files, **{f"{name}/system.yaml": "a: b\n" for name in names}})


def test_every_format_stays_whole_and_tells_the_same(tmp_path: Path) -> None:
    texts = (*HOSTILE.values(), *MARKUP)
    everywhere(tmp_path, texts)
    told = {shape: meshctl(tmp_path, "check", "--format", shape) for shape in FORMATS}
    assert all(done.code == 1 and "Traceback" not in done.err for done in told.values())
    assert not any(RAW & set(done.out + done.err) for done in told.values())
    findings = len(told["json"].findings)
    (run,) = json.loads(told["sarif"].out)["runs"]
    assert len(run["results"]) == findings > 6 * len(texts)
    assert fromstring(told["junit"].out).tag == "testsuites"  # noqa: S314  own text
    commands = told["github"].out.splitlines()
    assert len(commands) == findings
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands)
