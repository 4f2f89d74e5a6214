"""Installing packages: what is sound goes in and argostranslate sees it; all else is refused, without a trace."""

import hashlib
import json
import os
import random
import shutil
import stat
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages_kit import FILES, everything, make_archive, make_folder, metadata

from translator import packages
from translator.errors import ConfigurationError, ModelError
from translator.packages.archive import MEMBERS_LIMIT
from translator.packages.lock import Entry, read_lock, write_lock

TOP = "translate-fr_en-1_0"
SCRIPT = b"#!/bin/sh\nrm -rf ~\nexit\n"


def refused(archive: Path, installed: Path, reason: str, **options: object) -> None:
    """Installing ``archive`` fails for ``reason``, in one line that names it, and leaves everything as it was."""
    root = installed.parent.parent.parent
    before = everything(root)
    with pytest.raises(ModelError, match=reason) as caught:
        packages.install(str(archive), **options)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"{archive}: refused: ")
    assert "\n" not in str(caught.value)
    assert everything(root) == before


def test_a_sound_package_is_installed_locked_and_used(home: Path, installed: Path) -> None:
    archive = make_archive(home / "fr_en.argosmodel")
    seen: list[tuple[int, int | None]] = []
    result = packages.install(str(archive), progress=lambda done, total: seen.append((done, total)))
    assert result.package == packages.find()
    assert result.package.path == installed / TOP
    assert result.sha256 == hashlib.sha256(archive.read_bytes()).hexdigest()
    assert {name: (installed / TOP / name).read_bytes() for name in FILES} == FILES
    assert packages.verify(result.package) == []
    assert everything(installed.parent) == sorted(["packages", *(f"packages/{name}" for name in everything(installed))])
    assert seen[-1][0] == seen[-1][1]


def test_argostranslate_sees_what_we_install_and_no_more(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "a")))
    packages.install(str(make_archive(home / "b", top="translate-en_de-1_0", pair="en_de")))
    packages.remove("translate-en_de-1_0")
    code = (
        "from argostranslate import package as p; print([(x.from_code, x.to_code) for x in p.get_installed_packages()])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[('fr', 'en')]\n"


def test_a_taken_place_is_taken_over_only_when_asked(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "old")))
    new = make_archive(home / "new", version="1.1")
    refused(new, installed, "is there already; remove it first, or say --replace")
    assert packages.install(str(new), replace_existing=True).package.version == "1.1"
    assert packages.verify(packages.find()) == []
    other = make_archive(home / "other", pair="de_en")
    refused(other, installed, "not a package for the same languages", replace_existing=True)


def test_what_argospm_installed_is_not_overwritten(home: Path, installed: Path) -> None:
    make_folder(installed, TOP, "es_en")
    refused(make_archive(home / "a"), installed, "not a package for the same languages", replace_existing=True)


def test_splitters_of_other_programs_are_left_out_and_named(home: Path, installed: Path) -> None:
    extra = {f"{TOP}/stanza/fr/tokenize/gsd.pt": b"pickle", f"{TOP}/minisbd/fr.onnx": b"net", "__MACOSX/x": b""}
    result = packages.install(str(make_archive(home / "a", extra=extra)))
    assert result.left_out == ("stanza/fr/tokenize/gsd.pt",)
    assert (installed / TOP / "minisbd" / "fr.onnx").read_bytes() == b"net"
    assert not (installed / TOP / "stanza").exists()


def test_removing_takes_folder_and_lock_entry(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "a")))
    assert packages.remove(TOP).name == TOP
    assert read_lock(installed) == {}
    assert everything(installed) == ["models.lock"]
    with pytest.raises(ModelError, match="there are: none"):
        packages.remove(TOP)


def test_a_damaged_package_is_named_as_such_and_can_be_removed(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "a")))
    (installed / TOP / "metadata.json").write_text("{", "utf-8")
    for look in (packages.named, packages.use):
        with pytest.raises(ModelError, match=r"metadata\.json: not valid JSON.*; install it again, or delete"):
            look(TOP)
    packages.remove(TOP)
    assert everything(installed) == ["models.lock"]
    with pytest.raises(ModelError, match="no installed or embedded package"):
        packages.named("../models")


@pytest.mark.parametrize("file", ["model/model.bin", "metadata.json"])
def test_what_this_program_installed_is_not_passed_over_when_it_is_damaged(
    home: Path, installed: Path, file: str
) -> None:
    archive = make_archive(home / "a")
    packages.install(str(archive))
    (installed / TOP / file).unlink()
    with pytest.raises(ModelError, match=r"install it again .*--replace.*, or .* models use embedded") as caught:
        packages.find()
    assert str(installed / TOP) in str(caught.value)
    assert packages.install(str(archive), replace_existing=True).package == packages.find()
    assert packages.damaged() == []


def test_what_another_program_deleted_is_not_missed_unless_it_was_chosen(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "a")))
    shutil.rmtree(installed / TOP)
    assert packages.find().origin == "embedded"
    assert packages.damaged() == []


def test_a_damaged_package_gives_way_only_to_its_own_kind(home: Path, installed: Path) -> None:
    packages.install(str(make_archive(home / "a")))
    (installed / TOP / "metadata.json").unlink()
    other = make_archive(home / "other", pair="de_en")
    refused(other, installed, "not a package for the same languages", replace_existing=True)


def test_a_pinned_archive_is_compared(home: Path, installed: Path) -> None:
    archive = make_archive(home / "a")
    refused(archive, installed, "its sha256 is", sha256="0" * 64)
    packages.install(str(archive), sha256=hashlib.sha256(archive.read_bytes()).hexdigest().upper())


def test_the_last_word_of_a_check_refuses(home: Path, installed: Path) -> None:
    def check(package: packages.Package) -> None:
        assert (package.path / "model" / "model.bin").read_bytes() == FILES["model/model.bin"]
        raise ModelError("does not load")

    refused(make_archive(home / "a"), installed, "does not load", check=check)


def mirror(home: Path, *links: str) -> Path:
    """A folder with an index of one package, which can be had at ``links``."""
    folder = home / "the share"
    (folder / "files").mkdir(parents=True, exist_ok=True)
    entry = {"from_code": "fr", "to_code": "en", "package_version": "1.0", "links": list(links)}
    (folder / "index.json").write_text(json.dumps([entry]), "utf-8")
    return folder


@pytest.mark.parametrize("link", ["a b.argosmodel", "a%20b.argosmodel", "files/../a b.argosmodel", "file://", "/"])
@pytest.mark.parametrize("as_address", [False, True])
def test_a_mirror_on_a_share_needs_no_socket(
    home: Path, installed: Path, monkeypatch: pytest.MonkeyPatch, link: str, as_address: bool
) -> None:
    archive = mirror(home) / "a b.argosmodel"
    content = make_archive(archive).read_bytes()
    whole = {"file://": archive.as_uri(), "/": str(archive)}
    folder = mirror(home, "ipfs://x", "gone.argosmodel", whole.get(link, link))
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", folder.as_uri() if as_address else str(folder))
    result = packages.install("fr-en")
    assert packages.verify(result.package) == []
    assert archive.read_bytes() == content, "what lies on the share is not ours to delete"


def test_a_mirror_on_a_share_is_trusted_no_more_than_any_file(
    home: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = mirror(home, "german.argosmodel", "gone.argosmodel", "junk.argosmodel")
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", str(folder))
    make_archive(folder / "german.argosmodel", pair="de_en")
    (folder / "junk.argosmodel").write_bytes(b"junk" * 100)
    with pytest.raises(ModelError, match="none of the 3") as caught:
        packages.install("fr-en")
    for said in ("not the fr-en that was asked for", "gone.argosmodel: no such file", "junk.argosmodel: refused"):
        assert said in str(caught.value)
    assert everything(installed) == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nowhere", "/nowhere/index.json: cannot be read .*ARGOS_PACKAGE_INDEX must name the folder"),
        ("file://server/share", "a file on another machine"),
        ("http://example.org", "only https"),
    ],
)
def test_an_index_that_cannot_be_used(home: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", address)
    with pytest.raises(ModelError, match=said):
        packages.install("fr-en")


@pytest.mark.parametrize("source", ["nothing.argosmodel", "french", "fr-en-de", "../x"])
def test_what_is_neither_file_nor_address_nor_pair(home: Path, source: str) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        packages.install(source)


@pytest.mark.parametrize("url", ["http://example.org/a", "ftp://example.org/a", "file:///etc/passwd", "data://x"])
def test_only_https_is_asked_for(home: Path, url: str) -> None:
    with pytest.raises(ModelError, match="only https"):
        packages.install(url)


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/evil",
        f"{TOP}/../../evil",
        f"{TOP}/model/../../../evil",
        f"{TOP}/model/./model.bin",
        f"{TOP}//evil",
        f"{TOP}\\..\\evil",
        "C:/evil",
        f"{TOP}/C:evil",
        f"{TOP}/evil.py",
        f"{TOP}/model/evil.so",
        f"{TOP}/model/model.bin.",
        f"{TOP}/model/model.bin ",
        f"{TOP}/mödel",
        f"{TOP}/model\u2044x",
        f"{TOP}/\u202enib.ledom",
        f"{TOP}/ｍetadata.json",
        f"{TOP}/a\nb",
        f"{TOP}/sub/metadata.json",
        f"{TOP}/minisbd/CON.onnx",
        f"{TOP}/stanza/aux.txt/x",
        "translate-es_en/metadata.json",
        "metadata.json",
    ],
)
def test_no_member_leaves_its_place(home: Path, installed: Path, name: str) -> None:
    refused(
        make_archive(home / "a", extra={name: b"evil"}), installed, "not allowed|does not belong|not exactly one folder"
    )


@pytest.mark.parametrize(
    "top",
    [
        *("..", ".hidden", "a b", "ünïcode", "-x", "x" * 200, "models.lock."),
        *("CON", "con", "nul.txt", "Aux.1.9", "COM1", "lpt9"),  # devices of Windows, with any ending
        "embedded",  # what commands call the one that comes with the program
    ],
)
def test_the_folder_name_is_plain(home: Path, installed: Path, top: str) -> None:
    refused(make_archive(home / "a", top=top), installed, "not allowed")


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK, stat.S_IFDIR])
def test_links_and_devices(home: Path, installed: Path, kind: int) -> None:
    info = zipfile.ZipInfo(f"{TOP}/LICENSE")
    info.external_attr = (kind | 0o644) << 16
    refused(make_archive(home / "a", extra={info: b"../../etc/passwd"}), installed, "a link or a device")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["model/model.bin", "MODEL/Model.bin", "README.MD"])
def test_members_that_come_twice(home: Path, installed: Path, name: str) -> None:
    refused(make_archive(home / "a", extra={f"{TOP}/{name}": b"other"}), installed, "comes twice")


def test_a_bomb(home: Path, installed: Path) -> None:
    extra = {f"{TOP}/model/vmap.txt": bytes(30_000_000)}
    refused(make_archive(home / "a", extra=extra), installed, "more than 50 times its packed size")


def test_a_large_member_where_a_small_one_belongs(home: Path, installed: Path) -> None:
    extra = {f"{TOP}/LICENSE": random.Random(1).randbytes(1000) * 60_000}
    refused(make_archive(home / "a", extra=extra), installed, "more than the 50,000,000 allowed")


@pytest.mark.parametrize("count", [MEMBERS_LIMIT, 10_000, 70_000])
def test_too_many_members(home: Path, installed: Path, count: int) -> None:
    extra = {f"{TOP}/stanza/{i}": b"" for i in range(count)}
    refused(make_archive(home / "a", extra=extra), installed, "members|Zip64")


@pytest.mark.parametrize("missing", ["model/model.bin", "model/config.json", "sentencepiece.model"])
def test_an_incomplete_package(home: Path, installed: Path, missing: str) -> None:
    refused(make_archive(home / "a", without=missing), installed, "not a complete Argos package")


@pytest.mark.parametrize(
    "code", ["../../x", "", "e\nn", "en\x1b[2J", "\u202een", "e", "x" * 9, "en-", "en\n", "en/fr", "e n"]
)
def test_a_language_code_looks_like_one(home: Path, installed: Path, code: str) -> None:
    archive = make_archive(home / "a", pair=f"fr_{code}")
    refused(archive, installed, "to_code .*is not the code of a language|to_code is missing")


@pytest.mark.parametrize("pair", ["en_zt", "en_pt-BR", "en_zh_Hans", "en_sr-Latn-RS"])
def test_codes_of_scripts_and_regions_are_language_codes(home: Path, installed: Path, pair: str) -> None:
    assert packages.install(str(make_archive(home / "a", pair=pair))).package.target_lang == pair[3:]


def sizes_that_lie(content: bytes) -> bytes:
    """The table of contents says of every member that it has one byte less."""
    at = content.index(b"PK\1\2")
    while (at := content.find(b"PK\1\2", at)) >= 0:
        (size,) = struct.unpack_from("<L", content, at + 24)
        content = content[: at + 24] + struct.pack("<L", max(size - 1, 0)) + content[at + 28 :]
        at += 46
    return content


def sizes_that_boast(content: bytes) -> bytes:
    at = content.index(b"PK\1\2")
    (size,) = struct.unpack_from("<L", content, at + 24)
    return content[: at + 24] + struct.pack("<L", size + 1) + content[at + 28 :]


def flags(content: bytes) -> bytes:
    """Every member is said to be encrypted."""
    at = content.index(b"PK\1\2")
    return content[: at + 8] + b"\1" + content[at + 9 :]


def method(content: bytes) -> bytes:
    at = content.index(b"PK\1\2")
    return content[: at + 10] + struct.pack("<H", 12) + content[at + 12 :]


def directory_that_boasts(content: bytes) -> bytes:
    return content[:-10] + struct.pack("<L", 2_000_000_000) + content[-6:]


def script_before(content: bytes) -> bytes:
    return SCRIPT + content


def script_before_with_offsets_set_right(content: bytes) -> bytes:
    """As zip -A does it for archives that unpack themselves."""
    at = start = content.index(b"PK\1\2")
    while (at := content.find(b"PK\1\2", at)) >= 0:
        (offset,) = struct.unpack_from("<L", content, at + 42)
        content = content[: at + 42] + struct.pack("<L", offset + len(SCRIPT)) + content[at + 46 :]
        at += 46
    return SCRIPT + content[:-6] + struct.pack("<L", start + len(SCRIPT)) + content[-2:]


SPOILERS: list[Callable[[bytes], bytes]] = [
    sizes_that_lie,
    sizes_that_boast,
    flags,
    method,
    directory_that_boasts,
    lambda content: content[:-1],
    lambda content: content[: len(content) // 2],
    lambda content: content[:10],
    lambda content: b"",
    lambda content: content + b"tail",
    script_before,
    script_before_with_offsets_set_right,
    lambda content: b"no zip file at all" * 100,
    lambda content: content.replace(b"weights", b"WEIGHTS").replace(FILES["README.md"][:4], b"xxxx"),
]


@pytest.mark.parametrize("spoil", SPOILERS)
def test_archives_that_lie_or_are_cut(home: Path, installed: Path, spoil: Callable[[bytes], bytes]) -> None:
    archive = make_archive(home / "a")
    content = archive.read_bytes()
    # Stored, so that a change of the content is one of the member and not of its packing.
    with zipfile.ZipFile(archive) as packed, zipfile.ZipFile(home / "stored", "w") as plain:
        for info in packed.infolist():
            plain.writestr(info.filename, packed.read(info))
    for source in (content, (home / "stored").read_bytes()):
        if spoil(source) != source:
            archive.write_bytes(spoil(source))
            refused(archive, installed, "refused")


def test_an_archive_swapped_after_it_was_read_changes_nothing(home: Path, installed: Path) -> None:
    archive = make_archive(home / "a")
    sha = hashlib.sha256(archive.read_bytes()).hexdigest()
    evil = make_archive(home / "evil", version="6.6.6").read_bytes()

    def swap(done: int, total: int | None) -> None:
        archive.write_bytes(evil)

    result = packages.install(str(archive), sha256=sha, progress=swap)
    assert result.package.version == "1.0"
    assert packages.verify(result.package) == []


def test_a_folder_that_cannot_be_written(home: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "file" / "packages"))
    with pytest.raises(ModelError, match="cannot be installed into"):
        packages.install(str(make_archive(home / "a")))


def test_a_spoilt_lock_stops_the_installer_before_anything_is_moved(home: Path, installed: Path) -> None:
    (installed / "models.lock").write_text("{", "utf-8")
    refused(make_archive(home / "a"), installed, r"models\.lock: cannot be read")


def test_a_lock_that_cannot_be_written_undoes_all(home: Path, installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages.install(str(make_archive(home / "old")))
    new = make_archive(home / "new", version="1.1")

    def full(folder: Path, entries: Mapping[str, Entry]) -> None:
        if folder == installed and entries[TOP].version == "1.1":
            raise OSError(28, "No space left on device")
        write_lock(folder, entries)

    before = everything(home)
    monkeypatch.setattr(sys.modules["translator.packages.lock"], "write_lock", full)
    with pytest.raises(ModelError, match="No space left on device"):
        packages.install(str(new), replace_existing=True)
    assert everything(home) == before
    assert packages.find().version == "1.0"
    assert packages.verify(packages.find()) == []


def test_two_installers_take_turns(home: Path, installed: Path) -> None:
    german = make_archive(home / "b", top="translate-de_en-1_0", pair="de_en")
    second: list[Future[packages.Installed]] = []

    def check(package: packages.Package) -> None:
        second.append(pool.submit(packages.install, str(german)))
        time.sleep(0.2)
        assert not second[0].done()

    with ThreadPoolExecutor(1) as pool:
        packages.install(str(make_archive(home / "a")), check=check)
        second[0].result()
    assert set(read_lock(installed)) == {TOP, "translate-de_en-1_0"}


def test_an_interruption_leaves_nothing(home: Path, installed: Path) -> None:
    archive = make_archive(home / "a")
    before = everything(home)

    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        packages.install(str(archive), progress=interrupt)
    assert everything(home) == before


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_archive_is_refused_or_gives_the_package_as_it_was(
    home: Path, installed: Path, changes: list[tuple[int, int]]
) -> None:
    archive = make_archive(home / "a")
    content = bytearray(archive.read_bytes())
    for at, byte in changes:
        content[at % len(content)] = byte
    archive.write_bytes(content)
    before = everything(home)
    try:
        result = packages.install(str(archive))
    except ModelError:
        pass
    else:
        kept = {
            name: (result.package.path / name).read_bytes() for name in FILES if (result.package.path / name).exists()
        }
        assert kept.items() <= FILES.items()
        packages.remove(result.package.name)
        (installed / "models.lock").unlink()
        shutil.rmtree(home / "state")
    assert everything(home) == before


def serve_another_pair(package: Path) -> None:
    (package / "metadata.json").write_bytes(metadata("de_en"))


def unlink_metadata(package: Path) -> None:
    (package / "metadata.json").unlink()


def change_weights(package: Path) -> None:
    (package / "model" / "model.bin").write_bytes(b"weightz" * 50)


def lose_the_word_list(package: Path) -> None:
    (package / "model" / "shared_vocabulary.json").unlink()


@pytest.mark.parametrize("lock", ["as it was", "gone", "empty", "without a package", "of the changed package"])
@pytest.mark.parametrize("spoil", [serve_another_pair, unlink_metadata, change_weights, lose_the_word_list])
def test_what_was_installed_is_remembered_apart_from_the_lock_beside_it(
    home: Path, installed: Path, spoil: Callable[[Path], None], lock: str
) -> None:
    """No model takes the place of a damaged one in silence, and no damaged one is used, whatever became of the lock."""
    archive = make_archive(home / "a")
    packages.install(str(archive))
    spoil(installed / TOP)
    if lock == "gone":
        (installed / "models.lock").unlink()
    elif lock == "of the changed package":
        entry = read_lock(installed)[TOP]
        shas = {
            path.relative_to(installed / TOP).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in (installed / TOP).rglob("*.*")
        }
        write_lock(installed, {TOP: Entry(entry.version, shas, entry.code)})
    elif lock != "as it was":
        (installed / "models.lock").write_text("" if lock == "empty" else '{"schema": 1, "packages": {}}', "utf-8")
    with pytest.raises(ModelError, match=r"install|delete it and") as caught:
        packages.identify(packages.find())
    assert str(installed) in str(caught.value)
    assert "\n" not in str(caught.value)
    if lock == "empty":
        (installed / "models.lock").unlink()  # as the error says
    assert packages.install(str(archive), replace_existing=True).package == packages.find()
    assert packages.identify(packages.find()).locked
    assert packages.verify(packages.find()) == []
    assert packages.damaged() == []


def test_what_is_remembered_of_another_folder_says_nothing_of_this_one(
    home: Path, installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.install(str(make_archive(home / "a")))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "elsewhere"))
    change_weights(make_folder(home / "elsewhere", TOP))
    assert packages.state(packages.find()) == "not locked"


def test_a_package_of_argospm_that_is_damaged_is_not_replaced_in_silence_unless_another_was_chosen(
    home: Path, installed: Path
) -> None:
    unlink_metadata(make_folder(installed, "translate-fr_en-1_9"))
    with pytest.raises(ModelError, match=r"metadata\.json: cannot be read .* models use embedded"):
        packages.find()
    assert [one.code for one in packages.damaged()] == ["fr-en"]
    packages.use("embedded")
    assert packages.find().origin == "embedded"
    assert packages.damaged() == []


@pytest.mark.parametrize("place", ["packages", "state"])
def test_what_cannot_be_noted_is_neither_installed_nor_removed(home: Path, installed: Path, place: str) -> None:
    """A folder stands where the note should go: also root cannot write it."""
    archive = make_archive(home / "a")
    packages.install(str(archive))
    copy = next((home / "state").rglob("models.lock"))
    lock = copy if place == "state" else installed / "models.lock"
    before = everything(home)
    fresh = lock.with_name(f".models.lock.{os.getpid()}.new")
    fresh.mkdir()
    with pytest.raises(ModelError, match="cannot be installed into"):
        packages.install(str(make_archive(home / "a", version="1.1")), replace_existing=True)
    with pytest.raises(ModelError, match="cannot be removed"):
        packages.remove(TOP)
    fresh.rmdir()
    assert everything(home) == before
    assert packages.find().version == "1.0"
    assert packages.verify(packages.find()) == []


def test_what_a_killed_installer_left_is_cleared_away(home: Path, installed: Path) -> None:
    make_folder(installed.parent / ".translator-install-killed", TOP)
    packages.install(str(make_archive(home / "a")))
    assert everything(installed.parent) == sorted(["packages", *(f"packages/{name}" for name in everything(installed))])
