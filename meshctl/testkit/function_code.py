"""A function's own code in this process: imported as Lambda imports it, with modules that nobody else has.

Changes `sys.path`, `sys.modules` and the environment for as long as that code runs.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module, invalidate_caches
from pathlib import Path
from types import ModuleType
from typing import Any

from meshctl.errors import NotFound

_EVERYBODYS = sys.stdlib_module_names | {"meshkit"}


class FunctionCode:
    """The code in the directory `source`. What lies there is imported once, also where the function does so late.

    It runs `within` what that makes around it, the environment set.
    """

    def __init__(
        self,
        source: Path,
        environment: Mapping[str, str],
        within: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._source, self._environment, self._within = source, environment, within
        self._names = {*_modules_in(source)} - _EVERYBODYS
        self._modules: dict[str, ModuleType] = {}

    def handler(self, handler: str) -> Any:
        """`handler.handle`, or `package.module.handle`. Raises `NotFound`, and what the code raises."""
        module, _, name = handler.replace("/", ".").rpartition(".")
        invalidate_caches()  # a test may just have written it
        try:
            with self.running():
                return getattr(import_module(module), name)
        except ModuleNotFoundError as error:
            if error.name and f"{module}.".startswith(f"{error.name}."):
                raise NotFound(
                    handler, f"there is no {module} in {self._source}", "install what the function requires"
                ) from error
            raise

    @contextmanager
    def running(self) -> Iterator[None]:
        """Within the block it finds its own modules, and the environment is that of the function."""
        before, paths, others = dict(os.environ), [*sys.path], self._taken_out()
        os.environ |= self._environment
        sys.path.insert(0, str(self._source))
        sys.modules |= self._modules
        try:
            with self._within():
                yield
        finally:
            os.environ.clear()
            os.environ |= before
            sys.path[:] = paths
            self._modules = self._taken_out()
            sys.modules |= others

    def _taken_out(self) -> dict[str, ModuleType]:
        named = [name for name in sys.modules if name.partition(".")[0] in self._names]
        return {name: sys.modules.pop(name) for name in named}


def _modules_in(source: Path) -> Iterator[str]:
    """What Python would import from there."""
    for path in source.iterdir():
        if path.suffix in (".py", ".so") or (path.is_dir() and any(path.rglob("*.py"))):
            yield path.name.partition(".")[0]
