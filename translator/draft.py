"""One sentence on its way to English, as a stage hands it on: what was said of it, what was changed and doubted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from translator.document import Attempt, Fix, Notice, Segment, TermUse
from translator.engines import Hinted, Hypothesis
from translator.terms import Prepared

NOT_PREPARED = Prepared("", "")
NOT_ASKED = Hinted("")


class Status(Enum):
    """Where a draft has its English from."""

    OPEN = "nobody has been asked yet"
    BY_RULE = "said by a table or by the glossary"
    UNCHANGED = "figures, addresses and signs, which stand as they are"
    SPLIT = "the engine lost a placeholder: the text around it was translated piece by piece"
    SAID = "said by the engine"


@dataclass(frozen=True, slots=True)
class Draft:
    """One distinct sentence on its way.

    ``verbatim`` are the spans of ``source`` that come through as they are (code). ``query`` is what the engine is
    asked, with the terms that it is to say. ``raw`` is what the engine said, with its ``score``; ``target`` is what
    ``fixes`` have made of it so far, or of the source where the engine is not asked. ``risk`` is how likely the target
    is to be among the worst. ``ways`` are what else the engine said, and ``tried`` what of it was weighed.
    """

    source: str
    verbatim: frozenset[tuple[int, int]] = frozenset()
    status: Status = Status.OPEN
    prepared: Prepared = NOT_PREPARED
    query: Hinted = NOT_ASKED
    raw: str | None = None
    score: float | None = None
    risk: float | None = None
    target: str = ""
    fixes: tuple[Fix, ...] = ()
    notices: tuple[Notice, ...] = ()
    uses: tuple[TermUse, ...] = ()
    ways: tuple[Hypothesis, ...] = ()
    tried: tuple[Attempt, ...] = ()

    @property
    def masked_source(self) -> str:
        """The source as rules and checks see it: with codes for what they must not touch, if the engine was asked."""
        return self.source if self.raw is None else self.prepared.mask(self.source)

    @property
    def is_asked(self) -> bool:
        return self.status in (Status.SAID, Status.SPLIT)

    def changed(self, target: str, fixes: Sequence[Fix], notices: Sequence[Notice] = ()) -> "Draft":
        """The draft after a step that made ``target`` of its target by ``fixes``."""
        return replace(self, target=target, fixes=(*self.fixes, *fixes), notices=(*self.notices, *notices))

    def segment(self) -> Segment:
        """The finished sentence; its French is kept where there is no English."""
        if not self.target.strip():
            empty = Notice("empty", "The engine gave no translation; the French is kept.")
            return Segment(self.source, raw=self.raw, score=self.score, notices=(empty,))
        made = Segment(self.source, self.target, raw=self.raw, score=self.score, risk=self.risk, fixes=self.fixes)
        return replace(made, notices=self.notices, terms=self.uses, tried=self.tried)
