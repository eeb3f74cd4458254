"""What `plan`, `apply` and `destroy` share: plan and show; ask; run the passes and sum up."""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from threading import Event

import click

from meshctl.adapters.terraform.toolchain import Toolchain
from meshctl.app.adopt.lost_bucket import refuse_lost_bucket
from meshctl.app.deploy.lost_messages import all_queues, names_given_up, unrecorded_queues
from meshctl.app.deploy.plan_and_apply import Plans
from meshctl.app.deploy.planned_stage import planned_removal, planned_stage
from meshctl.app.deploy.prepare import refuse_unavailable
from meshctl.app.deploy.retired_parts import drain, queues_due
from meshctl.app.deploy.run_passes import StageWork, plan_pass, run_passes, take_in_forgotten, unrecorded_losses
from meshctl.app.deploy.stage_change import StageChange, WantedStage, stage_change, stage_removal
from meshctl.changes.planned_change import PlannedChange
from meshctl.cli.deploy.held_states import await_states, giving_signs_of_life, tell_of_held_states
from meshctl.cli.deploy.interrupt import interruptible
from meshctl.cli.deploy.progress import Progress
from meshctl.cli.deploy.reached_stage import ReachedStage, code_of_roots, reach_stage, stage_work, told_toolchain
from meshctl.cli.known_retired import keep_retired
from meshctl.cli.open_catalogue import OpenedStage, UnchangedStage
from meshctl.cli.packages.of_stage import stage_packages
from meshctl.cli.wiring import stacks_to_change
from meshctl.errors import Interrupted, MeshctlError
from meshctl.model.stages import Stage
from meshctl.passes.generations import Retired
from meshctl.passes.left_systems import retired_keys
from meshctl.plan.stacks_result import StacksResult
from meshctl.records.stage_code import StageCode
from meshctl.report.changed_systems import changed_systems_as_markdown, changed_systems_as_text
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.pull_request import planned_as_markdown
from meshctl.report.planned.text import planned_as_text
from meshctl.report.stacks.stacks_result import stacks_result_as_text
from meshctl.retirement.given_up import refuse_unknown
from meshctl.retirement.queues import QueueAddress

_FORMS: Mapping[str, Callable[[PlannedChange], str]] = {
    "text": planned_as_text,
    "json": planned_as_json,
    "markdown": planned_as_markdown,
}
"""How `--format` shows a change."""


@dataclass(frozen=True, slots=True)
class AskedChange:
    """What the options of a command ask for: how to show it, what may go, what may be lost, what is to be read first, and
    whether everything is compared with AWS anew.

    Whether it is applied afterwards, and for how many seconds is waited then for whoever holds a state.
    """

    format_: str
    allow_deletes: bool = False
    allow_loss: tuple[str, ...] = ()
    drain: bool = False
    refresh: bool = False
    applies: bool = False
    patience: float = 0


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change that was shown: its passes, Terraform's plans of the first one, and what running it acts upon.

    `count_again` raises where messages would be lost that came since it was shown.
    """

    reached: ReachedStage
    change: StageChange
    plans: Plans
    planned: PlannedChange
    work: StageWork
    code: StageCode
    progress: Progress
    count_again: Callable[[], object] = lambda: None

    @property
    def does_something(self) -> bool:
        """Whether there is anything to ask about; if not, running it keeps records at most."""
        return self.planned.does_something


def plan_and_show(opened: OpenedStage, asked: AskedChange) -> ShownChange:
    """What would change, for whom and in every stack; shown on stdout. Raises `MeshctlError`."""
    tell = Progress()
    toolchain = told_toolchain(opened, tell)
    refuse_unavailable(opened.part, opened.stage)
    packages = stage_packages(opened)  # first: what the catalogue alone refuses is told where AWS does not answer, too
    reached = _reach(opened, toolchain, asked)
    hashes = packages.hashes(reached.standing.packages)
    code = StageCode(code_of_roots(opened, toolchain), packages.built(hashes))
    work = stage_work(reached, packages.contents, code, tell, asked.allow_loss)
    if asked.drain:
        _drain(reached, queues_due(reached.standing.stacks, reached.now()), work)
    catalogue = {stack.key: stack for stack in stacks_to_change(opened, hashes)}
    compared_by = {} if asked.refresh else code.roots
    wanted = WantedStage(opened.mesh, opened.stage, catalogue, asked.allow_deletes, opened.only, compared_by)
    change = stage_change(wanted, reached.standing, reached.now(), work.look)
    leaving = unrecorded_queues(change)
    refuse_unknown(asked.allow_loss, change.names | leaving.by_name.keys())
    leaving.refuse_losses(reached.counter, asked.allow_loss)
    plans = _plans(change, work, reached, asked, tell)
    planned = planned_stage(opened.stage.name, change, plans, opened.only)
    shown = ShownChange(reached, change, plans, planned, work, code, tell)
    _keep_retired(shown, change.standing.stacks.retired)
    click.echo(_FORMS[asked.format_](planned))
    _refuse_unrecorded_losses(shown)
    return shown


def _reach(opened: OpenedStage, toolchain: Toolchain, asked: AskedChange) -> ReachedStage:
    reached = reach_stage(opened, toolchain, changes=asked.applies)
    refuse_lost_bucket(opened.mesh, opened.stage, reached.standing, reached.bucket, reached.finder)
    return reached


def show_unchanged(unchanged: UnchangedStage, format_: str) -> None:
    """For programs and pages: that nothing changes. People were told why already."""
    if format_ != "text":
        click.echo(unchanged_forms(unchanged)[format_])


def show_nothing(stage: str, format_: str) -> None:
    """That nothing is done in a stage, as it was approved."""
    click.echo("Nothing to do: it was approved that nothing changes.", err=True)
    if format_ == "json":
        click.echo(_nothing_as_json(stage))


def _nothing_as_json(stage: str) -> str:
    return planned_as_json(PlannedChange(stage, destroys=False))


def unchanged_forms(unchanged: UnchangedStage) -> Mapping[str, str]:
    """That no system changes, and what else does, in every form."""
    found, stage, revision = unchanged.found, unchanged.stage, unchanged.revision
    return {
        "text": changed_systems_as_text(found, stage, revision),
        "json": _nothing_as_json(stage),
        "markdown": changed_systems_as_markdown(found, stage, revision),
    }


def plan_and_show_removal(opened: OpenedStage, asked: AskedChange) -> ShownChange:
    """What would be taken down: all that stands of the stage, whatever the catalogue says; shown on stdout.

    Raises `MeshctlError`, also where messages would be lost that nobody has given up.
    """
    tell, stage = Progress(), opened.stage.name
    toolchain = told_toolchain(opened, tell)
    reached = _reach(opened, toolchain, asked)
    code = StageCode(code_of_roots(opened, toolchain), {})
    work = stage_work(reached, lambda functions: {}, code, tell)
    leaving = all_queues(reached.standing, stage)
    change = stage_removal(opened.mesh, opened.stage, reached.standing, reached.now())
    given_up = names_given_up(asked.allow_loss, stage, leaving)
    if asked.drain:
        _drain(reached, leaving.queues, work)
    held = leaving.refuse_losses(reached.counter, given_up)
    plans = _plans(change, work, reached, asked, tell)
    shown = ShownChange(
        reached,
        change,
        plans,
        planned_removal(stage, change, plans, held),
        work,
        code,
        tell,
        count_again=lambda: leaving.refuse_losses(reached.counter, given_up),
    )
    click.echo(_FORMS[asked.format_](shown.planned))
    return shown


def _drain(reached: ReachedStage, queues: Collection[QueueAddress], work: StageWork) -> None:
    with interruptible(work.runner, work.tell) as stop:
        drain(queues, reached.counter, work.wait, work.tell, stop)


def refuse_unanswered(*, yes: bool, when: str = "after a look at `meshctl plan`") -> None:
    """Raises `MeshctlError` where nobody could answer the question that comes; `when` says when it may be answered beforehand."""
    if not (yes or (sys.stdin and sys.stdin.isatty())):  # no stdin at all where the caller has closed it
        raise MeshctlError("nobody is there to answer whether to go on", f"say --yes, {when}")


def ask_to_apply(stage: Stage) -> None:
    """Asks whether to go on; for a protected stage by its name. Raises `click.Abort` where not."""
    if stage.protect:
        ask_for_name("This stage is protected.", "stage", stage.name)
    else:
        click.confirm("Apply this?", abort=True, err=True)


def ask_to_destroy(stage: Stage) -> None:
    """Asks whether to go on, by the stage's name. Raises `click.Abort` where not."""
    ask_for_name("This destroys all of the above.", "stage", stage.name)


def ask_for_name(why: str, what: str, name: str) -> None:
    """Asks for the name of a stage or a stack before going on. Raises `click.Abort` where another one is said."""
    if click.prompt(f"{why} Type the name of the {what} ({name}) to go on", err=True) != name:
        raise click.Abort


def apply_shown(shown: ShownChange) -> None:
    """Runs the passes and sums up on stderr; raises where a stack failed, or the operator said stop."""
    shown.count_again()
    tell, signs_of_life = shown.progress, giving_signs_of_life(shown.reached, shown.progress)
    with signs_of_life, interruptible(shown.work.runner, tell) as stop, tell.live():
        result = run_passes(shown.change, shown.plans, shown.work, stop)
    if shown.does_something:
        click.echo(stacks_result_as_text(result), err=True)
    _raise_unless_done(result)
    _keep_retired(shown, shown.change.change.retired)


def _keep_retired(shown: ShownChange, retired: Iterable[Retired]) -> None:
    stand = retired_keys(retired)
    kept = [one for one in shown.change.outlooks if retired_keys((one.part,)) <= stand]
    keep_retired(shown.reached.opened, kept, shown.work.now())


def _plans(
    change: StageChange, work: StageWork, reached: ReachedStage, asked: AskedChange, progress: Progress
) -> Plans:
    first = change.passes[0]
    if first.planned or first.leaves:
        work.write(first)
    with interruptible(work.runner, progress) as stop, progress.live():
        if not asked.applies:
            tell_of_held_states(reached, change, work.tell)
            return plan_pass(first, work.runner, work.tell, stop)
        await_states(reached, change, asked.patience, work.tell, stop)
        with giving_signs_of_life(
            reached, progress
        ):  # not before: they would pass for those of whoever was killed here
            return _plan_to_apply(change, work, stop)


def _plan_to_apply(change: StageChange, work: StageWork, stop: Event) -> Plans:
    """Planned when all is in the states that runs before this one have made, and in its place."""
    first = change.passes[0]
    work.records.finish_moves()
    for stack in (*first.planned, *first.leaves):
        work.runner.keep_state(stack.name, tell=work.tell)
    if take_in_forgotten(change, work):
        work.write(first)
    return plan_pass(first, work.runner, work.tell, stop)


def _refuse_unrecorded_losses(shown: ShownChange) -> None:
    """Of what stands without a record nobody knows what hangs together: an order that loses nothing cannot be found."""
    lost = unrecorded_losses(shown.change, shown.plans)
    if lost:
        named = ", ".join(f"{name} ({account})" for account, name in sorted(lost))
        message = f"of {named} it is not recorded what was applied last, and something of it would go"
        hint = (
            "restore its record (the bucket keeps versions), or apply once the catalogue as it was applied last, together with what "
            "has been retired and still stands, which records it; then make the change"
        )
        raise MeshctlError(message, hint)


def _raise_unless_done(result: StacksResult) -> None:
    if result.interrupted:
        raise Interrupted
    if result.failed:
        count = len(result.failed)
        message = f"{count} stack{'s' if count != 1 else ''} failed: {', '.join(result.failed)}"
        raise MeshctlError(message, "mend what is said above and run the same command again: what is done stays done")
    if result.stays:
        message = f"what got messages since it was counted was not removed: {', '.join(result.stays)}; all else is done"
        raise MeshctlError(
            message,
            "run the command again when they are read (--drain waits for that), or give them up: --allow-loss NAME",
        )
