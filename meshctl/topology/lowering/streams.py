"""Streams of a system on AWS. Pure.

Who writes to one is of its own account, and may because its role says so: a stream grants nothing.
"""

from meshctl.model.channels import Stream
from meshctl.model.services import Service
from meshctl.model.systems import System
from meshctl.topology.lowering.keys import channel_key
from meshctl.topology.names import Names
from meshctl.topology.parts.streams import StreamPart


def lower_streams(names: Names, system: System) -> dict[str, StreamPart]:
    """All streams of a system, as their services have declared them."""
    return {
        channel_key(service, one): _lowered(names, service, one)
        for service in system.services
        for one in service.streams
    }


def _lowered(names: Names, service: Service, stream: Stream) -> StreamPart:
    named = names.stream(service.system, service.name, stream.name)
    return StreamPart(named.name, named.arn, stream.shards, stream.keep_seconds)
