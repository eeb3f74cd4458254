"""The drift of a stage: what was added, changed and deleted by hand, each told once, and what was not looked at. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from meshctl.drift.added_by_hand import AddedResource, added_by_hand, as_known
from meshctl.drift.changed_by_hand import DELETED, POLICY, ChangedResource
from meshctl.drift.own_resources import BUS, OwnResource, known_names, own_resources
from meshctl.drift.seen_resources import STATEMENT, SeenAccount, UnseenResources
from meshctl.passes.generations import StackKey
from meshctl.records.state_resources import StateResource

StackResources = tuple[StackKey, tuple[StateResource, ...]]
"""A stack and what is in its state."""


@dataclass(frozen=True, slots=True)
class StageDrift:
    """What of a stage was added by hand, what was changed or deleted, and what was not looked at.

    `accounts` are their aliases by number, as the catalogue has them.
    """

    stage: str
    accounts: Mapping[str, str]
    added: tuple[AddedResource, ...]
    changed: tuple[ChangedResource, ...]
    unseen: tuple[UnseenResources, ...]

    @property
    def is_there(self) -> bool:
        """Whether there is any drift, as far as was looked."""
        return bool(self.added or self.changed)

    def without_accounts(self, at_work: Collection[str]) -> "StageDrift":
        """The same without what was found in accounts in which an apply has begun meanwhile, which are told as not looked at."""
        return replace(
            self,
            added=tuple(one for one in self.added if one.stack[0] not in at_work),
            changed=tuple(one for one in self.changed if one.stack[0] not in at_work),
            unseen=tuple(
                sorted((*self._unseen_besides(at_work), *map(_at_work, at_work)), key=lambda one: one.account)
            ),
        )

    def _unseen_besides(self, accounts: Collection[str]) -> Iterator[UnseenResources]:
        return (one for one in self.unseen if one.account not in accounts)


def _at_work(account: str) -> UnseenResources:
    why = "an apply began meanwhile, or a state is locked"
    hint = "wait for it, then run it again; where nobody is at work any more: meshctl unlock --help"
    return UnseenResources(account, "the whole account", why, hint)


@dataclass(frozen=True, slots=True)
class AccountDrift:
    """What was added by hand in an account, and which of its policies differ by nothing else: ARNs, and names of buses."""

    added: tuple[AddedResource, ...]
    told_policies: frozenset[str]


def own_of_account(stacks: Iterable[StackResources]) -> tuple[OwnResource, ...]:
    """The resources of all stacks of an account. Raises `MeshctlError` for what is of no module that this meshctl knows."""
    return tuple(one for stack, found in stacks for one in own_resources(stack, found))


def account_drift(stacks: Collection[StackResources], told: SeenAccount, names_begin: str) -> AccountDrift:
    """What stands in an account besides what its stacks have made, as `added_by_hand`. Raises as `own_of_account`."""
    own = own_of_account(stacks)
    known = known_names([one for _, found in stacks for one in found])
    added = added_by_hand(told.seen, own, known, names_begin)
    policies = {one.names[0] for one in told.seen if one.kind == STATEMENT and (one.kind, one.names) not in known}
    buses = {one.arn: one.name for one in own if one.type == BUS}
    told_alone = frozenset(buses.get(arn, arn) for arn in policies if as_known(arn, told.seen, known))
    return AccountDrift(added, told_alone)


def changed_besides(
    changed: Iterable[ChangedResource], told: Mapping[str, AccountDrift]
) -> tuple[ChangedResource, ...]:
    """What was changed, without the policies of which each added statement is `told`, by account."""
    policies = {(account, policy) for account, one in told.items() for policy in one.told_policies}
    found = (_without_policy(one) if (one.stack[0], one.policy_of) in policies else one for one in changed)
    return tuple(one for one in found if one.differs or one.action == DELETED)


def _without_policy(one: ChangedResource) -> ChangedResource:
    return replace(one, differs=tuple(each for each in one.differs if each != POLICY))
