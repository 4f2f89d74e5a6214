"""A gate: news sentences with human translations, on which no model was trained, keep the figures of ``baseline.toml``.

Every other line of the set at ``standard``, so that the test stays short. Whoever makes the English better raises the
baseline: ``pytest --accept tests/quality`` writes what is measured now, and the worst that is let pass.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from translator import resources
from translator.evaluation import Score, evaluate
from translator.settings import Settings

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.toml"
# How much worse a figure may get: what another processor's arithmetic changes, and a little. The higher the better for
# the first three, the lower for the others.
SLACK = {"BLEU": -0.7, "chrF": -0.5, "terms": -0.01, "noticed": 0.02, "risk": 0.01}


@pytest.mark.model
def test_the_english_is_no_worse_than_it_was(
    tmp_path: Path, accept: bool, record_property: Callable[[str, object], None]
) -> None:
    pytest.importorskip("sacrebleu")
    if not (resources.models_dir() / "translate-fr_en" / "model").is_dir():
        pytest.skip("the embedded model is not in this checkout: the quality of the English is not measured")
    for side in ("fr", "en"):
        lines = (HERE / f"newsroom-test.{side}").read_text(encoding="utf-8").splitlines()
        (tmp_path / side).write_text("\n".join(lines[::2]) + "\n", encoding="utf-8")
    (score,) = evaluate(tmp_path / "fr", tmp_path / "en", {"standard": Settings()}).scores
    measured = figures(score)
    if accept:
        lines = [f"{n} = {{ measured = {v:.3f}, worst = {v + SLACK[n]:.3f} }}\n" for n, v in measured.items()]
        BASELINE.write_text("".join(lines), encoding="utf-8")
    baseline = tomllib.loads(BASELINE.read_text(encoding="utf-8"))
    record_property("quality", ", ".join(f"{n} {v:.3f} (was {baseline[n]['measured']})" for n, v in measured.items()))
    # below the worst for what must be high, above it for what must be low
    worse = {n: v for n, v in measured.items() if (v - baseline[n]["worst"]) * SLACK[n] > 0}
    assert not worse, f"the worst allowed is in {BASELINE}"


def figures(score: Score) -> dict[str, float]:
    assert score.terms is not None
    assert score.risk is not None
    values = (score.bleu, score.chrf, score.terms, score.noticed, score.risk)
    return dict(zip(SLACK, values, strict=True))
