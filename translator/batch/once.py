"""The same text is translated once: an engine that remembers its last answers, and waits for one on its way.

Only whole requests are remembered. A part of one would change the company of the rest in the engine's batches, and with
it, now and then, a word (see ``engines.batches``): the English of a story depends on that story alone.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from translator.engines import Engine, Hypothesis

ROOM = 4_000_000  # characters of questions and answers kept: some 500 stories, below 20 MB


class OncePerText:
    """``engine`` with a memory; itself an Engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.name, self.signature = engine.name, engine.signature
        self._lock = threading.Lock()
        self._answers: OrderedDict[bytes, Future[list[str]]] = OrderedDict()
        self._sizes: dict[bytes, int] = {}
        self._size = 0

    def translate(self, sentences: Sequence[str]) -> list[str]:
        return self._once("translate", sentences, self._engine.translate)

    def retry(self, sentences: Sequence[str]) -> list[str]:
        return self._once("retry", sentences, self._engine.retry)

    def hypotheses(self, sentences: Sequence[str], n: int) -> list[list[Hypothesis]]:
        """Asked seldom, and not remembered."""
        return self._engine.hypotheses(sentences, n)

    def _once(self, what: str, sentences: Sequence[str], ask: Callable[[Sequence[str]], list[str]]) -> list[str]:
        if not sentences:
            return []
        key = hashlib.sha256("\0".join((what, *sentences)).encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            known = self._answers.get(key)
            if known is None:
                mine = self._answers[key] = Future()
            else:
                self._answers.move_to_end(key)
        if known is not None:
            return list(known.result())
        try:
            answer = ask(sentences)
        except BaseException as error:
            with self._lock:
                del self._answers[key]
            mine.set_exception(error)
            raise
        mine.set_result(answer)
        self._keep(key, sum(map(len, sentences)) + sum(map(len, answer)))
        return list(answer)

    def _keep(self, key: bytes, size: int) -> None:
        with self._lock:
            self._sizes[key] = size
            self._size += size
            for oldest in list(self._answers):
                if self._size <= ROOM:
                    return
                if oldest in self._sizes:  # those on their way stay
                    self._size -= self._sizes.pop(oldest)
                    del self._answers[oldest]
