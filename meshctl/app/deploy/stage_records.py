"""Use case: keeping the records of a stage while its stacks are applied.

A record says what a stack is about to become before Terraform begins, and what it has become when Terraform is done: whoever
comes after a run that was killed knows everything that may stand. Two machines do not apply one stage at a time: no stack is
applied when somebody else has changed the record of any. For what is safe to do to a stack depends on how the others stand: a
rule may narrow only when its publisher has switched.
"""

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from typing import Any

from meshctl.app.deploy.earlier_states import move_state, state_lock
from meshctl.app.deploy.standing import StandingStage
from meshctl.errors import ChangedMeanwhile
from meshctl.passes.generations import Retired, StackKey
from meshctl.ports import StageBucket
from meshctl.records.stack_record import NO_STATE, Fingerprint, StackRecord, record_as_json
from meshctl.records.stage_code import StageCode
from meshctl.records.stage_keys import beginning, lock_key, record_key, stage_keys, state_key
from meshctl.records.state_lock import StateLockHolder
from meshctl.records.state_resources import MOST_BYTES
from meshctl.records.terraform_state import read_state

Inputs = Mapping[str, Any]


class StageRecords:
    """The records of a stage; each stack's may be written from a thread of its own.

    `holder` is as whom this run holds states; `meshctl` the version that writes; `code` what the stacks are made by.
    Every method raises `AwsRefused`, or `ChangedMeanwhile` where somebody else has written since `standing` was read.
    """

    def __init__(
        self,
        bucket: StageBucket,
        mesh: str,
        stage: str,
        standing: StandingStage,
        *,
        meshctl: str,
        holder: StateLockHolder,
        code: StageCode,
    ):
        self._bucket = bucket
        self._mesh, self._stage = mesh, stage
        self._meshctl, self._holder = meshctl, holder
        self._code = code
        self._etags = dict(standing.etags)
        self._states = dict(standing.states)
        self._elsewhere, self._copied = dict(standing.elsewhere), standing.copied
        self._records = _records(standing)
        self._alone = Lock()

    @property
    def elsewhere(self) -> Mapping[StackKey, str]:
        """Where the states lie whose keys do not hold the account yet."""
        return dict(self._elsewhere)

    def finish_moves(self) -> None:
        """What a killed run has copied and not deleted is deleted, before the copy becomes another state than that."""
        for stack, earlier in self._copied.items():
            move_state(self._bucket, earlier, self._state_key(stack), self._holder)

    def begin(self, stack: StackKey, inputs: Inputs) -> None:
        """A stack is about to be applied with `inputs`.

        It is written first and then looked at the others: of two who do so at once, at least one sees the other.
        """
        with self._alone:
            self._write(replace(self._record(stack), begun=inputs, fingerprint=None))
            self._refuse_changed()

    def applied(self, stack: StackKey, inputs: Inputs, retired: tuple[Retired, ...]) -> None:
        """Terraform has just made a stack as `inputs` say; `retired` is what of it stands retired."""
        if stack not in self._elsewhere:
            self._states[stack] = self._state_of(stack)
        self.compared(stack, inputs, retired)

    def compared(self, stack: StackKey, inputs: Inputs, retired: tuple[Retired, ...]) -> None:
        """Terraform has found a stack as `inputs` say, with the state that this run knows."""
        fingerprint = Fingerprint(self._code.of(stack), self._states.get(stack, NO_STATE))
        self._done(stack, inputs, retired, None if stack in self._elsewhere else fingerprint)

    def stands(self, stack: StackKey, inputs: Inputs, retired: tuple[Retired, ...]) -> None:
        """A stack stands with `inputs`, as far as is recorded: nobody has asked Terraform."""
        self._done(stack, inputs, retired, self._record(stack).fingerprint)

    def _done(
        self, stack: StackKey, inputs: Inputs, retired: tuple[Retired, ...], fingerprint: Fingerprint | None
    ) -> None:
        mine = tuple(one for one in retired if one.stack == stack)
        built = self._code.built_in(inputs, self._record(stack).built)
        with self._alone:
            self._write(StackRecord(stack, inputs, None, mine, fingerprint, built))
        if stack in self._elsewhere:
            move_state(self._bucket, self._elsewhere.pop(stack), self._state_key(stack), self._holder)

    def _state_of(self, stack: StackKey) -> str:
        """The ETag of a stack's state as it is now, or of none where somebody is at work on it again already."""
        key = self._state_key(stack)
        listed = self._bucket.keys(key)
        return NO_STATE if lock_key(key) in listed else listed.get(key, NO_STATE)

    def gone(self, stack: StackKey) -> None:
        """Nothing of a stack is there any more, as Terraform says: neither is its record, nor its state.

        The record goes first: one without a state says that the state was lost.
        """
        state = self._elsewhere.pop(stack, self._state_key(stack))
        with state_lock(self._bucket, state, self._holder):
            etag = self._of_nothing(stack, state)
            with self._alone:
                self._bucket.delete(self._record_key(stack))
                self._etags.pop(stack, None)
            if etag:
                self._bucket.delete(state, etag)

    def _of_nothing(self, stack: StackKey, state: str) -> str:
        """The ETag of a state that holds nothing, or nothing that is there: a Terraform that was killed has not written down
        what it had deleted, and the next one plans nothing and leaves the state as it was.

        Empty where there is none. Raises `ChangedMeanwhile` where it holds what this run did not know.
        """
        found = self._bucket.read(state, MOST_BYTES)
        if found and found[1] != self._states.get(stack) and read_state(found[0], state).resources:
            raise ChangedMeanwhile(state)
        return found[1] if found else ""

    def _record(self, stack: StackKey) -> StackRecord:
        return self._records.get(stack, StackRecord(stack, None, None))

    def _write(self, record: StackRecord) -> None:
        if record == self._records.get(record.key):
            return
        content = record_as_json(record, self._mesh, self._stage, self._meshctl)
        self._etags[record.key] = self._bucket.write(self._record_key(record.key), content, self._etags.get(record.key))
        self._records[record.key] = record

    def _refuse_changed(self) -> None:
        kept = self._bucket.keys(beginning(self._mesh, self._stage))
        found = {stack: kept[key] for stack, key in stage_keys(self._mesh, self._stage, kept).records.items()}
        for stack in sorted({*found, *self._etags}):
            if found.get(stack) != self._etags.get(stack):
                raise ChangedMeanwhile(self._record_key(stack))

    def _record_key(self, stack: StackKey) -> str:
        return record_key(self._mesh, self._stage, stack)

    def _state_key(self, stack: StackKey) -> str:
        return state_key(self._mesh, self._stage, stack)


def _records(standing: StandingStage) -> dict[StackKey, StackRecord]:
    done, begun = standing.stacks.done, standing.stacks.begun
    return {
        key: StackRecord(
            key,
            done[key].inputs if key in done else None,
            begun[key].inputs if key in begun else None,
            tuple(one for one in standing.stacks.retired if one.stack == key),
            standing.fingerprints.get(key),
            standing.built.get(key, {}),
        )
        for key in {*done, *begun}
    }
