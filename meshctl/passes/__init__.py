"""In which order a stage is brought from what stands to what the catalogue says, so that no event is lost. Pure; runs
nothing.

Read `generations` (what stands, what is to stand, and what a pass and its step are), then `order`, which makes the four
passes. What it is made of: `in_doubt` (what may stand after an interruption), `left_systems` (what the catalogue has no
more, and stays), `change` (what is published before and after, and what lingers), the room `steps` (whole inputs
of the passes that take nothing away), `remove` (what goes) with `needed_grants` (what stays of the rest),
`parts` and `retire` (what is retired, and until when, workflows until what has begun has ended). `pinned_events` are what
routes take and functions publish, and `functions_behind` says who receives what arrives somewhere, `ending_hops` what hops may bring that end, and
`looked_up` finds by a name or an ARN; the room `joined` has what
stands together of two generations.

`only_systems` and `half_changed_routes` are for
changes of some systems alone.
"""

from meshctl.passes.order import passes_of_change

__all__ = ["passes_of_change"]
