"""Rounds: the engine is asked the same questions, whoever comes first; the same text once; nobody waits for ever."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from translator.batch.together import Memory, Round, Seat
from translator.engines import Hypothesis, Query, best_texts
from translator.engines.echo import EchoEngine


class Listening(EchoEngine):
    """Echo that remembers what it was asked, and fails on "crash"."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        self.asked.append((f"translate {n}", [str(sentence) for sentence in sentences]))
        if "crash" in sentences:
            raise ValueError("crash")
        return super().translate(sentences)


def together(engine: Listening, rounds: Sequence[Sequence[Callable[[Seat], object]]]) -> list[object]:
    """Run the files of all rounds, each in a thread, begun in a random order; what they return, or raise."""
    memory, before = Memory(), None
    threads: list[threading.Thread] = []
    results: dict[int, object] = {}

    def file(number: int, work: Callable[[Seat], object], place: Round) -> None:
        time.sleep(random.random() / 50)
        try:
            results[number] = work(Seat(engine, place, number))
        except Exception as error:
            results[number] = error
        finally:
            place.leave()

    for files in rounds:
        place = Round(engine, len(files), memory, before)
        before = place.after
        for work in files:
            threads.append(threading.Thread(target=file, args=(len(threads), work, place), daemon=True))
    for thread in random.sample(threads, len(threads)):
        thread.start()
    for thread in threads:
        thread.join(10)
        assert not thread.is_alive(), "a file waits for ever"
    return [results[number] for number in range(len(threads))]


@pytest.mark.parametrize("_", range(5))
def test_a_round_is_one_request_whoever_comes_first(_: int) -> None:
    engine = Listening()
    said = together(
        engine,
        [
            [
                lambda seat: (seat.translate(["b", "a"]), seat.translate(["a"], 6)),
                lambda seat: best_texts(seat.translate(["c", "b"])),
                lambda seat: best_texts(seat.translate([])),
                lambda seat: None,
            ]
        ],
    )
    assert said[1:] == [["[c]", "[b]"], [], None]
    assert engine.asked == [("translate 1", ["a", "b", "c"]), ("translate 6", ["a"])]


@pytest.mark.parametrize("_", range(5))
def test_the_same_text_is_asked_once_in_and_across_rounds(_: int) -> None:
    engine = Listening()
    said = together(
        engine,
        [
            [lambda seat: best_texts(seat.translate(["a", "b"])), lambda seat: best_texts(seat.translate(["a", "b"]))],
            [lambda seat: None],
            [lambda seat: best_texts(seat.translate(["a", "b"])), lambda seat: best_texts(seat.translate(["b"]))],
        ],
    )
    assert said == [["[a]", "[b]"], ["[a]", "[b]"], None, ["[a]", "[b]"], ["[b]"]]
    assert sorted(engine.asked) == [("translate 1", ["a", "b"]), ("translate 1", ["b"])]


def test_what_the_engine_raises_is_raised_in_each_and_ends_nothing_else() -> None:
    engine = Listening()
    said = together(
        engine,
        [
            [lambda seat: seat.translate(["crash"]), lambda seat: seat.translate(["a"])],
            [lambda s: best_texts(s.translate(["c"]))],
        ],
    )
    assert [type(one) for one in said[:2]] == [ValueError, ValueError]
    assert said[2] == ["[c]"]


def test_an_answer_is_kept_however_long_ago_it_was_given() -> None:
    engine, memory = Listening(), Memory()
    before = None
    for text in ("aa", *map(str, range(500)), "aa"):
        place = Round(engine, 1, memory, before)
        before = place.after
        assert best_texts(Seat(engine, place, 1).translate([text])) == [f"[{text}]"]
        place.leave()
    assert len(engine.asked) == 501


def test_answers_outlive_a_worker_but_not_for_ever(tmp_path: Path) -> None:
    engine, path = Listening(), tmp_path / "answers.sqlite"
    for asked, most in ((1, 2), (1, 2), (1, 0), (1, 2), (2, 2)):
        if asked == 1:
            memory = Memory(path, most)
        place = Round(engine, 1, memory, None)
        Seat(engine, place, 1).translate(["aa" if asked == 1 else "bb"])
        place.leave()
    assert [sentences for _, sentences in engine.asked] == [["aa"], ["aa"], ["bb"]]


def test_what_failed_may_be_asked_again() -> None:
    engine, memory = Listening(), Memory()
    for _ in range(2):
        place = Round(engine, 1, memory, None)
        with pytest.raises(ValueError, match="crash"):
            Seat(engine, place, 1).translate(["crash"])
        place.leave()
    assert len(engine.asked) == 2
