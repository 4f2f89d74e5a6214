"""The way from a Marian or OPUS-MT model to a package, as the README says it, walked with a model made here.

The model is a dictionary of two words: each layer hands on what it gets, the decoder's with the mean of the sentence.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sentencepiece
from ctranslate2.converters import MarianConverter
from numpy.typing import NDArray

from translator import engines

ROOT = Path(__file__).parent.parent
WORDS = {"▁Bonjour": "▁Hello", "▁Merci": "▁Thanks"}
VOCABULARY = ["</s>", "<unk>", *WORDS, *WORDS.values()]
SIZE = 16  # of a state; each word has every second of its numbers for itself: int8 may add up neighbours and overflow
OPTIONS = {
    "type": "transformer",
    "enc-depth": 1,
    "dec-depth": 1,
    "transformer-heads": 1,
    "transformer-ffn-activation": "relu",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "d",
    "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False,
    "transformer-guided-alignment-layer": "last",
}


def weights() -> dict[str, NDArray[np.generic]]:
    """The arrays of a Marian model by their names there; of each pair, ``W`` is in × out."""
    nothing, identity = np.zeros((SIZE, SIZE), np.float32), np.eye(SIZE, dtype=np.float32)
    rows = {word: i for i, word in enumerate(VOCABULARY)}
    embedding = np.zeros((len(VOCABULARY), SIZE), np.float32)
    embedding[range(len(VOCABULARY)), range(0, 2 * len(VOCABULARY), 2)] = 4
    made: dict[str, NDArray[np.generic]] = {"Wemb": embedding, "Wpos": np.zeros((64, SIZE), np.float32)}
    for part, blocks in (("encoder", ["self"]), ("decoder", ["self", "context"])):
        for block in blocks:
            for name in "qkvo":
                hands_on = block == "context" and name in "vo"
                made[f"{part}_l1_{block}_W{name}"] = identity if hands_on else nothing
                made[f"{part}_l1_{block}_b{name}"] = np.zeros((1, SIZE), np.float32)
        for name in "12":
            made[f"{part}_l1_ffn_W{name}"] = nothing
            made[f"{part}_l1_ffn_b{name}"] = np.zeros((1, SIZE), np.float32)
        for norm in [*(f"{block}_Wo" for block in blocks), "ffn_ffn"]:
            made[f"{part}_l1_{norm}_ln_scale"] = np.ones((1, SIZE), np.float32)
            made[f"{part}_l1_{norm}_ln_bias"] = np.zeros((1, SIZE), np.float32)
    said = np.zeros_like(embedding)
    for french, english in WORDS.items():
        said[rows[english], 2 * rows[french]] = 1  # its translation comes first,
        said[rows["</s>"], 2 * rows[english]] = 9  # and after that the end
    made["decoder_ff_logit_out_Wt"] = said
    made["decoder_ff_logit_out_b"] = np.zeros((1, len(VOCABULARY)), np.float32)
    config = (json.dumps(OPTIONS) + "\0").encode()
    return {**made, "special:model.yml": np.frombuffer(config, np.int8)}


@pytest.fixture
def opus(tmp_path: Path) -> Path:
    """A model folder as OPUS-MT distributes it."""
    folder = tmp_path / "opus-mt-fr-en"
    folder.mkdir()
    np.savez(folder / "model.npz", **weights())  # type: ignore[arg-type]
    (folder / "vocab.yml").write_text("".join(f'"{word}": {i}\n' for i, word in enumerate(VOCABULARY)), "utf-8")
    (folder / "decoder.yml").write_text("models:\n- model.npz\nvocabs:\n- vocab.yml\n- vocab.yml\n", "utf-8")
    lines = [word.removeprefix("▁") for word in WORDS]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines * 10),
        model_prefix=str(folder / "source"),
        model_type="word",
        vocab_size=5,
        minloglevel=2,
    )
    (folder / "source.model").rename(folder / "source.spm")
    return folder


def test_the_way_of_the_readme(opus: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    (commands,) = [block for block in blocks if "ct2-opus-mt-converter" in block]
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (opus.parent / "translator.toml").write_text('from = "fr"\nto = "txt"\n', "utf-8")
    (opus.parent / "article.txt").write_text("Merci\n\nBonjour\n", "utf-8")
    subprocess.run(["sh", "-e", "-c", commands], cwd=opus.parent, check=True)
    assert (opus.parent / "article.en.txt").read_text("utf-8") == "Thanks\n\nHello\n"


def test_a_marian_model_is_converted_likewise(opus: Path, home: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    MarianConverter(str(opus / "model.npz"), [str(opus / "vocab.yml")] * 2).convert(str(package / "model"))
    shutil.copy(opus / "source.spm", package / "sentencepiece.model")
    (package / "metadata.json").write_text('{"from_code": "fr", "to_code": "en"}', "utf-8")
    said = engines.load("argos", model=package).translate(["Bonjour", "", "Merci"])
    assert engines.best_texts(said) == ["Hello", "", "Thanks"]
