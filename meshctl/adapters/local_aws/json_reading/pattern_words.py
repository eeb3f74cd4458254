"""What AWS answers to a text that is no pattern: its words, and how far it has read. Pure."""

from meshctl.adapters.local_aws.json_reading.faults import json_fault
from meshctl.adapters.local_aws.json_reading.sources import line_at, shown
from meshctl.patterns import InvalidPattern
from meshctl.patterns.syntax.reach import reached


def pattern_words(text: str, refused: InvalidPattern) -> str:
    """Give AWS's words for a refused text, and ours where AWS's are not known."""
    if not refused.aws:
        return json_fault(text, shown(text)) or str(refused)
    if refused.stop.part == "nowhere":
        return refused.aws
    place = line_at(shown(text), reached(text, refused.stop))
    return refused.aws + place * (2 if refused.stop.twice else 1)
