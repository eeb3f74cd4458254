"""What can go wrong that an operator can mend; anything that is no `MeshctlError` is a bug."""

from meshctl.masking.masked_text import masked


class MeshctlError(Exception):
    """One sentence about what is wrong, and a `hint` that says what to do; exit code 1.

    What looks like a secret is taken out of both, whoever's words they pass on.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = masked(message)
        self.hint = masked(hint)
        super().__init__(self.message)


class CatalogueUnreadable(MeshctlError):
    """The catalogue cannot be read at all: no directory, no mesh.yaml, no permission."""


class NotFound(MeshctlError):
    """The catalogue, as far as it can be read, declares nothing of the `name` that is asked for."""

    def __init__(self, name: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.name = name


class TerraformMissing(MeshctlError):
    """There is no usable Terraform, or no provider for it."""


class TerraformFailed(MeshctlError):
    """Terraform ran and said no, or was killed and could say nothing more. Where it `left_lock`, its lock may lie on the state still."""

    def __init__(self, message: str, hint: str = "", *, left_lock: bool = False) -> None:
        super().__init__(message, hint)
        self.left_lock = left_lock


class ProgramFailed(MeshctlError):
    """A program that meshctl needs cannot be started, was killed, or gave no answer in time."""


class PackagingFailed(MeshctlError):
    """A function's package cannot be built."""


class LocalAwsFailed(MeshctlError):
    """The embedded AWS cannot be started, reached or stopped."""


class AwsRefused(MeshctlError):
    """An AWS API, real or embedded, refused a call or could not be reached."""


class ChangedMeanwhile(MeshctlError):
    """Somebody else has changed in the stage's bucket what was to be replaced."""

    def __init__(self, key: str) -> None:
        message = f'somebody else has changed "{key}" in the stage\'s bucket meanwhile'
        super().__init__(message, "wait until they are done, then run the command again")


class Interrupted(MeshctlError):
    """The operator said stop, and Terraform has stopped cleanly."""

    def __init__(self) -> None:
        message = "interrupted: Terraform has stopped cleanly, and what it was doing is known"
        super().__init__(message, "run the same command again to carry on: what is done stays done")
