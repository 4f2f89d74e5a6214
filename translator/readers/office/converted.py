"""Old Word files, Works and Pages: LibreOffice makes a Word file of them where it is installed, and that is read.

It runs without its window, in a folder of its own that is gone afterwards, runs no macro and follows no link.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path, PurePath

from translator.document import Article
from translator.errors import InputError
from translator.readers.office import docx

TIMEOUT = 120  # seconds; a book takes ten
_PLACES = (  # where installers put it without telling the shell
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
)
_STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "MatOST", "CONTENTS"))
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def read(data: bytes, name: str) -> list[Article]:
    """The articles of the Word file that LibreOffice makes of it. Raises InputError, also where there is none."""
    suffix = PurePath(name).suffix.lower()
    suffix = suffix if suffix in (".wps", ".pages") else ".doc"
    if suffix != ".pages" and not any(stream in data for stream in _STREAMS):
        raise InputError(f"{name}: no text document of Word or Works; save the article as .docx or .txt")
    program = shutil.which("soffice") or next((place for place in _PLACES if Path(place).is_file()), None)
    if program is None:
        raise InputError(f"{name}: {suffix} is read with LibreOffice: install it, or save the article as .docx")
    try:
        with tempfile.TemporaryDirectory(prefix="translator-", ignore_cleanup_errors=True) as folder:
            made = _convert(program, Path(folder), data, suffix)
    except OSError as error:  # no room for it, or no program
        raise InputError(f"{name}: LibreOffice cannot be given it ({error.strerror or error})") from error
    if made is None:
        raise InputError(
            f"{name}: LibreOffice could not read it (damaged, or protected by a password?); save it as .docx"
        )
    return [replace(article, format=suffix[1:]) for article in docx.read(made, name)]


def _convert(program: str, folder: Path, data: bytes, suffix: str) -> bytes | None:
    """The Word file, None where none came."""
    source, made = folder / f"article{suffix}", folder / "made"
    source.write_bytes(data)
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(made), str(source)]
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nothing, stdout=nothing, stderr=nothing, cwd=folder, start_new_session=True
    )
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _end(process)
    with contextlib.suppress(OSError):
        return (made / "article.docx").read_bytes()
    return None


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program and those that it started, if they are still there."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
