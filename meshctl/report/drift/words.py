"""What is said of each thing that was found, as both forms say it. Pure."""

from meshctl.changes.sentences import noun
from meshctl.drift.added_by_hand import AddedResource
from meshctl.drift.changed_by_hand import ChangedResource
from meshctl.drift.removals import PENDING
from meshctl.drift.seen_resources import CODE, LOG_POLICY, STATEMENT

LONGEST = 300


def setting_back(stage: str) -> str:
    """The command by which Terraform sets back what it knows."""
    return f"meshctl apply --stage {stage} --refresh"


def setting_back_one(one: ChangedResource, stage: str) -> str:
    """The commands for a single thing: Terraform does not see the code of a function, and so sets none back."""
    upload = f"meshctl package --stage {stage} && {one.upload}"
    if not one.upload:
        return setting_back(stage)
    return upload if is_code_alone(one) else f"{setting_back(stage)} && {upload}"


def is_code_alone(one: ChangedResource) -> bool:
    """Whether nothing of it was changed that Terraform sees."""
    return one.differs == (CODE,)


def added(one: AddedResource) -> str:
    """`the rule "spy" on the bus shop_dev_hub`."""
    called = f'the {one.kind} "{one.name}"' if one.name else f"a {one.kind} without a name"
    return f"{called} on the {one.noun} {one.on}"


def whose(one: AddedResource) -> str:
    """`of the hub, stack hub`."""
    return f"of {noun(one.cause)}, stack {one.stack[1]}"


def removing(one: AddedResource, stage: str) -> str:
    """The command that takes it away, or why there is none."""
    if one.remove:
        return one.remove
    if one.name.startswith(PENDING):
        return "nobody has confirmed it, and SNS drops it by itself in a few days"
    if one.kind == LOG_POLICY:
        return "in AWS's console: take the log groups of the mesh out of it by hand, where it names others as well"
    return setting_back(stage) if one.kind == STATEMENT else "in AWS's console: no command can be written with its name"
