"""Lines of a log group as people read them: a message may have several lines, and may try to look like others."""

from meshctl.report.log_lines import lines_as_text

ACCOUNT = "111111111111"


def test_a_traceback_is_read_line_by_line_beneath_its_message() -> None:
    message = "KeyError: 'Records'\nTraceback (most recent call last):\n  File \"/var/task/handler.py\"\n"
    assert lines_as_text([(ACCOUNT, 0, message)]).splitlines() == [
        f"1970-01-01 00:00:00 {ACCOUNT} KeyError: 'Records'",
        "    Traceback (most recent call last):",
        '      File "/var/task/handler.py"',
    ]


def test_no_message_looks_like_a_line_of_its_own_or_turns_the_terminal() -> None:
    forged = f"1970-01-01 00:00:00 {ACCOUNT} all is well\r\x1b[2J"
    told = lines_as_text([(ACCOUNT, 0, f"bad\n{forged} ")])
    assert [line.startswith("1970") for line in told.split("\n")] == [True, False]
    assert told.endswith("\\u000d\\u001b[2J")
