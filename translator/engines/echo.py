"""The engine that translates nothing: brackets around each sentence. For dry runs and tests."""

from collections.abc import Sequence

from translator.engines import Hypothesis


class EchoEngine:
    """Each sentence in square brackets, at once and always the same.

    >>> EchoEngine().translate(["Bonjour.", " "])
    ['[Bonjour.]', ' ']
    """

    name = "echo"
    signature = "echo"

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return [f"[{sentence}]" if sentence.strip() else sentence for sentence in sentences]

    def retry(self, sentences: Sequence[str]) -> list[str]:
        return self.translate(sentences)

    def hypotheses(self, sentences: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """One each: there is only one way to say nothing new."""
        return [[Hypothesis(text, 0.0)] for text in self.translate(sentences)]
