"""Every error that ends a run, each with its exit code; the command line turns them into one line each, in one place.

    TranslatorError            (never raised itself)
    ├── ConfigurationError  2  wrong option, settings file or combination of them
    │   ├── GlossaryError   2  a glossary file that cannot be used; names file:line
    │   └── OutputError     2  the result cannot be written where it should go
    ├── InputError          3  a file that cannot be read as an article
    │   └── LanguageError   3  an article that is not in the source language
    └── ModelError          4  a model package that is missing, damaged or unusable

Anything that the reader of the result should know, but that does not stop the work, is not an error but a
``document.Notice``.
"""


class TranslatorError(Exception):
    """Base of all errors of this package. ``str(error)`` is one line: what, where, what to do."""

    exit_code = 1


class ConfigurationError(TranslatorError):
    """Wrong usage or configuration."""

    exit_code = 2


class GlossaryError(ConfigurationError):
    """A glossary that cannot be used. The message begins with ``file:line:``, or ``file:`` where there is none."""


class OutputError(ConfigurationError):
    """The output cannot be written (exists already, no permission, disk full)."""


class InputError(TranslatorError):
    """The input cannot be read as an article."""

    exit_code = 3


class LanguageError(InputError):
    """The article is not in the source language."""


class ModelError(TranslatorError):
    """A model package is missing, damaged or unusable."""

    exit_code = 4
