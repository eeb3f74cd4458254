"""No file names a machine's directories or a package registry: a clean checkout works anywhere."""

import re

import pytest

from .tree import Source, sources

# Put together here, so that this file does not find itself.
MACHINE_PATH = re.compile(r"(?<![\w.\-}])/(?:" + "|".join(("opt", "root", "work", "tmp", "home", "Users")) + r")/[\w.]")
REGISTRY = re.compile(r"\b(?:" + "|".join(name.replace(".", r"\.") for name in (
    "pypi" + ".org", "pythonhosted" + ".org", "registry" + ".npmjs.org", "docker" + ".io", "ghcr" + ".io",
)) + r")\b")  # fmt: skip
INDEX_LINE = re.compile(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b|://", re.MULTILINE)
EVERYTHING = sources(("",), "")


def found_in(pattern: re.Pattern[str], source: Source) -> list[str]:
    return [
        f"{source.path}:{source.text.count(chr(10), 0, hit.start()) + 1} {hit[0]}"
        for hit in pattern.finditer(source.text)
    ]


def test_no_file_names_a_machine_path() -> None:
    assert [hit for source in EVERYTHING for hit in found_in(MACHINE_PATH, source)] == []


def test_no_file_names_a_package_registry() -> None:
    assert [hit for source in EVERYTHING for hit in found_in(REGISTRY, source)] == []


def test_the_requirements_name_no_index() -> None:
    requirements = [source for source in EVERYTHING if source.path.startswith("requirements/")]
    assert requirements
    assert [hit for source in requirements for hit in found_in(INDEX_LINE, source)] == []


@pytest.mark.parametrize("directory", ["opt/terraform", "root/.cache", "work/main", "tmp/lab", "home/me"])
def test_a_machine_path_is_found(directory: str) -> None:
    assert found_in(MACHINE_PATH, Source("a.md", f"look into `/{directory}`"))


def test_the_path_of_a_url_and_of_an_arn_is_no_machine_path() -> None:
    text = "https://example.test/" + "home/x arn:aws:iam::111111111111:root/a ${dir}/" + "tmp/x"
    assert found_in(MACHINE_PATH, Source("a.md", text)) == []


def test_a_registry_is_found() -> None:
    assert found_in(REGISTRY, Source("a.txt", "https://files.pythonhosted" + ".org/x"))


@pytest.mark.parametrize("line", ["--index-url x", "  --extra-index-url x", "-i x", "a @ https://x.test/a.whl"])
def test_an_index_line_is_found(line: str) -> None:
    assert found_in(INDEX_LINE, Source("requirements/a.txt", f"boto3==1\n{line}\n"))
