"""XML from outside: no entities of its own, no network, no DTD, limited in size and depth.

See https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing for what is kept out.
"""

from html.entities import name2codepoint
from typing import Any

from lxml import etree

from translator.errors import InputError

MAX_XML = 50_000_000  # bytes; the tree takes five to ten times as much memory


def parse(data: bytes, name: str) -> etree._Element:
    """The root element, without comments and processing instructions; ``name`` is what messages call the document.

    Depth is capped at 256 by libxml2 (``huge_tree`` off). A DOCTYPE is allowed, since news formats carry one, and never
    loaded; HTML's named characters (&eacute;) are then put in here. Raises InputError.
    """
    if len(data) > MAX_XML:
        raise InputError(f"{name}: XML larger than {MAX_XML // 1_000_000} MB is refused")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise InputError(f"{name}: damaged XML ({' '.join(str(error).split())})") from error
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise InputError(f"{name}: XML that declares entities of its own is refused")
    _resolve_named_characters(root, name)
    return root


def _resolve_named_characters(root: etree._Element, name: str) -> None:
    for entity in list(root.iter(etree.Entity)):
        named = (entity.text or "").strip("&;")
        code = name2codepoint.get(named)
        parent = entity.getparent()
        if code is None or parent is None:
            raise InputError(f"{name}: unknown XML entity &{named};")
        text = chr(code) + (entity.tail or "")
        previous = entity.getprevious()
        if previous is None:
            parent.text = (parent.text or "") + text
        else:
            previous.tail = (previous.tail or "") + text
        entity.tail = None
        parent.remove(entity)
