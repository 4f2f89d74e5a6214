"""What a batch takes for its input, how it reads a file that moves, and how it never asks an engine twice."""

import os
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.batch.contents import load
from translator.batch.item import Item
from translator.batch.names import folder_of, printable, shorten
from translator.batch.sources import collect
from translator.batch.state import State
from translator.errors import ConfigurationError, InputError


def tree(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")


def names(items: list[Item]) -> list[str]:
    return [item.name for item in items]


def refused(items: list[Item]) -> dict[str, str]:
    return {item.name: item.refused for item in items if item.refused}


def test_a_folder_is_read_to_its_depth_and_our_own_folders_are_rows(tmp_path: Path) -> None:
    tree(tmp_path, "b.txt", "a/c.md", "a/_done/old.txt", "_done/x.txt", "_error/y.txt", "out/z.docx", ".translator/s")
    tree(tmp_path, "a/last night/.translator/state.sqlite", "a/last night/c.fr-en.docx")
    items = collect([str(tmp_path)], tmp_path / "out")
    assert set(names(items)) - refused(items).keys() == {"a/_done/old.txt", "a/c.md", "b.txt"}
    assert {item.name for item in items if item.is_folder} == {"_done", "_error", "a/last night", "out"}
    assert all(item.kind == "ours" for item in items if item.is_folder)


def test_a_named_format_is_read_whatever_the_extension(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.dat")
    assert refused(collect([str(tmp_path / "in")], tmp_path / "out")) == {"a.dat": "not a format that is read: .dat"}
    assert not refused(collect([str(tmp_path / "in")], tmp_path / "out", any_name=True))


def test_links_and_odd_files_are_rows(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "else/b.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/nothing.txt").symlink_to("gone")
    (tmp_path / "in/same.txt").symlink_to(tmp_path / "else/b.txt")
    os.mkfifo(tmp_path / "in/pipe.txt")
    tree(tmp_path, "in/film.mp4", "in/wire", "in/wire.0045", "in/item.xml")
    items = collect([str(tmp_path / "in")], tmp_path / "out")
    assert set(names(items)) - refused(items).keys() == {"a.txt", "same.txt", "wire", "wire.0045", "item.xml"}
    assert refused(items) == {
        "film.mp4": "not a format that is read: .mp4",
        "loop": "a link to a folder: not followed",
        "nothing.txt": "a link to nothing",
        "pipe.txt": "not an ordinary file (a pipe, socket or device)",
    }


def test_a_link_to_itself_is_a_row_wherever_it_is_named(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    (tmp_path / "in/b.txt").symlink_to("b.txt")
    for named in ("in", "in/b.txt", "in/b*"):
        items = collect([str(tmp_path / named)], tmp_path / "out")
        assert refused(items) == {"b.txt": "a link to itself"}
        assert items[-1].mtime > 1e9  # when the link was made: it did not arrive in 1970
    with pytest.raises(ConfigurationError, match="no such"):
        collect([str(tmp_path / "in/b.txt/c")], tmp_path / "out")


def test_what_systems_leave_beside_files_is_skipped_and_not_a_failure(tmp_path: Path) -> None:
    litter = ("__MACOSX/x.txt", "._a.txt", "x/.DS_Store", "x/~$a.docx", "Thumbs.db", "desktop.ini", ".~lock.a.odt#")
    tree(tmp_path, "in/a.txt", *(f"in/{name}" for name in litter))
    with zipfile.ZipFile(tmp_path / "in/z.zip", "w") as archive:
        for name in ("a.txt", *litter):
            archive.writestr(name, "Bonjour")
    items = collect([str(tmp_path / "in")], tmp_path / "out")
    assert {item.name for item in items if not item.refused} == {"a.txt", "z.zip/a.txt"}
    assert {item.kind for item in items if item.refused} == {"litter"}
    assert len(items) == 2 * (1 + len(litter))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("in/*.txt", ["a.txt"]),
        ("in/**/*.txt", ["a.txt", "x/b.txt", "x/y/c.txt"]),
        ("in/x*", ["x/b.txt", "x/d.md", "x/y/c.txt"]),
        ("in/[ab].*", ["a.txt"]),
        ("in/*.none", []),
    ],
)
def test_globs(tmp_path: Path, pattern: str, found: list[str]) -> None:
    tree(tmp_path, "in/a.txt", "in/x/b.txt", "in/x/y/c.txt", "in/x/d.md")
    assert names(collect([str(tmp_path / pattern)], tmp_path / "out")) == found


def test_several_inputs_are_mirrored_from_the_folder_above_them(tmp_path: Path) -> None:
    tree(tmp_path, "afp/a.txt", "dpa/a.txt", "c.txt")
    inputs = [str(tmp_path / name) for name in ("afp", "dpa", "c.txt")]
    assert names(collect(inputs, tmp_path / "out")) == ["afp/a.txt", "c.txt", "dpa/a.txt"]
    assert names(collect(inputs[:1], tmp_path / "out", base=tmp_path)) == ["afp/a.txt"]
    with pytest.raises(ConfigurationError, match="--base"):
        collect(inputs, tmp_path / "out", base=tmp_path / "afp")


def test_members_of_archives_are_items_and_climbing_ones_are_refused(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt")
    with zipfile.ZipFile(tmp_path / "in/day.zip", "w") as archive:
        for name in ("x/b.txt", "../up.txt", "/root.txt", "c:\\win.txt", "..\\back.txt", "more.zip", "clip.avi", "x/"):
            archive.writestr(name, "Bonjour")
    items = collect([str(tmp_path / "in")], tmp_path / "out")
    assert set(names(items)) - refused(items).keys() == {"a.txt", "day.zip/x/b.txt"}
    assert sum("leads out of the archive" in reason for reason in refused(items).values()) == 4
    assert all(".." not in Path(name).parts for name in names(items))
    good = next(item for item in items if item.member == "x/b.txt")
    assert load(good.path, good.member) == b"Bonjour"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_each_read_and_none_hides_another(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "day.zip", "w") as archive:
        for name, text in (("../x.txt", "dehors"), ("x.txt", "un"), ("x.txt", "deux"), ("x~2.txt", "trois")):
            archive.writestr(name, text)
        archive.writestr("../x.txt", "encore")
    items = collect([str(tmp_path / "day.zip")], tmp_path / "out")
    read = {item.name: load(item.path, item.member) for item in items if not item.refused}
    assert read == {"day.zip/x.txt": b"deux", "day.zip/x~2.txt": b"trois", "day.zip/x~3.txt": b"un"}
    assert len(refused(items)) == 2
    assert len(set(names(items))) == 5


@pytest.mark.parametrize("inside", [(), ("dossier/",), ("__MACOSX/._a.txt",)])
def test_an_archive_without_a_file_is_a_row(tmp_path: Path, inside: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "vide.zip", "w") as archive:
        for name in inside:
            archive.writestr(name, "")
    items = collect([str(tmp_path)], tmp_path / "out")
    assert refused(items)["vide.zip"] == "there is no file in the archive"
    assert len(items) == 1 + sum(not name.endswith("/") for name in inside)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=300),
        unique=True,
        max_size=12,
    )
)
def test_results_never_share_a_name_and_never_have_too_long_a_one(parts: list[str]) -> None:
    wanted = [f"dossier/{part}" for part in parts if part not in (".", "..")]
    stems = assigned(State(None), wanted)
    assert len({stem.casefold() for stem in stems.values()}) == len(wanted)
    assert all(len(os.fsencode(stem)) <= 220 and "/" not in stem for stem in stems.values())
    state = State(None)
    assert assigned(state, list(reversed(wanted))) == stems
    assert assigned(state, [*wanted, "dossier/zzz.txt", "dossier/0.txt"]).items() >= stems.items()


def assigned(state: State, names: list[str]) -> dict[str, str]:
    state.assign(names)
    return {name: state.stem(name) for name in names}


def test_long_folders_are_shortened_and_stay_apart() -> None:
    one, other = (folder_of(f"{'é' * 200}{n}/a.txt") for n in (1, 2))
    assert one != other
    assert len(os.fsencode(one)) <= 255
    assert shorten("x" * 255) == "x" * 255


def test_shown_names_are_one_printable_line() -> None:
    assert printable("a\n\u202e\udce9\x1b[31m") == "a\\n\\u202e\\udce9\\x1b[31m"


def test_a_file_that_grows_while_it_is_read_is_refused_and_read_when_it_is_complete(tmp_path: Path) -> None:
    path, stop = tmp_path / "a.txt", threading.Event()
    path.write_bytes(b"x" * 50_000_000)

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"y")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(InputError, match="still being written"):
            _read_on(path)
    finally:
        stop.set()
        writer.join()
    assert len(load(path)) == path.stat().st_size


def _read_on(path: Path) -> None:
    for _ in range(100):  # a busy machine may not let the writer write for the time of a few readings
        assert load(path).lstrip(b"x").strip(b"y") == b""


def test_reading_a_pipe_or_a_folder_never_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "gone"):
        with pytest.raises(InputError):
            load(path)


def test_no_link_is_followed_in_a_drop_folder(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "else/b.txt")
    (tmp_path / "in/b.txt").symlink_to(tmp_path / "else/b.txt")
    with zipfile.ZipFile(tmp_path / "else/c.zip", "w") as archive:
        archive.writestr("c.txt", "un")
    (tmp_path / "in/c.zip").symlink_to(tmp_path / "else/c.zip")
    items = collect([str(tmp_path / "in")], tmp_path / "out", links=False)
    reason = "a link: none is followed in a drop folder"
    assert refused(items) == {"b.txt": reason, "c.zip": reason}
    assert all(item.path.parent == tmp_path / "in" for item in items)  # the link is put away, not what it leads to
    followed = collect([str(tmp_path / "in")], tmp_path / "out")
    assert (names(followed), refused(followed)) == (["a.txt", "b.txt", "c.zip/c.txt"], {})
    assert all(load(item.path, item.member) for item in followed)


def test_a_file_that_has_become_a_link_is_not_read(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.txt", "else/b.txt")
    (item,) = collect([str(tmp_path / "in")], tmp_path / "out", links=False)
    item.path.unlink()
    item.path.symlink_to(tmp_path / "else/b.txt")
    with pytest.raises(InputError, match="has become a link"):
        load(item.path)
