"""Where every command begins and ends: errors become a sentence and an exit code here, and a bug shows its traceback."""

import gc
import os
import sys
from typing import NoReturn

import click

from meshctl.adapters.programs.masked_streams import mask_streams
from meshctl.cli.commands import COMPLETE_VARIABLE, meshctl
from meshctl.cli.exit_codes import DONE, FAILURE, INTERRUPTED
from meshctl.cli.refused_by_the_system import refused_by_the_system
from meshctl.cli.show_error import show_error
from meshctl.errors import Interrupted, MeshctlError


def main() -> NoReturn:
    """Runs the command line and exits with its code."""
    gc.set_threshold(100_000, 20, 100)  # a large catalogue is many objects and no cycles: 6.3 s become 3.6 s, measured
    mask_streams(os.environ)
    if COMPLETE_VARIABLE in os.environ:
        from meshctl.cli.complete.bash_words import understand_bash

        understand_bash()
    try:
        # click gives back the code of `Exit` instead of raising it
        code = meshctl(standalone_mode=False, complete_var=COMPLETE_VARIABLE) or DONE
        if sys.stdout:  # None when the caller has closed it
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        code = INTERRUPTED
    except MeshctlError as error:
        show_error(error.message, error.hint)
        code = INTERRUPTED if isinstance(error, Interrupted) else FAILURE
    except BrokenPipeError:
        _give_up_output()
        code = FAILURE
    except OSError as error:
        show_error(*refused_by_the_system(error))
        _give_up_output()
        code = FAILURE
    except MemoryError:
        show_error("this machine's memory has run out", "close what takes much of it, then run the command again")
        code = FAILURE
    gc.freeze()  # the last collection would look at every object of a large catalogue: 2.3 s of 12.8 s, measured
    sys.exit(code)


def _give_up_output() -> None:
    """What could not be written out is not tried again, or Python complains while it exits."""
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
