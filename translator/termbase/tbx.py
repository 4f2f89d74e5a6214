"""TBX: terminology as XML (ISO 30042:2019 in both styles, and the 2008 form that IATE and termbases still export).

Elements are told apart by their local names, so the same walk reads DCA (``<termNote type="administrativeStatus">``),
DCT (``<basic:administrativeStatus>``), and MARTIF (``<termEntry>/<langSet>/<tig>``).
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from translator.errors import GlossaryError
from translator.termbase.files import Contents, Remark, language, read_bytes
from translator.terms.entries import KINDS, Entry, default_case

if TYPE_CHECKING:
    from lxml.etree import _Element

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACE = "urn:iso:std:iso:30042:ed-2"
_STATUS = "administrativeStatus"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 has no place for
# ISO 12620's pick list, and what TermBase and IATE exports write instead
_WRONG = ("deprecated", "superseded", "forbidden", "obsolete", "notrecommended")


def read_tbx(path: Path) -> Contents:
    """The concepts of a TBX file that have terms in both languages, and what to say of the others.

    The first English term that is not deprecated is the house form (all of them where each is marked as preferred and
    they answer one to one to the French ones); deprecated and superseded English terms are its variants, other
    admitted ones go into the note. A concept with deprecated English terms alone is a forbidden form. Raises
    GlossaryError for XML that is broken, too large, or declares entities, and where no concept can be used.
    """
    from lxml import etree

    data = read_bytes(path)
    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data or "<!ENTITY".encode("utf-16-be") in data:
        raise GlossaryError(f"{path}:1: declares XML entities, which a glossary has no use for: refused")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        said = " ".join(str(error.msg).split())
        raise GlossaryError(f"{path}:{error.lineno or 1}: not well-formed XML: {said}") from error
    if _name(root) not in ("tbx", "martif", "TBX"):
        raise GlossaryError(f"{path}:{root.sourceline or 1}: not TBX: the root element is <{_name(root)}>")
    concepts = [node for node in root.iter() if _name(node) in ("conceptEntry", "termEntry")]
    found = [(node, _concept(node, path)) for node in concepts]
    left = [node for node, entry in found if entry is None]
    if len(left) == len(concepts):
        tags = ", ".join(sorted({tag for node in concepts for section in node if (tag := _lang(section))})) or "none"
        raise GlossaryError(
            f"{path}:1: no concept with a French and an English term (concepts: {len(concepts)}, languages: {tags})"
        )
    counted = f"{len(left)} of {len(concepts)} concepts have no French or no English term and are left out"
    remarks = tuple(
        Remark(f"{path.name}:{node.sourceline or 1}", f"{counted}; the first is {node.get('id') or 'this one'}")
        for node in left[:1]
    )
    return Contents(tuple(entry for _, entry in found if entry is not None), remarks)


def _concept(node: "_Element", path: Path) -> Entry | None:
    sources: list[str] = []
    english: list[tuple[str, str]] = []
    for section in node:
        lang = language(_lang(section))
        if lang == "fr":
            sources += [term for term, _ in _terms(section)]
        elif lang == "en":
            english += _terms(section)
    wrong = [term for term, status in english if any(word in status for word in _WRONG)]
    right = [(term, status) for term, status in english if term not in wrong]
    if not english or (right and not sources):
        return None
    marked = [term for term, status in right if status.startswith("preferred")]
    targets = tuple(marked) if len(marked) == len(sources) else tuple((marked or [t for t, _ in right])[:1])
    notes = _texts(node, "note")
    notes += [f"also {term}" for term, _ in right if term not in targets]
    kind = next((text for text in _texts(node, "subjectField") if text in KINDS), "")
    case = next((text[5:] for text in _texts(node, "projectSubset") if text in ("case=exact", "case=fold")), "")
    superseded = [term for term, status in english if "superseded" in status]
    return Entry(
        sources=tuple(dict.fromkeys(sources)) if len(targets) <= 1 else tuple(sources),
        targets=targets or tuple(term for term in wrong if term not in superseded) or tuple(wrong),
        variants=tuple(wrong) if targets else tuple(t for t in superseded if set(wrong) - set(superseded)),
        kind=kind or "term",
        case=case or default_case(kind, (sources or wrong)[0]),
        note="; ".join(dict.fromkeys(notes)),
        status="preferred" if targets else "forbidden",
        where=f"{path.name}:{node.sourceline or 1}",
    )


def _lang(section: "_Element") -> str:
    """The tag of a language section: ``fr-FR`` by the standard; others export ``fra``. "" for other elements."""
    if _name(section) not in ("langSec", "langSet"):
        return ""
    return str(section.get(_XML_LANG) or section.get("lang") or "")


def _terms(section: "_Element") -> list[tuple[str, str]]:
    """The terms of a language section, each with its administrative status in small letters, or ""."""
    found = []
    for group in section:
        terms = [_text(node) for node in group.iter() if _name(node) == "term"]
        status = next(iter(_texts(group, _STATUS)), "")
        found += [(term, status.lower().replace(" ", "").replace("_", "")) for term in terms if term]
    return found


def _texts(node: "_Element", category: str) -> list[str]:
    """The texts of a data category below ``node``: ``<x type="category">`` (DCA) or ``<category>`` (DCT)."""
    return [text for n in node.iter() if category in (_name(n), n.get("type")) and (text := _text(n))]


def _text(node: "_Element") -> str:
    return " ".join("".join(map(str, node.itertext())).split())


def _name(node: "_Element") -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def write_tbx(entries: Sequence[Entry]) -> bytes:
    """The entries as TBX-Basic (ISO 30042:2019, DCA style), UTF-8; ``read_tbx`` gives the same entries again."""
    from lxml import etree

    root = etree.Element(f"{{{_NAMESPACE}}}tbx", {"type": "TBX-Basic", "style": "dca"}, nsmap={None: _NAMESPACE})  # type: ignore[dict-item]  # the stubs forget the default namespace
    root.set(_XML_LANG, "fr")

    def put(parent: "_Element", name: str, text: str = "", **attributes: str) -> "_Element":
        node = etree.SubElement(parent, f"{{{_NAMESPACE}}}{name}", attributes)
        node.text = _ILLEGAL.sub("\ufffd", text) or None
        return node

    source = put(put(put(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    put(source, "p", "French to English glossary")
    body = put(put(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        concept = put(body, "conceptEntry", id=f"c{number}")
        put(concept, "descrip", entry.kind, type="subjectField")
        put(concept, "admin", f"case={entry.case}", type="projectSubset")
        if entry.note:
            put(concept, "note", entry.note)
        for lang, terms in (("fr", [(form, "") for form in entry.sources]), ("en", list(_english(entry)))):
            if terms:
                section = put(concept, "langSec")
                section.set(_XML_LANG, lang)
            for form, status in terms:
                group = put(section, "termSec")
                put(group, "term", form)
                if status:
                    put(group, "termNote", f"{status}Term-admn-sts", type=_STATUS)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _english(entry: Entry) -> Iterator[tuple[str, str]]:
    for form in entry.targets:
        yield form, "deprecated" if entry.forbidden else "preferred"
    for form in entry.variants:
        yield form, "superseded"
