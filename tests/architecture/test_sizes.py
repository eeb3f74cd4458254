"""Size budgets, so that no file becomes the place for everything."""

from .sizes import _blocks, median_function, too_full_rooms, too_long_blocks, too_long_file, too_long_functions
from .tree import Source, python, terraform

FILE, FUNCTION, MEDIAN_FUNCTION, BLOCK, ROOM = 300, 50, 8, 60, 15
ONE_FILE_EACH = ["meshctl/checks"]
"""Rooms in which every file is one more of the same, found by its name."""


def test_python_files_are_short() -> None:
    assert [found for source in python("") for found in too_long_file(source, FILE)] == []


def test_rooms_are_small() -> None:
    found = too_full_rooms([source.path for source in python("meshctl/")], ROOM)
    assert [room.partition(":")[0] for room in found] == ONE_FILE_EACH


def test_functions_are_short() -> None:
    assert [found for source in python("") for found in too_long_functions(source, FUNCTION)] == []


def test_most_functions_are_read_at_a_glance() -> None:
    assert median_function(python("meshctl/", "lambdas/")) <= MEDIAN_FUNCTION


def test_terraform_files_are_short() -> None:
    assert [found for source in terraform() for found in too_long_file(source, FILE)] == []


def test_terraform_blocks_are_short() -> None:
    assert [found for source in terraform() for found in too_long_blocks(source, BLOCK)] == []


def test_every_terraform_file_has_blocks_that_are_measured() -> None:
    assert [source.path for source in terraform() if not list(_blocks(source.text))] == []


def test_a_file_of_301_lines_is_found() -> None:
    assert too_long_file(Source("a.py", "x = 1\n" * 301), FILE)
    assert not too_long_file(Source("a.py", "x = 1\n" * 300), FILE)


def test_a_room_of_16_files_is_found_whatever_lies_in_the_rooms_within() -> None:
    files = ["a/__init__.py", "a/b/deeper.py", *(f"a/{number}.py" for number in range(16))]
    assert too_full_rooms(files, ROOM) == ["a: 16 files"]
    assert too_full_rooms(files[:-1], ROOM) == []


def test_a_function_of_51_lines_is_found_inside_a_class_too() -> None:
    def sample(lines: int) -> Source:
        return Source("a.py", "class A:\n    @property\n    def long(self):\n" + "        x = 1\n" * (lines - 2))

    assert too_long_functions(sample(51), FUNCTION)
    assert not too_long_functions(sample(50), FUNCTION)


def test_the_median_is_of_the_functions_of_all_files() -> None:
    long, short = (Source("a.py", "def a():\n" + "    x = 1\n" * lines) for lines in (20, 2))
    assert median_function([long, short, short]) == 3


def test_a_terraform_block_of_61_lines_is_found() -> None:
    def sample(lines: int) -> Source:
        return Source("a.tf", 'resource "aws_sqs_queue" "long" {\n' + "  a {\n  }\n" * ((lines - 2) // 2) + "}\n")

    assert too_long_blocks(sample(62), BLOCK)
    assert not too_long_blocks(sample(60), BLOCK)
