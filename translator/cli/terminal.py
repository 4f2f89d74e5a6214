"""The one place that prints. What comes from files, names, packages or glossaries may give a terminal no orders."""

import contextlib
import re
import sys
from collections.abc import Iterator

import click

from translator.errors import OutputError

# Control characters but for line breaks and tabs, and those that turn the direction of writing.
_ORDERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")


def harmless(text: str) -> str:
    """The text with what would move, colour or rename a terminal escaped.

    >>> harmless("\\x1b[2Jport\\u202e.txt")
    '\\\\x1b[2Jport\\\\u202e.txt'
    """
    return _ORDERS.sub(lambda match: match[0].encode("unicode_escape").decode(), text)


def say(text: str, err: bool = False) -> None:
    """Print a message for people, harmless wherever it goes: logs are read on terminals, too.

    Raises OutputError where standard output takes no more; BrokenPipeError as ``pour``. What standard error does not
    take is lost: nobody can be told.
    """
    with contextlib.suppress(OSError) if err else _standard_output():
        click.echo(harmless(text), err=err)


def pour(data: bytes) -> None:
    """Write a result to standard output: to the last byte into a pipe or file, harmless on a terminal.

    Raises OutputError; BrokenPipeError where the reader of the pipe has seen enough, which is no error (see cli.main).
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with -o")
    if sys.stdout.isatty():
        data = harmless(data.decode("utf-8", "backslashreplace")).encode()
    with _standard_output():
        sys.stdout.buffer.write(data)
        sys.stdout.flush()


@contextlib.contextmanager
def _standard_output() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output cannot be written: {error.strerror}") from error
