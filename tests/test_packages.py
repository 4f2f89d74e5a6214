"""Which package is found, and what is said of it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from packages_kit import make_folder, metadata

from translator import packages, resources
from translator.errors import ModelError
from translator.packages.lock import LOCK_NAME, Entry, read_lock, record, write_lock

ROOT = Path(__file__).parent.parent


def test_the_embedded_package_serves_a_bare_machine(home: Path) -> None:
    package = packages.find()
    assert (package.origin, package.pair) == ("embedded", ("fr", "en"))
    assert package.path.parent == resources.models_dir()
    assert package.size > sum(path.stat().st_size for path in package.path.glob("*"))
    assert [one.used for one in packages.available()] == [True]


def test_the_lock_of_the_embedded_packages_is_true() -> None:
    embedded = [package for package in packages.available() if package.origin == "embedded"]
    assert embedded
    for package in embedded:
        assert packages.verify(package) == [], "after changing models/: python -m translator.packages models"
        assert read_lock(package.path.parent)[package.name].version == package.version


def test_order_of_choice(home: Path, installed: Path) -> None:
    given = make_folder(home, "mine", version="0.5")
    make_folder(installed, "translate-fr_en-1_9", version="1.9")
    newest = make_folder(installed, "translate-fr_en-1_10", version="1.10")
    assert packages.find(model=given).path == given
    assert packages.find().path == newest
    listed = [(package.origin, package.version, package.used) for package in packages.available()]
    embedded = next(package for package in packages.available() if package.origin == "embedded")
    assert listed == [
        ("installed", "1.10", True),
        ("installed", "1.9", False),
        ("embedded", embedded.version, False),
    ]


def test_stray_folders_and_broken_packages_are_passed_over(installed: Path) -> None:
    for stray in ("__MACOSX", ".DS_Store", "empty"):
        (installed / stray).mkdir()
    (installed / "note.txt").write_text("a file", "utf-8")
    (make_folder(installed, "broken-json") / "metadata.json").write_text("{", "utf-8")
    (make_folder(installed, "no-weights") / "model" / "model.bin").unlink()
    make_folder(installed, "splitter", type="sbd")
    assert packages.find().origin == "embedded"


def test_the_folders_of_argospm_are_honoured(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert packages.installed_dir() == home / "data" / "argos-translate" / "packages"
    config = home / "config" / "argos-translate" / "settings.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(home / "from-settings")}), "utf-8")
    assert packages.installed_dir() == home / "from-settings"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(home / "from-environment"))
    package = make_folder(home / "from-environment", "translate-fr_en-2_0", version="2.0")
    assert packages.find().path == package


def test_listing_creates_nothing(home: Path) -> None:
    packages.available()
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("metadata.json", b"{", "not valid JSON"),
        ("metadata.json", b"[1]", "not a JSON object"),
        ("metadata.json", b"[" * 100_000, "not valid JSON"),
        ("metadata.json", b'{"from_code": "fr"}', "to_code is missing"),
        (
            "metadata.json",
            b'{"from_code": "fr", "to_code": "en", "package_version": 3}',
            "package_version must be text",
        ),
        (
            "metadata.json",
            b'{"from_code": "fr", "to_code": "en", "attention_shift": 2}',
            "attention_shift must be 0 or 1, not 2",
        ),
        ("metadata.json", None, "metadata.json: cannot be read"),
        ("sentencepiece.model", None, "no sentencepiece.model or bpe.model"),
        ("model/model.bin", None, "model/model.bin is missing"),
    ],
)
def test_a_given_package_that_is_none_is_named_and_explained(
    home: Path, name: str, content: bytes | None, said: str
) -> None:
    package = make_folder(home, "mine")
    (package / name).unlink() if content is None else (package / name).write_bytes(content)
    with pytest.raises(ModelError, match=said) as caught:
        packages.find(model=package)
    assert str(package) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_given_paths_that_cannot_be_used(home: Path) -> None:
    with pytest.raises(ModelError, match="no such model folder"):
        packages.find(model=home / "nowhere")
    (home / "x.argosmodel").write_bytes(b"PK")
    with pytest.raises(ModelError, match="translator models install"):
        packages.find(model=home / "x.argosmodel")
    with pytest.raises(ModelError, match="File name too long"):
        packages.find(model=home / ("z" * 300))
    with pytest.raises(ModelError, match="translates de-en, not fr-en"):
        packages.find(model=make_folder(home, "german", "de_en"))


def test_a_pair_without_a_package_goes_through_english(installed: Path) -> None:
    with pytest.raises(ModelError, match="no model package for en-de"):
        packages.route(("fr", "de"))
    german = make_folder(installed, "translate-en_de-1_0", "en_de")
    assert [package.pair for package in packages.route(("fr", "de"))] == [("fr", "en"), ("en", "de")]
    direct = make_folder(installed, "translate-fr_de-1_0", "fr_de")
    assert [package.path for package in packages.route(("fr", "de"))] == [direct]
    assert [package.path for package in packages.route(("en", "de"))] == [german]


def test_the_preferred_package_is_used_until_it_is_gone(home: Path, installed: Path) -> None:
    make_folder(installed, "translate-fr_en-2_0", version="2.0")
    old = make_folder(installed, "translate-fr_en-1_9", version="1.9")
    packages.use("translate-fr_en-1_9")
    assert packages.find().path == old
    packages.use("embedded")
    assert packages.find().origin == "embedded"
    packages.use("translate-fr_en-1_9")
    packages.remove("translate-fr_en-1_9")
    assert packages.find().version == "2.0"
    with pytest.raises(ModelError, match="translate-fr_en-2_0"):
        packages.use("nonsense")


def test_a_spoilt_preference_is_not_passed_over_in_silence(home: Path) -> None:
    packages.use("embedded")
    file = next((home / "config").rglob("models.json"))
    for content in ("{", "[1]", '{"fr-en": "embedded"}', '{"fr-en": {"origin": "x", "name": "y"}}'):
        file.write_text(content, "utf-8")
        with pytest.raises(ModelError, match=r"models\.json"):
            packages.find()


def spoil_weights(package: Path) -> None:
    (package / "model" / "model.bin").unlink()


def spoil_metadata(package: Path) -> None:
    with (package / "metadata.json").open("ab") as file:
        file.write(b"x")


@pytest.mark.parametrize("spoil", [spoil_weights, spoil_metadata, shutil.rmtree])
def test_a_chosen_package_that_is_damaged_or_gone_is_never_replaced_in_silence(
    installed: Path, spoil: Callable[[Path], None]
) -> None:
    chosen = make_folder(installed, "translate-fr_en-1_9", version="1.9")
    make_folder(installed, "translate-fr_en-2_0", version="2.0")
    packages.use("translate-fr_en-1_9")
    spoil(chosen)
    for look in (packages.find, lambda: packages.route(("fr", "en"))):
        with pytest.raises(ModelError, match="translator models use translate-fr_en-2_0") as caught:
            look()
        assert str(chosen) in str(caught.value)
        assert "install it again" in str(caught.value)
    assert [(one.path, one.code) for one in packages.damaged()] == [(chosen, "fr-en")]
    assert not any(package.used for package in packages.available())
    packages.use("embedded")
    assert packages.find().origin == "embedded"
    assert packages.damaged() == []


def test_a_chosen_pair_that_is_damaged_does_not_take_the_way_through_english(installed: Path) -> None:
    make_folder(installed, "translate-en_de-1_0", "en_de")
    spoil_weights(make_folder(installed, "translate-fr_de-1_0", "fr_de"))
    write_lock(installed, {"translate-fr_de-1_0": Entry("1.0", {}, "fr-de")})
    with pytest.raises(ModelError, match=r"translate-fr_de-1_0: model/model\.bin is missing"):
        packages.route(("fr", "de"))


def test_a_chosen_folder_that_holds_another_pair_now(installed: Path) -> None:
    make_folder(installed, "mine")
    packages.use("mine")
    make_folder(installed, "mine", "de_en")
    with pytest.raises(ModelError, match="mine: translates de-en, but fr-en is to use it"):
        packages.find()


def test_a_folder_name_means_the_installed_package_even_where_the_embedded_one_is_called_the_same(
    installed: Path,
) -> None:
    embedded = packages.find()
    folder = make_folder(installed, embedded.name, version="9.0")
    for preferred, origin in (("embedded", "embedded"), (embedded.name, "installed"), ("embedded", "embedded")):
        assert packages.use(preferred).origin == origin
        assert packages.find().origin == origin
        assert packages.named(embedded.name).path == folder
        assert packages.named("embedded").path == embedded.path
    (folder / "metadata.json").write_text("{", "utf-8")
    with pytest.raises(ModelError, match="not valid JSON"):
        packages.named(embedded.name)
    shutil.rmtree(folder)
    assert packages.named(embedded.name).path == embedded.path


def test_the_embedded_package_cannot_be_removed(home: Path) -> None:
    with pytest.raises(ModelError, match="no installed package"):
        packages.remove(packages.find().name)


def test_verify_names_what_changed(home: Path) -> None:
    folder = make_folder(home / "some", "translate-fr_en")
    package = packages.find(model=folder)
    with pytest.raises(ModelError, match="nothing to compare with"):
        packages.verify(package)
    record(home / "some")
    assert packages.verify(package) == []
    assert packages.identify(package).locked
    (folder / "model" / "model.bin").write_bytes(b"other")
    (folder / "README.md").unlink()
    (folder / "new.txt").write_bytes(b"")
    assert packages.verify(package) == [
        "README.md: missing",
        "new.txt: not in the lock",
        "model/model.bin: changed since it was installed",
    ]
    with pytest.raises(ModelError, match=r"model\.bin: changed since models\.lock"):
        packages.identify(package)


def test_metadata_that_changed_is_noticed_before_loading(home: Path) -> None:
    folder = make_folder(home / "some", "translate-fr_en")
    record(home / "some")
    (folder / "metadata.json").write_bytes(metadata("fr_en", "1.0", target_prefix="▁The"))
    with pytest.raises(ModelError, match=r"metadata\.json: changed since models\.lock"):
        packages.identify(packages.find(model=folder))


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 9, "packages": {}}', '{"schema": 1, "packages": {"a": 1}}'])
def test_a_spoilt_lock_is_an_error_and_never_taken_for_none(home: Path, content: str) -> None:
    folder = make_folder(home / "some", "translate-fr_en")
    (home / "some" / LOCK_NAME).write_text(content, "utf-8")
    with pytest.raises(ModelError, match=r"models\.lock"):
        packages.identify(packages.find(model=folder))


def test_the_embedded_package_is_nothing_without_its_lock(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_folder(home / "models", "translate-fr_en", version="3")
    record(home / "models")
    monkeypatch.setattr(resources, "models_dir", lambda: home / "models")
    assert packages.identify(packages.find()).locked
    write_lock(home / "models", {})
    with pytest.raises(ModelError, match=r"not in models\.lock any more; install the program again"):
        packages.identify(packages.find())
    (home / "models" / LOCK_NAME).unlink()
    with pytest.raises(ModelError, match=r"not in models\.lock any more; install the program again"):
        packages.identify(packages.find())


def test_a_swap_while_loading_is_noticed(home: Path) -> None:
    folder = make_folder(home, "mine")
    identity = packages.identify(packages.find(model=folder))
    assert identity.unchanged()
    (folder / "model" / "model.bin").write_bytes(b"weightz" * 50)
    assert not identity.unchanged()


def test_what_there_is_to_know_without_loading(home: Path, installed: Path) -> None:
    make_folder(installed, "translate-fr_en-2_0", version="2.0")
    package = packages.find()
    assert package.readme.startswith("# Credits")
    assert packages.read_metadata(package.path / "metadata.json")["from_name"] == "FR"
    assert packages.state(package) == "not locked"
    assert set(packages.digests(package)) == {
        path.relative_to(package.path).as_posix() for path in package.path.rglob("*.*")
    }
    make_folder(home / "some", "translate-fr_en")
    record(home / "some")
    assert packages.state(packages.find(model=home / "some" / "translate-fr_en")) == "as locked"


def test_one_command_writes_the_lock(home: Path) -> None:
    make_folder(home / "models", "translate-fr_en", version="3")
    command = [sys.executable, "-m", "translator.packages", str(home / "models")]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "translate-fr_en 3: 6 files\n"
    assert packages.verify(packages.find(model=home / "models" / "translate-fr_en")) == []


def test_looking_for_packages_loads_no_network_library() -> None:
    code = "import sys, translator.packages as p; p.available(); print({'ssl', 'http.client'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "set()\n"
