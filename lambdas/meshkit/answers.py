"""What may be a handler, and which answer says that it has handled an event. Calls nothing.

A handler is a plain function of one event that does all of its work before it returns, and answers None. What would only begin the
work when somebody awaits it or goes through it is none: nobody would, and the event would be gone.
"""

import inspect
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from types import FunctionType, MethodType

from meshkit.errors import NotAHandler, NotHandled

_Cached = type(lru_cache(lambda: None))
_LONGEST_CHAIN = 100
_UNAWAITED = "was never awaited"
_LATER: dict[str, Callable[[object], bool]] = {
    "a coroutine function (async def)": inspect.iscoroutinefunction,
    "an asynchronous generator": inspect.isasyncgenfunction,
    "a generator (it has a yield)": inspect.isgeneratorfunction,
    "a class": inspect.isclass,
}


def refuse_what_is_no_handler(handle: object) -> None:
    """Raises NotAHandler for what a call would not run to its end, as far as that can be known before.

    A function that wraps such a one may well run it to its end: what that answers is looked at when it is called.
    """
    called = handle
    for _ in range(_LONGEST_CHAIN):
        if not callable(called) and not isinstance(called, staticmethod | classmethod):
            raise NotAHandler(f"a handler is a function of one event, and {_a(called)} cannot be called")
        for kind, is_so in _LATER.items():
            if is_so(called):
                raise NotAHandler(f"a handler is a plain function, and this is {kind}: a call alone handles nothing")
        inner = _called_by(called)
        if inner is called:
            break
        called = inner
    _refuse_other_arguments(handle)


def refuse_unfinished(answer: object) -> None:
    """Raises NotHandled for every answer but None, and says its type alone."""
    if answer is None:
        return
    if inspect.iscoroutine(answer):
        answer.close()  # or Python would warn that nobody awaited it
    raise NotHandled(
        f"the handler answered {_a(answer)}: a handler does all of its work before it returns, and answers None"
    )


@contextmanager
def refusing_unawaited() -> Iterator[None]:
    """Raises NotHandled behind the block where a coroutine was dropped in it that nobody has awaited: the work that it was to do is not done.

    Python only warns of that, once for each place, when nothing holds the coroutine any more.
    """
    dropped: list[str] = []
    before = sys.unraisablehook

    def notice(told: "sys.UnraisableHookArgs") -> None:
        if told.exc_type is RuntimeWarning and str(told.exc_value).endswith(_UNAWAITED):
            dropped.append(str(told.exc_value))
        else:
            before(told)

    with warnings.catch_warnings():
        warnings.filterwarnings("error", f".*{_UNAWAITED}$", RuntimeWarning)
        sys.unraisablehook = notice
        try:
            yield
        finally:
            sys.unraisablehook = before if sys.unraisablehook is notice else sys.unraisablehook
    if dropped:
        raise NotHandled(f"the handler came back, and {dropped[0]}: run it to its end, such as with asyncio.run")


def _refuse_other_arguments(handle: object) -> None:
    """Of a function or a method that another call would fit. One that wraps another is asked for its own: it gives that what it likes."""
    if not isinstance(handle, FunctionType | MethodType):
        return
    arguments = inspect.signature(handle, follow_wrapped=False)
    try:
        arguments.bind(None)
    except TypeError:
        taken = ", ".join(arguments.parameters) or "nothing"
        raise NotAHandler(f"a handler is a function of one event, and this one takes {taken:.100}") from None


def _called_by(called: object) -> object:
    """What a call of `called` calls in the end; itself, where it is that or nobody can know."""
    if isinstance(called, partial):
        return called.func
    if isinstance(called, MethodType | staticmethod | classmethod):
        return called.__func__
    if isinstance(called, _Cached):
        return called.__wrapped__
    if inspect.isroutine(called):
        return called
    return getattr(type(called), "__call__", called)  # noqa: B004  the class's: a call of an instance asks for no other


def _a(value: object) -> str:
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"
