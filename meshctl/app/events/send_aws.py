"""Use case: an event in the name of an AWS service, on the default bus of a system's account of a local stage."""

import re
from datetime import datetime
from typing import Any

from meshctl.app.events.envelope import account_of, content_of
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.ports import AwsEventSender
from meshctl.results.events.sent_event import SentAwsEvent

SERVICE = re.compile(r"[a-z0-9-]{1,60}")
DETAIL_TYPE_LETTERS = 128
LIKE = 'write it like {"detail-type": "Object Created", "resources": [], "detail": {}}'


def send_aws_event(
    mesh: Mesh, stage: Stage, service: str, said: dict[str, Any], system: str | None, send: AwsEventSender
) -> SentAwsEvent:
    """Sends what `said` has of an envelope; id, account and Region are the account's own. Raises `MeshctlError`."""
    if not stage.is_local:
        message = f'the stage "{stage.name}" is on AWS, where nobody sends events in the name of its services'
        raise MeshctlError(message, "have the service do it there, or name a stage with `cloud: local`")
    source = f"aws.{_service(service)}"
    entry = _entry(source, said)
    account, region = account_of(stage, _receiver(mesh, source, system)), stage.regions[0]
    envelope_id = send(account, region, entry)
    return SentAwsEvent(source, entry["DetailType"], envelope_id, account)


def _service(text: str) -> str:
    name = text.removeprefix("aws.")
    if not SERVICE.fullmatch(name):
        raise MeshctlError("that is no AWS service", "name it as its events do: `--aws s3` for aws.s3")
    return name


def _receiver(mesh: Mesh, source: str, system: str | None) -> str:
    """The system in whose account it happens: the one that is named, or the only one that wants such events."""
    if system is not None:
        names = [one.name for one in mesh.systems]
        if system not in names:
            raise NotFound(system, f'there is no system "{system}"', did_you_mean(system, names))
        return system
    wanted = sorted({one.system for one in mesh.services for each in one.aws if each.source == source})
    if len(wanted) == 1:
        return wanted[0]
    who = (
        f"several systems receive events of {source}: {', '.join(wanted)}"
        if wanted
        else f"no system receives events of {source}"
    )
    raise MeshctlError(who, "say in whose account it happens: --system NAME")


def _entry(source: str, said: dict[str, Any]) -> dict[str, Any]:
    """What PutEvents would be called with, if it took such a source."""
    kind, resources = said.get("detail-type"), said.get("resources", [])
    if said.get("source", source) != source:
        raise MeshctlError(f"the event says another source than {source}", "leave its source out, or name its service")
    if not isinstance(kind, str) or not 0 < len(kind) <= DETAIL_TYPE_LETTERS or not _is_utf8(kind):
        raise MeshctlError(f"the event has no detail-type of at most {DETAIL_TYPE_LETTERS} characters", LIKE)
    if not isinstance(said.get("detail"), dict):
        raise MeshctlError("the event has no detail, or one that is no JSON object", LIKE)
    if not _is_utf8(detail := content_of(said["detail"])):
        raise MeshctlError("the event's detail holds half a character, which is no UTF-8", "write the character whole")
    if not _are_texts(resources):
        raise MeshctlError("the event's resources are no list of texts", LIKE)
    entry = {"Source": source, "DetailType": kind, "Detail": detail, "Resources": resources}
    return entry | ({"Time": _time(said["time"])} if "time" in said else {})


def _are_texts(several: Any) -> bool:
    return isinstance(several, list) and all(isinstance(one, str) and _is_utf8(one) for one in several)


def _is_utf8(text: str) -> bool:
    """Python reads "\\ud800", AWS does not."""
    try:
        return bool(text.encode()) or not text
    except UnicodeEncodeError:
        return False


def _time(said: Any) -> float:
    try:
        return datetime.fromisoformat(said).timestamp()
    except (TypeError, ValueError, OverflowError):
        raise MeshctlError("the event's time is none", 'write it like "time": "2026-01-31T12:00:00Z"') from None
