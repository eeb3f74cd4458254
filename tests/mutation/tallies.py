"""How many mutants were noticed, by kind of protection and by whom, as text. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from tests.mutation.survivors import Judged

PACKS = {"CKV_MESH_": "meshctl's pack", "CKV2_MESH_": "meshctl's pack", "CKV": "AWS's pack", "IAM_": "parliament"}


def tallies(judged: Sequence[Judged]) -> str:
    """A table: for each kind of protection how many mutants were noticed, by each of those that noticed any, and survived."""
    noticed = {one: {_pack(check) for check in one.noticed_by} for one in judged}
    packs = sorted({pack for found in noticed.values() for pack in found})
    rows = [("protection", "mutants", "noticed", *(f"by {pack}" for pack in packs), "survived")]
    for kind in [*sorted({one.kind for one in judged}), ""]:
        of_kind = [one for one in judged if kind in ("", one.kind)]
        survived = sum(not one.noticed_by for one in of_kind)
        by_pack = Counter(pack for one in of_kind for pack in noticed[one])
        counts = (len(of_kind), len(of_kind) - survived, *(by_pack[pack] for pack in packs), survived)
        rows.append((kind or "all", *map(str, counts)))
    return "\n".join(_lined_up(rows))


def _pack(check: str) -> str:
    return next((pack for prefix, pack in PACKS.items() if check.startswith(prefix)), check)


def _lined_up(rows: Sequence[tuple[str, ...]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        numbers = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *numbers))
