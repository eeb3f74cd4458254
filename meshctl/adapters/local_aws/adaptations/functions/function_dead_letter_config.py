"""Lambda keeps a function's DeadLetterConfig; moto drops it, and Terraform sees a difference for ever."""

from typing import Any

from moto.awslambda.models import LambdaFunction

NAME = "DeadLetterConfig"


def install() -> None:
    """Have functions keep and answer where the events go that they could not handle."""
    stock_init, stock_answer, stock_update = (
        LambdaFunction.__init__,
        LambdaFunction.get_configuration,
        LambdaFunction.update_configuration,
    )

    def create(function: Any, account_id: str, spec: dict[str, Any], region: str, version: str | int = 1) -> None:
        function.dead_letter_config = spec.get(NAME) or {}
        stock_init(function, account_id, spec, region, version)

    def answer(function: Any, on_create: bool = False) -> dict[str, Any]:
        configuration: dict[str, Any] = stock_answer(function, on_create)
        if function.dead_letter_config.get("TargetArn"):
            configuration[NAME] = function.dead_letter_config
        return configuration

    def update(function: Any, wanted: dict[str, Any]) -> dict[str, Any]:
        if NAME in wanted:
            function.dead_letter_config = wanted[NAME] or {}
        configuration: dict[str, Any] = stock_update(function, wanted)
        return configuration

    LambdaFunction.__init__ = create
    LambdaFunction.get_configuration = answer
    LambdaFunction.update_configuration = update
