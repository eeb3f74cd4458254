"""Each option that a plan names for what is retired does what it says: what has that name goes, and what leads to it."""

from datetime import UTC, datetime

import pytest
from hypothesis import Phase, given, settings

from meshctl.passes import passes_of_change
from meshctl.passes.generations import Generation, Retired, StandingStacks
from meshctl.passes.parts import ARCHIVE
from meshctl.retirement.outlook import outlooks
from tests.support.changing_catalogues import Catalogues, changes
from tests.unit.passes.test_archives_change import keeping

pytestmark = pytest.mark.laws
NOW = datetime(2026, 11, 26, tzinfo=UTC)


def retired_by(standing: StandingStacks, new: Generation, name: str) -> tuple[Retired, ...]:
    """What stands retired after a change, where nobody has counted anything and this name is given up."""
    found = outlooks(standing.retired, standing.done, {}, NOW, (name,))
    may_go = [one.part for one in found if one.may_go]
    given_up = [one.part for one in found if one.given_up]
    return passes_of_change(standing, new, NOW, may_go, allow_deletes=True, given_up=given_up).retired


def names(retired: tuple[Retired, ...], stands: Generation) -> set[str]:
    """Those of all parts but an archive, which stands as long as a route is on its bus."""
    parts = [one for one in retired if one.kind != ARCHIVE]
    return {one.name for one in outlooks(parts, stands, {}, NOW, ())}


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(changes(1))
def test_what_is_given_up_by_the_name_that_a_plan_shows_goes(pair: Catalogues) -> None:
    old, new = pair
    first = passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=True)
    stands = first.passes[-1].stacks if first.passes else old
    for name in names(first.retired, stands):
        left = retired_by(StandingStacks(stands, {}, first.retired), new, name)
        assert name not in names(left, stands)


def test_so_does_an_archive_of_private_events() -> None:
    old, new = keeping(30), keeping(None)
    retired = passes_of_change(StandingStacks(old, {}), new, NOW, (), allow_deletes=True).retired
    (name,) = names(retired, old)
    assert retired_by(StandingStacks(old, {}, retired), new, name) == ()
