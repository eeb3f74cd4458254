"""How much longer reading, shape and form take than libyaml's own parse of the same bytes.

    python benchmarks/reading.py [services] [--runs N]

with the Python that meshctl is installed for; 1000 services and 5 runs, if not said otherwise. All are measured in one
process and in turn, in seconds of its processor time; the least of the runs counts, since noise only adds.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from check import write_large_catalogue
from yaml._yaml import CParser

from meshctl.app.write.format_files import formatted
from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.language.shape import check_shape


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("services", nargs="?", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        write_large_catalogue(Path(directory), wanted.services)
        texts = [(path.name, path.read_bytes()) for path in sorted(Path(directory).glob("*/*.yaml"))]
    steps = {
        "libyaml's events": parse,
        "read with places": read,
        "read, shape checked": read_and_check,
        "put into form": put_into_form,
    }
    least = {name: min(seconds(step, texts) for _ in range(wanted.runs)) for name, step in steps.items()}
    for name, took in least.items():
        print(f"{name:<20} {took:7.3f} s   {took / least[next(iter(steps))]:5.2f} x")


def seconds(step: Callable[[str, bytes], None], texts: list[tuple[str, bytes]]) -> float:
    begin = process_time()
    for name, content in texts:
        step(name, content)
    return process_time() - begin


def parse(_: str, content: bytes) -> None:
    parser = CParser(content.decode())
    while parser.get_event() is not None:
        pass


def read(name: str, content: bytes) -> None:
    document, findings = read_document(name, content)
    assert document, findings


def read_and_check(name: str, content: bytes) -> None:
    document, _ = read_document(name, content)
    assert document and not check_shape(document, "system" if name == "system.yaml" else "service")


def put_into_form(name: str, content: bytes) -> None:
    formatted(f"system/{name}", content)


if __name__ == "__main__":
    main()
