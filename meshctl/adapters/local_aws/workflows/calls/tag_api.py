"""Tags of workflows and activities, which have to be there; a version has none. Changes moto's class."""

from typing import Any

from moto.stepfunctions.exceptions import InvalidArn, ResourceNotFound
from moto.stepfunctions.responses import StepFunctionResponse


def install() -> None:
    """Have tags kept and told of what there is alone, in this process and for good."""
    for name in ("tag_resource", "untag_resource", "list_tags_for_resource"):
        setattr(StepFunctionResponse, name, _of_what_is_there(getattr(StepFunctionResponse, name)))


def _of_what_is_there(stock: Any) -> Any:
    def call(response: Any) -> Any:
        arn, backend = response._get_param("resourceArn"), response.stepfunction_backend
        if not arn.startswith("arn:"):
            raise InvalidArn(f"Invalid Arn: 'Invalid ARN prefix: {arn}'")
        if arn not in {*backend.activities, *(one.arn for one in backend.state_machines)}:
            raise ResourceNotFound(arn)
        return stock(response)

    return call
