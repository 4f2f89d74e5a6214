"""The engine that translates nothing: brackets around each sentence. For dry runs and tests."""

from collections.abc import Sequence

from translator.engines import Engine, Hypothesis, Query


class EchoEngine(Engine):
    """Each sentence in square brackets, at once and always the same.

    >>> EchoEngine().translate(["Bonjour.", " "])
    [[Hypothesis(text='[Bonjour.]', score=0.0)], [Hypothesis(text=' ', score=0.0)]]
    """

    name = "echo"
    signature = "echo"

    def translate(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        """One each: there is only one way to say nothing new."""
        return [[Hypothesis(f"[{text}]" if text.strip() else text, 0.0)] for text in map(str, sentences)]

    def retry(self, sentences: Sequence[Query], n: int = 1) -> list[list[Hypothesis]]:
        return self.translate(sentences)
