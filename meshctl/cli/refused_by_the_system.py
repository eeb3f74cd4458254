"""What to tell of an error of the operating system that no adapter understands better. Pure."""

import errno

_WAYS_OUT = {
    (errno.ENOSPC, errno.EDQUOT, errno.EFBIG): "make room on the disk, then run the command again",
    (errno.EACCES, errno.EPERM): "see that you may read it, or write to it and its directory",
    (errno.EROFS,): "it can only be read: work in a directory that you may write to",
    (
        errno.EMFILE,
        errno.ENFILE,
    ): "too many files are open at once: raise the limit (ulimit -n), or close other programs",
    (errno.ENOMEM, errno.EAGAIN): "memory or processes have run out: close other programs, then run the command again",
    (errno.ENAMETOOLONG,): "use shorter names, or a catalogue that lies less deep",
}
_FULL, *_ = _WAYS_OUT


def refused_by_the_system(error: OSError) -> tuple[str, str]:
    """A sentence and a way out. What writes a file says which; a disk that is full without one is the output's."""
    where = f'"{error.filename}"' if error.filename else "standard output" if error.errno in _FULL else ""
    ways_out = (way_out for numbers, way_out in _WAYS_OUT.items() if error.errno in numbers)
    way_out = next(ways_out, "mend that and run the command again: what is done stays done")
    return ": ".join(filter(None, (where, error.strerror or str(error)))), way_out
