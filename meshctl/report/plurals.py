"""Numbers of things in words: one of a thing, or several. Pure."""


def counted(number: int, one: str, several: str = "") -> str:
    """`1 event`, `2 events`; `several` is for what takes more than an s: `2 buses`."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"
