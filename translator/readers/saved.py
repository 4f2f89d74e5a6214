"""Our own JSON (schema in ``translator.document``): a saved, perhaps hand-edited article comes back as it was."""

from translator.document import Article
from translator.document.saved import from_json
from translator.errors import InputError
from translator.readers.encoding import decode


def read(data: bytes, name: str) -> list[Article]:
    """The saved article; its format and metadata stay those of the file it was first read from. Raises InputError."""
    try:
        return [from_json(decode(data, name))]
    except InputError as error:
        message = str(error)
        raise InputError(message if message.startswith(f"{name}: ") else f"{name}: {message}") from error
