"""What nobody can say of a catalogue that is not sound, beside what is told of it. Pure."""

from collections.abc import Iterable, Iterator

from meshctl.report.plurals import counted
from meshctl.report.tables import table
from meshctl.results.events.simulation import UnclearSubscription


def not_known(unclear: Iterable[UnclearSubscription], unread: Iterable[str]) -> Iterator[str]:
    """The subscriptions that are unclear, and how many files could not be read, in lines below a blank one."""
    records = [{"subscription": one.subscription, "because": one.sentence} for one in unclear]
    if records:
        yield from ("", "not known:")
        yield from (f"  {line}" for line in table(records).splitlines())
    files = sum(1 for _ in unread)
    if files:
        yield from ("", f"{counted(files, 'file')} could not be read: what is declared there is not known.")
