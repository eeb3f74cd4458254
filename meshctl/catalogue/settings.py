"""Numbers of a document within the bounds that AWS sets. Collects findings; builds nothing."""

from meshctl.catalogue.documents import Document
from meshctl.catalogue.values import DAY, LOG_KEEP_DAYS, megabytes, seconds
from meshctl.model.findings import Finding


class Settings:
    """Reads durations and sizes of documents and remembers which were out of range."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def duration(self, document: Document, path: tuple[str | int, ...], text: str, least: int, most: int) -> int:
        """Seconds; a finding outside `least` to `most` seconds."""
        value = seconds(text)
        if not least <= value <= most:
            self._refuse(document, path, text, f"AWS takes {_spoken(least)} to {_spoken(most)} here")
        return value

    def days(self, document: Document, path: tuple[str | int, ...], text: str) -> int:
        """Whole days, at least one."""
        value = seconds(text)
        if value % DAY:
            self._refuse(document, path, text, "AWS takes whole days here: write 30d")
        return max(1, value // DAY)

    def log_days(self, document: Document, path: tuple[str | int, ...], text: str) -> int:
        """Days that CloudWatch Logs keeps logs."""
        value = self.days(document, path, text)
        if value not in LOG_KEEP_DAYS:
            self._refuse(document, path, text, f"CloudWatch Logs knows {', '.join(map(str, LOG_KEEP_DAYS))} days")
        return value

    def memory(self, document: Document, path: tuple[str | int, ...], text: str) -> int:
        """MB, 128 to 10240 (Lambda quotas)."""
        value = megabytes(text)
        if not 128 <= value <= 10_240:
            self._refuse(document, path, text, "Lambda takes 128MB to 10240MB")
        return value

    def _refuse(self, document: Document, path: tuple[str | int, ...], text: str, help_: str) -> None:
        # A default is found once, where it stands, and not at every function that takes it.
        if document.says(*path):
            self.findings.append(
                Finding("out-of-range", document.place(*path), f"{text} is out of range here", help=help_)
            )


def _spoken(value: int) -> str:
    for letter, size in (("d", DAY), ("h", 3_600), ("m", 60)):
        if value % size == 0:
            return f"{value // size}{letter}"
    return f"{value}s"
