"""Tells what of a person's environment counts, before it does. Decides nothing."""

import os
from collections.abc import Collection

from meshctl.adapters.programs.environment import notes
from meshctl.adapters.programs.variables import Purpose
from meshctl.ports import Tell


def tell_environment(tell: Tell, *, is_local: bool) -> None:
    """For a stage that Terraform is run for: what counts of it there, and what does not although it is set."""
    _tell(tell, {Purpose.TERRAFORM_LOCALLY} if is_local else {Purpose.TERRAFORM_ON_AWS, Purpose.AWS})


def tell_environment_of_aws(tell: Tell, *, is_local: bool) -> None:
    """For a stage whose AWS meshctl itself asks; nothing counts on a local one."""
    _tell(tell, set() if is_local else {Purpose.AWS})


def _tell(tell: Tell, purposes: Collection[Purpose]) -> None:
    for line in notes(purposes, os.environ):
        tell("meshctl", line)
