"""What a plain paragraph is, judging by its words alone: a headline, a credit, a rule. Cautious: in doubt, body."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import TypeVar

from translator.document import Block, Mark, Paragraph, Style, Table, map_paragraphs, walk
from translator.languages import FRENCH
from translator.readers.embargo import announces_embargo

B = TypeVar("B", Paragraph, Block)

_MAX_HEADLINE = 200  # characters; long French headlines reach 150
_MAX_CREDIT = 120
_MOST_ABOVE = 2  # lines above a headline
_FULL_STOP = re.compile(r"[.!?…][\s»”\")\]]*\Z")
_SENTENCE_END = re.compile(r"(?<!\.\.)[.;:,][\s»”\")\]]*\Z")

_AGENCY = (
    rf"(?:l[’'])?(?:{'|'.join(FRENCH.listed('agencies'))}|A\.F\.P\.|Associated Press|Agence France[- ]Presse|"
    r"Le Monde|Libération|Le Figaro)"
).replace(" ", r"\ ")
_NAME = r"(?:[dDlL][’'])?[A-ZÀ-ÖØ-ÞŒ][\w’'.-]*"  # no two names without a space between: the repetition stays linear
_AND = r"(?:,?\ (?:et|avec|à|en|de|du|des|la|le|pour|notre|correspondante?|envoyée?\ spéciale?)|,)"
_CREDITS = re.compile(
    rf"""(?:
        \(?(?:{_NAME}\ )?(?:[Aa]vec\ )?{_AGENCY}(?:(?:\ et\ |,\ |/|\ avec\ |\ -\ ){_AGENCY})*\)?\.?
      | Par\ (?:{_NAME}|{_AGENCY}|nos?\ \w+)(?:{_AND}|\ {_NAME}|\ ?\([^()]*\)|/{_NAME})*
      | (?:Propos\ recueillis|Recueillis?|Texte|Reportage|Traduit\ .{{1,40}})\ par\ {_NAME}.*
      | \(?[Aa]vec\ agences\)?\.?
      | (?:Envoyée?s?\ spécia(?:le?s?|ux)|Correspondante?s?)\ (?:à|en|au|aux)\ {_NAME}[^.,]{{0,30}}
      | (?:Temps\ de\ lecture|Lecture)\ ?:\ ?\d+\ ?min[^.]*\.?
      | (?:De\ )?(?:[Nn]otre|[Nn]os)\ (?:correspondant|envoyé)[^.]*
      | {_NAME}[\w\s,’'-]{{0,60}}\ \((?:de\ notre\ |de\ nos\ )?(?:correspondan|envoyé)[^()]*\)\.?
      | (?:Crédits?|Photos?|Crédits?\ photos?|Illustrations?|Infographie|Source|Vidéo)\ ?:\ ?[^.]+\.?
      | (?:©|\(c\)|DR\b)\ ?[^.]*
      | (?:Publié|Mis\ à\ jour|Modifié)\ (?:le|hier|aujourd[’']hui|à)\b[^.]*
    )""",
    re.VERBOSE,
)


def is_credit(text: str) -> bool:
    """Whether a line is obviously a byline, an agency or a photo credit ("Par Jean Dupont", "Avec AFP", "© DR")."""
    return len(text) <= _MAX_CREDIT and not text.endswith(("!", "?")) and _CREDITS.fullmatch(text) is not None


def is_rule(text: str) -> bool:
    """Whether a line is only ornament ("* * *", "-----") or a bare address: nothing to translate."""
    return not any(map(str.isalnum, text[:1000])) or (
        text.startswith("http") and re.fullmatch(r"https?://\S+", text) is not None
    )


def body_paragraph(text: str, marks: Iterable[Mark] = ()) -> Paragraph:
    """A paragraph of a body as what its words say that it is: a rule, a credit or running text."""
    if is_rule(text):
        return Paragraph.of(text, Style.VERBATIM)
    return Paragraph.of(text, Style.CREDIT if is_credit(text) else Style.BODY, marks=marks)


def with_headline(blocks: Sequence[B]) -> list[B]:
    """The blocks, the first paragraph (after a credit, or lines about an embargo) as headline where it looks like one.

    A top heading is one; a body paragraph looks like one when it is short, has no final stop, and longer text or a full
    sentence follows. A cell of a table is none.
    """
    marked = list(blocks)
    tops = [
        i
        for i, block in enumerate(takewhile(lambda b: not isinstance(b, Table), blocks))
        if isinstance(block, Paragraph)
    ]
    above = takewhile(lambda p: p.style is Style.CREDIT or announces_embargo(p.source), walk([blocks[i] for i in tops]))
    at = min(sum(1 for _ in above), _MOST_ABOVE, len(tops) - 1)
    first = marked[tops[at]] if tops else None
    if not isinstance(first, Paragraph):
        return marked
    bodies = [p.source for p in walk(marked[tops[at] + 1 :]) if p.style is Style.BODY]
    longer = any(len(text) > len(first.source) for text in bodies)
    # a flash: the headline and a short sentence below it (not the other half of one sentence)
    longer = longer or any(_FULL_STOP.search(text) and not text[:1].islower() for text in bodies[:1])
    is_top = first.style is Style.HEADING and first.level == 1
    if is_top or (first.style is Style.BODY and longer and _could_be_headline(first.source)):
        marked[tops[at]] = replace(first, style=Style.HEADLINE, level=1)
    return marked


def as_headline(blocks: Iterable[Block], title: Paragraph) -> list[Block]:
    """The blocks, the paragraph ``title`` among them as headline."""
    headline = replace(title, style=Style.HEADLINE, level=1)
    return list(map_paragraphs(blocks, lambda paragraph: headline if paragraph is title else paragraph))


def headline_of(blocks: Iterable[Block]) -> str:
    """The text of the headline; "" where there is none."""
    return next((p.source for p in walk(blocks) if p.style is Style.HEADLINE), "")


def _could_be_headline(text: str) -> bool:
    return (
        len(text) <= _MAX_HEADLINE
        and not text[:1].islower()
        and text[:1] not in "-–—("
        and _SENTENCE_END.search(text) is None
        and "\n" not in text
    )
