"""Of uv's complaints the sentences are told: not the lines of a file that it shows, which are somebody's text and may hold a secret."""

from hypothesis import given
from hypothesis import strategies as st

from meshctl.adapters.wheels.failed_installation import essence

COMPLAINT = """\
error: Failed to parse `uv.lock`
  Caused by: TOML parse error at line 12, column 8
   |
{number} | {text}
   |        ^^^^
invalid filename
"""


@given(st.integers(1, 99_999), st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1))
def test_no_line_of_a_file_is_repeated(number: int, text: str) -> None:
    told = "Failed to parse `uv.lock` Caused by: TOML parse error at line 12, column 8 invalid filename"
    assert essence(COMPLAINT.format(number=number, text=text)) == told


def test_what_is_drawn_and_advised_is_left_out() -> None:
    assert essence("error: no wheels\n  \u2570\u2500\u25b6 of six\n\nhint: use --prerelease\n") == "no wheels of six"
    assert essence("") == "it said nothing"


def test_what_went_well_before_is_left_out() -> None:
    said = "Resolved 2 packages in 178ms\nPrepared 1 package in 3ms\nerror: Failed to download `six`\n  cause: Hash mismatch\n"
    assert essence(said) == "Failed to download `six` cause: Hash mismatch"
