"""SNS's refusals, in the words that were recorded of AWS."""

from moto.sns.exceptions import SNSException

from meshctl.adapters.local_aws.requests.refusals import for_xml


def invalid(what: str) -> SNSException:
    """Refuse a parameter."""
    return SNSException("InvalidParameter", f"Invalid parameter: {for_xml(what)}")


def invalid_token() -> SNSException:
    """Refuse what does not even look like a token."""
    return SNSException("InvalidParameter", "Invalid token")


def invalid_value(sentence: str) -> SNSException:
    """Refuse a value of a message's attributes."""
    return SNSException("ParameterValueInvalid", for_xml(sentence))


def missing(place: str) -> SNSException:
    """Refuse a call that leaves out what its shape requires; `place` is AWS's spelling of where."""
    constraint = "failed to satisfy constraint: Member must not be null"
    return SNSException("ValidationError", f"1 validation error detected: Value null at '{place}' {constraint}")


def not_found(what: str) -> SNSException:
    """Refuse a call about something that is not there."""
    return SNSException("NotFound", f"{for_xml(what)} does not exist")


def check_arn(text: str | None, parameter: str, region: str) -> str:
    """Give an ARN that is one, of this Region; raises SNS's refusal of any other."""
    if text is None:
        raise invalid(f"{parameter} Reason: no value for required parameter")
    elements = text.split(":")
    if len(elements) < 6:
        raise invalid(f"{parameter} Reason: An ARN must have at least 6 elements, not {len(elements)}")
    if elements[0] != "arn":
        raise invalid(f"{parameter} Reason: An ARN must begin with arn:")
    if elements[3] != region:
        raise invalid(parameter)
    return text
