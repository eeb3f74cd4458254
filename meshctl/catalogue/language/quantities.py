"""Durations and sizes of the catalogue as numbers. Knows nothing of documents."""

_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
DAY = 86_400

LOG_KEEP_DAYS = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""What CloudWatch Logs takes as a retention (API reference, PutRetentionPolicy)."""


def seconds(duration: str) -> int:
    """`5m` is 300; the shape has been checked before."""
    return int(duration[:-1]) * _SECONDS[duration[-1]]


def megabytes(size: str) -> int:
    """`256MB` is 256."""
    return int(size.removesuffix("MB"))
