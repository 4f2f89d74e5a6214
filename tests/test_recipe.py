"""The recipe of the embedded model, end to end on pairs made here (only where PyTorch is installed), and its noise."""

import importlib.util
import json
import lzma
import os
import random
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

RECIPE = Path(__file__).parent.parent / "models" / "recipe"
SUBJECTS = [
    ("Le maire", "The mayor"),
    ("La ministre", "The minister"),
    ("Un juge", "A judge"),
    ("Le syndicat", "The union"),
]
VERBS = [("annonce", "announces"), ("refuse", "refuses"), ("prépare", "prepares"), ("critique", "criticises")]
OBJECTS = [
    ("la réforme", "the reform"),
    ("le budget", "the budget"),
    ("une grève", "a strike"),
    ("le projet", "the project"),
]
TIMES = [("lundi", "on Monday"), ("mardi", "on Tuesday"), ("jeudi", "on Thursday"), ("samedi", "on Saturday")]
Pair = tuple[str, str]


def make_pairs(count: int, seed: int) -> list[Pair]:
    """News in four slots and a number, word for word."""
    rnd = random.Random(seed)
    pairs = []
    for _ in range(count):
        subject, verb, thing, day = (rnd.choice(choices) for choices in (SUBJECTS, VERBS, OBJECTS, TIMES))
        year = rnd.randrange(1900, 2100)
        pairs.append(
            (
                f"{subject[0]} {verb[0]} {thing[0]} {day[0]} en {year}.",
                f"{subject[1]} {verb[1]} {thing[1]} {day[1]} in {year}.",
            )
        )
    return pairs


def write_corpus(path: Path, pairs: list[Pair]) -> None:
    with lzma.open(path, "wt", encoding="utf8") as file:
        file.writelines(f"{fr}\t{en}\n" for fr, en in pairs)


def write_aligned(prefix: Path, pairs: list[Pair]) -> None:
    for k, lang in enumerate(("fr", "en")):
        prefix.with_suffix(f".{lang}").write_text("".join(pair[k] + "\n" for pair in pairs), encoding="utf8")


@pytest.fixture
def run(tmp_path: Path) -> "Run":
    return Run(tmp_path)


class Run:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, script: str, *arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [sys.executable, str(RECIPE / script), *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "PYTHONDONTWRITEBYTECODE": "1",
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, f"{script}: {done.stderr[-2000:]}"
        return done.stdout


def load(script: str) -> ModuleType:
    """models/recipe/SCRIPT.py, which is not in a package; its neighbours are found while it is read."""
    spec = importlib.util.spec_from_file_location(f"recipe_{script}", RECIPE / f"{script}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(RECIPE))
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(RECIPE))
    return module


@pytest.fixture(scope="module")
def noise() -> ModuleType:
    return load("noise")


def named_pairs(count: int) -> list[Pair]:
    """Each about two of six people; « Lyon » is too short for a name to exchange, « Valence » begins the sentence."""
    names = ["Darrieux", "Okonkwo", "Ferhati", "Ulmann", "Isidore", "Brankovic"]
    rnd = random.Random(1)
    return [
        (f"Valence : Mme {a} a quitté Lyon avec l'avocat d'{b} !", f"Valence: Ms {a} left Lyon with {b}'s lawyer.")
        for a, b in (rnd.sample(names, 2) for _ in range(count))
    ]


def test_invented_names_stand_in_the_same_place_on_both_sides(noise: ModuleType) -> None:
    pairs = named_pairs(400)
    known = set(re.findall(r"\w+", " ".join(fr + en for fr, en in pairs)))
    made = noise.noisy(pairs, random.Random(2))["invented names"]
    assert len(made) == 12  # 3 %
    invented = set()
    for fr, en in made:
        french = re.fullmatch(r"Valence : Mme (\w+) a quitté Lyon avec l'avocat d'(\w+) !", fr)
        english = re.fullmatch(r"Valence: Ms (\w+) left Lyon with (\w+)'s lawyer\.", en)
        assert french
        assert english
        assert french.groups() == english.groups()
        invented |= {*french.groups()} - known
    assert invented


def test_handles_and_links_stand_in_the_same_place_on_both_sides(noise: ModuleType) -> None:
    pairs = named_pairs(2000)
    known = {word for fr, _ in pairs for word in fr.split()}
    made = noise.noisy(pairs, random.Random(3))["handles and links"]
    assert len(made) == 30  # 1.5 %
    places = set()
    for fr, en in made:
        (mark,) = {*fr.split()} - known
        first = fr.startswith(mark)
        without = (text.replace(f"{mark} " if first else f" {mark}", "", 1) for text in (fr, en))
        assert tuple(without) in pairs
        assert en.startswith(mark) if first else en.endswith(f"lawyer {mark}.")
        places.add(first)
    assert places == {True, False}


def test_quoted_sentences_have_quotation_marks_on_both_sides(noise: ModuleType) -> None:
    made = noise.noisy(named_pairs(400), random.Random(4))["quoted"]
    assert len(made) == 16  # 4 %
    for fr, en in made:
        assert re.fullmatch("« Valence .* »", fr)
        assert re.fullmatch('"Valence.*"', en)


def test_newsroom_lines_that_break_a_rule_are_named(tmp_path: Path, run: Run) -> None:
    lines = [
        "Le préfet a démissionné mardi.\tThe prefect resigned on Tuesday.",
        "Un tollé\tAn outcry\textra",
        "Le  maire sort.\tThe mayor is leaving.",
        "Le maire a inauguré hier, devant des centaines d'habitants, une piscine.\tThe mayor opened a pool.",
        "À Brest, l'avocat de Mme Ferhati a démissionné le 12 mai dans la salle des fêtes.\tIn Brest, on 12 May, "
        "Ms Ferhati's lawyer resigned in the village hall.",
        "Le préfet a démissionné, mardi !\tThe prefect stepped down on Tuesday.",
        "À Lyon, l'avocat de Mme Ulmann a démissionné le 3 mai dans la salle des fêtes.\tIn Lyon, on 3 May, "
        "Ms Ulmann's lawyer resigned in the village hall.",
        "La censure a été votée par les élus.\tLa censure a été votée par les élus.",
        "« Il est là.\tHe is here.",
        "Trois chalutiers bretons ont été arraisonnés.\tThree Breton trawlers were boarded.",
    ]
    (tmp_path / "mer.tsv").write_text("".join(f"{line}\n" for line in lines), encoding="utf8")
    write_aligned(tmp_path / "test", [("Peu importe.", "Three Breton trawlers, were boarded!")])
    said = run("newsroom.py", "mer.tsv", "--sets", "test", "--out", "kept.tsv.xz", code=1)
    rules = dict(re.findall(r"^mer\.tsv:(\d+): ([^:]*):", said, re.MULTILINE))
    assert rules == {
        "2": "two columns",
        "3": "clean",
        "4": "proportion",
        "6": "copy",
        "7": "copy but for names and numbers",
        "8": "languages",
        "9": "quotation",
        "10": "held out",
    }
    with lzma.open(tmp_path / "kept.tsv.xz", "rt", encoding="utf8") as file:
        assert file.read().splitlines() == [lines[0], lines[4]]


def make_dictionary(run: "Run") -> None:
    """counts.tsv.xz and dictionary.tsv of the corpus, aligned here: its pairs are word for word to the day."""
    run("dictionary.py", "text", "corpus", "work")
    work = run.folder / "work"
    words = (len(line.split()) for line in (work / "fr.txt").read_text(encoding="utf8").splitlines())
    links = "".join("0-0 1-1 2-2 3-3 4-4 5-6\n" if count > 6 else "0-0\n" for count in words)
    for name in ("fwd.txt", "rev.txt"):
        (work / name).write_text(links, encoding="utf8")
    run("dictionary.py", "count", "work", "counts.tsv.xz")
    run("dictionary.py", "write", "counts.tsv.xz", "corpus", "dictionary.tsv")


def test_the_dictionary_says_what_was_linked_and_hints_come_out_again(tmp_path: Path, run: Run) -> None:
    (tmp_path / "corpus").mkdir()
    write_corpus(tmp_path / "corpus" / "europarl.tsv.xz", make_pairs(300, seed=2))
    make_dictionary(run)
    rows = [line.split("\t") for line in (tmp_path / "dictionary.tsv").read_text(encoding="utf8").splitlines()]
    said = {word: english for word, english, *_ in rows}
    assert {"maire": "mayor", "réforme": "reform", "jeudi": "Thursday"}.items() <= said.items()
    assert {"le", "la"}.isdisjoint(said), "words of two letters"
    hints = load("hints")
    dictionary = hints.Dictionary(tmp_path / "dictionary.tsv", 0)
    sentence = "L’maire refuse aujourd’hui la réforme, jeudi."
    hinted = dictionary.hints(sentence)
    assert hinted == (
        "L’maire\ue000 mayor\ue001 refuse\ue000 refuses\ue001 aujourd’hui la réforme\ue000 reform\ue001, "
        "jeudi\ue000 Thursday\ue001."
    )
    assert hints.without(hinted) == sentence
    assert hints.without(hints.term("Le maire ", "de Brest", "of Brest") + " sort.") == "Le maire de Brest sort."
    ranks = {word: int(rank) for word, _, _, rank, _ in rows}
    fitting = dictionary.fitting(sentence, len, len(hinted) - 1)
    assert fitting == sentence or "\ue000" in fitting
    assert hints.Dictionary(tmp_path / "dictionary.tsv", ranks["jeudi"] + 1).hints("jeudi") == "jeudi"


def test_corpora_become_a_package_that_translates(tmp_path: Path, run: Run) -> None:
    torch = pytest.importorskip("torch", reason="the recipe needs PyTorch: models/recipe/requirements.txt")
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    dev = make_pairs(60, seed=1)
    spoilt = [("Le maire a 12 ans.", "The mayor is 34 years old."), dev[0], ("ne pas couper", "do not cut")]
    write_corpus(corpus / "europarl.tsv.xz", make_pairs(1500, seed=2) + spoilt)
    write_corpus(corpus / "ud-pud.tsv.xz", make_pairs(500, seed=3))
    write_aligned(tmp_path / "dev", dev)
    (tmp_path / "text").write_text("".join(f"{fr}\n{en}\n" for fr, en in make_pairs(500, seed=4)), encoding="utf8")
    run("tokenizer.py", "text", "spm", "--vocabulary", "700")

    common = ["--corpus", "corpus", "--spm", "spm.model", "--dev", "dev"]
    run("prepare.py", *common, "--out", "broad")
    counted = run("prepare.py", *common, "--out", "news", "--mixture", "news")
    for rule, at_least in {"same_digits": 1, "held out": 1, "sentence": 1, "duplicate": 1}.items():
        found = re.search(rf"^{rule}: (\d+)$", counted, re.MULTILINE)
        assert found, f"{rule} is not in the report"
        assert int(found[1]) >= at_least

    run("prepare.py", *common, "--out", "rest", "--mixture", "rest", "--without", "news")
    sizes = {name: (tmp_path / name / "train.len.npy").stat().st_size for name in ("broad", "rest")}
    assert sizes["rest"] < sizes["broad"] / 2

    make_dictionary(run)
    hinting = ["--spm", "spm.model", "--dictionary", "dictionary.tsv", "--counts", "counts.tsv.xz", "--first", "12"]
    run("hinted.py", "news", "hinted", *hinting)
    checking = ["hinted", "--spm", "spm.model", "--sets"]
    assert ", 0 of them trained on" in run("overlap.py", *checking, "dev")
    write_aligned(tmp_path / "spoilt", make_pairs(3, seed=3))
    assert re.search(r", [1-6] of them trained on", run("overlap.py", *checking, "spoilt", code=1))

    shape = [
        "--width",
        "64",
        "--feed-forward",
        "128",
        "--encoder-layers",
        "1",
        "--decoder-layers",
        "1",
        "--vocabulary",
        "700",
    ]
    train = [*shape, "--tokens", "1500", "--warm", "20", "--check", "50"]
    first = run("train.py", *train, "--data", "broad", "--out", "run", "--steps", "120")
    resume = ["--resume", "run/last.pt", "--seed", "2", "--snapshot", "0.02"]
    second = run(
        "train.py",
        *train,
        "--data",
        "hinted",
        "--out",
        "run",
        *resume,
        "--steps",
        "120",
        "--decay",
        "1",
        "--spm",
        "spm.model",
    )
    (tmp_path / "log").write_text(first + second, encoding="utf8")
    losses = [float(nll) for nll in re.findall(r"dev nll ([\d.]+)", first + second)]
    assert losses[-1] < losses[0] - 0.5
    assert "at 240" in second, "a resumed run counts on from its checkpoint"

    snapshots = sorted(str(path) for path in (tmp_path / "run").glob("snapshot-*.pt"))
    restored = ["--before", "run/last.pt", "--data", "news", "--lower", ".", "0.1", "--spm", "spm.model"]
    run("average.py", "mean.pt", "run/final.pt", *snapshots[-1:], *restored)
    assert "| 0 | 0 |" in run("heads.py", "mean.pt", "--data", "news", "--spm", "spm.model")
    package = ["package", "--version", "0.0", "--alignment", "0", "0", "1", "--hints", "dictionary.tsv", "12"]
    converted = run("convert.py", "mean.pt", "spm.model", *package)
    assert "of PyTorch" in converted
    metadata = json.loads((tmp_path / "package" / "metadata.json").read_text(encoding="utf8"))
    assert (metadata["to_code"], metadata["attention_shift"]) == ("en", 1)
    assert metadata["hints"] == {"dictionary": "dictionary.tsv", "first": 12}
    run("restore.py", "package", "restored.pt")
    before, after = (torch.load(tmp_path / name, weights_only=True) for name in ("mean.pt", "restored.pt"))
    assert after["cfg"] == before["cfg"]
    assert after["model"].keys() == before["model"].keys()
    for name in ("emb.weight", "enc.0.ff.f2.weight", "bias"):
        rounding = before["model"][name].float().abs().max() / 127
        assert (after["model"][name] - before["model"][name].float()).abs().max() <= rounding
    assert "of PyTorch" in run("convert.py", "restored.pt", "spm.model", "again", "--version", "0.0")
    asked = ["evaluate.py", "package", "--sets", "dev", "--beam", "1", "2", "--out", "scores.json"]
    scores = run(*asked)
    assert [scores.count(f"| dev | {hints} |") for hints in ("yes", "no")] == [2, 2]
    assert run(*asked) == scores, "what was measured is not measured again"
    assert run("evaluate.py", "again", "--sets", "dev").count("| dev | no |") == 1, "a package without hints"
    assert "nrefs:1|case:mixed" in scores
    run("curves.py", "curves.svg", "log")
    assert "<polyline" in (tmp_path / "curves.svg").read_text(encoding="utf8")
