"""Lambda's mappings: what it reads for a function, and how. Plain data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StreamReading:
    """How a stream is read: of a queue there is nothing like it.

    Without `on_failure_arn`, what fails for ever is lost. `start_at` is the time from which on its records are read (RFC 3339); None for all that it has.
    """

    bisect: bool
    max_age_seconds: int
    parallel: int
    retries: int
    on_failure_arn: str | None
    start_at: str | None


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """Lambda reads a queue or a stream for a function, `service/function` by key; `filters` are patterns, of which one has to match."""

    source_arn: str
    function: str
    enabled: bool
    batch_size: int
    window_seconds: int
    filters: tuple[str, ...]
    stream: StreamReading | None
