"""The command line: parses, calls, prints, exits; decides nothing.

``main`` is the only place where errors become messages and exit codes.
"""

import io
import os
import signal
import sys
from collections.abc import Sequence

import click

from translator import __version__
from translator.cli.batch import batch
from translator.cli.evaluate import evaluate
from translator.cli.glossary import glossary
from translator.cli.models import models
from translator.cli.terminal import say
from translator.cli.translate import translate
from translator.errors import TranslatorError

EXIT_CODES = """\b
Exit codes:
  0    all well
  1    done, but with notices (only with --strict), some files of a batch failed, or a glossary
       check found a conflict
  2    wrong usage or configuration, or an output that cannot be written
  3    an input that cannot be read, or is not French
  4    a model that is missing or damaged
  130  interrupted
"""


class _Commands(click.Group):
    """Who names a file where a command belongs is told which one was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            if args and ("." in args[0] or os.path.exists(args[0])):  # noqa: PTH110 - Path.exists() raises for a NUL
                said = f"{error.message} Did you mean `translator translate {args[0]}`?"
                raise click.UsageError(said, ctx) from error
            raise


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, prog_name="translator")
def cli() -> None:
    """French news into English, on this machine alone: bilingual DOCX, house-style names, every change accounted for.

    \b
    Start with:
      translator translate article.txt            a bilingual DOCX beside the article
      translator translate --help                 formats, layouts, glossaries
    """


for command in (translate, batch, models, glossary, evaluate):
    cli.add_command(command)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; prints one line for each error that a user can meet."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold bytes that no encoding knows; a message about such a file must not fail itself.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(args=None if argv is None else list(argv), prog_name="translator", standalone_mode=False)
    except click.ClickException as error:
        usage = io.StringIO()
        error.show(usage)
        say(usage.getvalue().rstrip(), err=True)
        return error.exit_code
    except TranslatorError as error:
        say(f"translator: {' '.join(str(error).split())}", err=True)
        return error.exit_code
    except BrokenPipeError:
        return 0  # the reader of our standard output has seen enough (head, less)
    except OSError as error:  # of a file that nobody foresaw would fail: a disk that is full or breaks
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        say(f"translator: {where}{error.strerror or error}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        say("translator: interrupted; no unfinished file was left behind", err=True)
        return 130
    return code if isinstance(code, int) else 0


def run() -> None:
    """The installed command. After an interrupt the process ends at once: a decoder may still be computing.

    Being told to end (SIGTERM; SIGHUP, when the terminal goes) is an interrupt like Ctrl-C, unless they are ignored.
    Once all is done, none of them makes the command say that it was not.
    """
    _furnish()
    ends = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    try:
        for number in ends:
            if signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, signal.default_int_handler)
        code = main()
        for number in ends:
            signal.signal(number, signal.SIG_IGN)
    except KeyboardInterrupt:  # in the moment before ``main`` listens, or after it
        code = 130
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:  # said already; Python must not try again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    if code == 130:
        os._exit(code)
    sys.exit(code)


def _furnish() -> None:
    """Give the process what any has, where a service or a job was started without.

    A stream that is closed (``>&-``) leaves its number to the next file that is opened, and what a library prints would
    land in that. A user with neither HOME nor an entry among the users has a home that is not there, as "nobody" has.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free: this one
    if sys.stderr is None:  # there is nobody to tell
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - to the end
    if os.path.expanduser("~") == "~":  # noqa: PTH111 - Path.home() raises
        os.environ["HOME"] = "/nonexistent"
