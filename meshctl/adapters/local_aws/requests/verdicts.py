"""Says of a call whether moto is asked at all, in the words of its service. Pure."""

from http import HTTPStatus

from meshctl.adapters.local_aws.requests.aws_request import AwsRequest
from meshctl.adapters.local_aws.requests.bounds import over_bounds
from meshctl.adapters.local_aws.requests.calls import AwsCall
from meshctl.adapters.local_aws.requests.constraints import BrokenConstraint, broken_constraints
from meshctl.adapters.local_aws.requests.parameters import NotWellFormed, read_parameters
from meshctl.adapters.local_aws.requests.refusals import NOT_IMPLEMENTED, NOTHING_ASKED, AwsRefusal
from meshctl.adapters.local_aws.requests.value_types import NotReadable, check_types

LOG_NAMES = ("logGroupName", "logStreamName")
TOO_LONG = "length less than or equal to 512"
"""How CloudWatch Logs speaks of names that are too long, and of nothing else."""


def refusal_of(request: AwsRequest, call: AwsCall) -> AwsRefusal | None:
    """Give what the service says to a request that is no call of it, or whose input is malformed."""
    if call.service is None or call.protocol == "rest-xml":  # which call of S3 is meant moto alone reads
        return None
    if call.operation is None:
        return _no_such_call(request, call)
    if call.signed == "sqs" and not _is_for_its_path(request, call):
        return _not_valid_here(call)
    try:
        broken = _broken_by(request, call)
    except NotReadable as problem:
        return _not_readable(call, problem)
    except RecursionError:
        return _not_readable(call, NotWellFormed("The request is nested too deeply"))
    return over_bounds(request, call) or _broken(call, broken)


def not_implemented(call: AwsCall) -> AwsRefusal:
    """Say that the embedded AWS has no such call, though AWS has."""
    message = f"The embedded AWS does not know {call.told}. It has what the mesh needs of AWS."
    return AwsRefusal("NotImplemented", message, NOT_IMPLEMENTED)


def not_understood(call: AwsCall, failure: str) -> AwsRefusal:
    """Say that a call was begun and could not be answered with what it was given; `failure` is a kind of error."""
    message = (
        f"The embedded AWS cannot answer {call.told} with these parameters ({failure}); its server.log says where."
    )
    return AwsRefusal(_code(call), message)


def malformed_xml() -> AwsRefusal:
    """Say that a body is no XML, as S3 does."""
    message = "The XML you provided was not well-formed or did not validate against our published schema"
    return AwsRefusal("MalformedXML", message)


def _broken_by(request: AwsRequest, call: AwsCall) -> list[BrokenConstraint]:
    """Give what is wrong with a call's input; nothing where the call has none, or only moto knows how to read it."""
    given, shape = read_parameters(request, call), call.operation and call.operation.input_shape
    if given is None or shape is None:
        return []
    check_types(given, shape)
    return list(broken_constraints(given, shape))


def _is_for_its_path(request: AwsRequest, call: AwsCall) -> bool:
    """Whether a form was sent to where SQS takes such a call: a queue's own path takes those on queues alone, and GetQueueUrl."""
    if request.path == "/" or call.protocol != "query" or call.operation is None:
        return True
    return call.name == "GetQueueUrl" or "QueueUrl" in call.operation.input_shape.members


def _not_valid_here(call: AwsCall) -> AwsRefusal:
    return AwsRefusal("InvalidAction", f"The action {call.name} is not valid for this endpoint.")


def _no_such_call(request: AwsRequest, call: AwsCall) -> AwsRefusal:
    if call.protocol == "query":
        return _no_such_action(request, call)
    status = HTTPStatus.NOT_FOUND if call.protocol == "rest-json" else HTTPStatus.BAD_REQUEST
    return AwsRefusal(
        "UnknownOperationException", f"{call.signed} has no operation {call.name or 'like this'}.", status
    )


def _no_such_action(request: AwsRequest, call: AwsCall) -> AwsRefusal:
    if not call.name and request.method == "GET":
        return AwsRefusal(NOTHING_ASKED, "", HTTPStatus.NOT_FOUND)
    if call.name and call.signed == "sqs":
        return _not_valid_here(call)
    if not call.name:
        return AwsRefusal("MissingAction", "The request must contain the parameter Action.")
    return AwsRefusal("InvalidAction", f"Could not find operation {call.name} for version {call.api_version}")


def _not_readable(call: AwsCall, problem: NotReadable) -> AwsRefusal:
    if call.protocol == "query":
        return AwsRefusal("MalformedInput", str(problem))
    if call.signed == "lambda" and isinstance(problem, NotWellFormed):
        return AwsRefusal("InvalidRequestContentException", f"Could not parse request body into json: {problem}")
    return AwsRefusal("BadRequestException" if call.signed == "schemas" else "SerializationException", str(problem))


def _broken(call: AwsCall, broken: list[BrokenConstraint]) -> AwsRefusal | None:
    if call.service and not call.service.constrained:
        return _missing(call, [one for one in broken if one.is_missing])
    if not broken:
        return None
    if call.service and call.service.arns_are_parameters and (arn := _missing_arn(broken)):
        return AwsRefusal("InvalidParameter", f"Invalid parameter: {arn} Reason: no value for required parameter")
    if call.signed == "logs" and any(one.place in LOG_NAMES and one.sentence.endswith(TOO_LONG) for one in broken):
        return AwsRefusal(_code(call), f"Invalid LogGroup or LogStream, both must have {TOO_LONG}.")
    several = "s" if len(broken) > 1 else ""
    told = "; ".join(one.sentence for one in broken)
    return AwsRefusal(_code(call), f"{len(broken)} validation error{several} detected: {told}")


def _missing_arn(broken: list[BrokenConstraint]) -> str | None:
    places = (one.place for one in broken if one.is_missing and one.place.endswith("Arn") and "." not in one.place)
    place = next(places, "")
    return f"{place[0].upper()}{place[1:]}" if place else None


def _missing(call: AwsCall, missing: list[BrokenConstraint]) -> AwsRefusal | None:
    """SQS's words. In a form, the path may name the queue."""
    if not missing or call.protocol == "query":
        return None
    place = missing[0].place
    return AwsRefusal(_code(call), f"The request must contain the parameter {place[0].upper()}{place[1:]}.")


def _code(call: AwsCall) -> str:
    return call.service.invalid if call.service else "ValidationException"
