"""Pictures embedded in a document: measured, made to fit, described."""

from typing import Any

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.parts.story import StoryPart
from docx.shared import Pt
from lxml import etree

from translator.document import Picture
from translator.exporters.docx.elements import shown, w

# Drawings that Word shows, but python-docx cannot measure
_METAFILES = {"image/x-emf": "emf", "image/emf": "emf", "image/x-wmf": "wmf", "image/wmf": "wmf"}


class Pictures:
    """The pictures of a document, each kept once however often it is shown."""

    def __init__(self) -> None:
        self._parts: dict[bytes, ImagePart] = {}
        self._shown = 0

    def can_show(self, picture: Picture) -> bool:
        """Whether Word could show it: not a web address, SVG or damaged data."""
        return _measured(picture) is not None

    def drawing(
        self, picture: Picture, part: StoryPart, description: str, widest: float, highest: float
    ) -> etree._Element:
        """A picture that can be shown, for a run of a part: no larger than these points, in its own proportions."""
        measured = _measured(picture)
        assert measured is not None
        assert picture.data is not None
        content_type, extension, width, height = measured
        if picture.data not in self._parts:
            name = PackURI(f"/word/media/image{len(self._parts) + 1}.{extension}")
            self._parts[picture.data] = ImagePart(name, content_type, picture.data)
        relation = part.relate_to(self._parts[picture.data], RELATIONSHIP_TYPE.IMAGE)
        self._shown += 1
        scale = min(1, widest / width, highest / height)
        size = (Pt(max(1, width * scale)), Pt(max(1, height * scale)))
        inline: Any = CT_Inline.new_pic_inline(self._shown, relation, f"picture.{extension}", *size)
        for side in "TBLR":  # LibreOffice keeps an eighth of an inch free where nothing is said
            inline.set(f"dist{side}", "0")
        inline.docPr.set("descr", " ".join(shown(description).split()))
        return w("drawing", inline)


def _measured(picture: Picture) -> tuple[str, str, float, float] | None:
    """Content type, extension, width and height in points: those of the article, else those of the picture itself."""
    if not picture.data:
        return None
    has_size = picture.width > 0 and picture.height > 0
    try:
        image = Image.from_blob(picture.data)
        native = (image.px_width * 72 / (image.horz_dpi or 72), image.px_height * 72 / (image.vert_dpi or 72))
    except Exception:  # python-docx falls over damaged pictures in a dozen ways
        extension = _METAFILES.get(picture.media_type)
        return (picture.media_type, extension, picture.width, picture.height) if extension and has_size else None
    width, height = (picture.width, picture.height) if has_size else native
    return (image.content_type, image.ext, width, height) if width > 0 and height > 0 else None
