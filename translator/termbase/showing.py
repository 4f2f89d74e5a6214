"""What the glossary does with a term, and why, in words."""

from translator.languages import FRENCH
from translator.languages.words import comparable, folded_form
from translator.terms.glossary import Glossary

_ELIDED = FRENCH.words("elided")


def show(term: str, glossary: Glossary) -> str:
    """Lines on ``term``, French or English: the entry that wins, those it hides, and where it is a wrong form.

    "" where no entry has the term. A term that is only there without its elision (l’Élysée) is looked up without it.
    """
    return _lines(term, glossary) or _lines(_without_elision(term), glossary)


def _lines(term: str, glossary: Glossary) -> str:
    key = comparable(term)
    winners = glossary.winners(term)
    lines: list[str] = []
    for entry, position in winners:
        lines.append(f"{entry.sources[position]} → {entry.form(position)}  [{entry.kind}, {entry.case}]  {entry.where}")
        others = [spelling for spelling in entry.sources if spelling != entry.sources[position]]
        if others:
            lines.append(f"  also spelled: {', '.join(others)}")
        if entry.variants:
            lines.append(f"  put right: {', '.join(entry.variants)}")
        if entry.note:
            lines.append(f"  note: {entry.note}")
    won = {id(entry) for entry, _ in winners}
    for entry in reversed(glossary.entries):
        if id(entry) in won:
            continue
        if not entry.forbidden and key in map(comparable, entry.sources):
            lines.append(
                f"hidden: {'|'.join(entry.sources)} → {'|'.join(entry.targets)}  {entry.where} (a later entry wins)"
            )
        elif entry.forbidden and key in map(comparable, entry.targets):
            advice = f": write {entry.preferred}" if entry.preferred else ""
            lines.append(f"forbidden in the English{advice}  {entry.where}")
        elif key in map(comparable, entry.targets):
            lines.append(f"house form of {', '.join(entry.sources)}  {entry.where}")
        elif key in map(comparable, entry.variants):
            lines.append(f"wrong form of {entry.targets[0]} (for {', '.join(entry.sources)})  {entry.where}")
    return "\n".join(lines)


def _without_elision(term: str) -> str:
    """A French term without the word that is elided before it, folded; "" where there is none.

    >>> _without_elision("l’Élysée"), _without_elision("O’Brien")
    ('élysée', '')
    """
    before, _, rest = folded_form(term).partition("'")
    return rest if before in _ELIDED else ""
