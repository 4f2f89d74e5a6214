"""``python -m translator``, and the installed command."""

import signal


def run() -> None:
    """Run the command line. Ctrl-C while its modules are loaded ends it without a word: nothing has begun."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a job in the background ignores it
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from translator import cli

    cli.run()


if __name__ == "__main__":
    run()
