"""What is not the article on a news page, by the names that pages give their elements and by how such lines begin.

French and English, since French sites are built with English names and the tools of others.
"""

import re

from lxml import etree

from translator.readers.web.body import Placed
from translator.readers.xml import local

_NEVER = frozenset(("nav", "aside", "form", "footer", "dialog", "menu", "header"))
# Words in class, id or role that name what is not the article. Whole words: "partager" is one, "départager" is not.
# The strict ones name texts, which may be longer than the story; the others name what has next to no text, so that a
# text called so ("post-paywall", "share-zone", "live-match-comment") is the story.
_STRICT = (
    r"(?<!-match-)comments|commentaires|reactions|(?<!\w[_-])(?:comment|commentaire|reaction)|disqus\w*|"
    r"cookies?|popup|modal|consent|gdpr|rgpd|outbrain|taboola|ligatus|footer"
)
_LOOSE = (
    r"comment|commentaire|reaction|newsletters?|abonnement|subscribe|subscription|paywall|nav|navbar|"
    r"navigation|menu|share|sharing|"
    r"partages?|partager|advert\w*|ads?|pub|publicite|dfp|sponsor\w*|"
    r"breadcrumbs?|sidebar|socials?|sociable|related\w*|recommend\w*|recirculation|similar|promo|banner|lire-aussi|a-lire|"
    r"voir-aussi|see-also|(?:read|view)-more|(?:more|next|prev(?:ious)?)-?(?:links?|posts?|story|stories|articles?)|most-\w+|"
    r"explore|pager|pagination|toolbar|tools?|tags?|cta|donat\w+|likes?|ratings?|toc|overlay|flyout|widget_\w+|"
    r"authors?|auteurs?|bio|disclaimer|disclosure|affiliate\w*|post-?meta\w*|entry-(?:meta|utility)|buybox|paidbox|"
    r"skip-link|sr-only|visually-hidden|contentinfo|complementary|trending"
)
_NAMED = re.compile(rf"(?:^|[\s_-])(?:{_STRICT}|{_LOOSE})(?:$|[\s_-])", re.IGNORECASE)
_NAMED_STRICTLY = re.compile(rf"(?:^|[\s_-])(?:{_STRICT})(?:$|[\s_-])", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:^|[\s_-])(?:articlebody|article[_-]+(?:body|content|text|corps)|(?:post|entry|story|body)[_-]+(?:body|content|text)|"
    r"corps|texte)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Lines that are labels: a sentence that begins with these words ("Partager le pouvoir n'est pas simple.") is none.
_LABEL = re.compile(
    r"(?:(?:aussi )?sur le (?:même )?(?:sujet|thème)\b.{0,40}|dans la même rubrique|"
    r"(?:nos|les) (?:derniers articles|plus lus)\b.{0,40}|(?:je m['’]abonne|s['’]abonner)\b.{0,60}|"
    r"partage[rz]\b.{0,40}|publicité|newsletters?\b.{0,60}|contenus? sponsorisés?\b.{0,60}|réagi(?:r|ssez)\b.{0,30}|"
    r"commentaires?\W*(?:\d+|fermés|récents|des (?:abonnés|internautes|lecteurs))?\W*|"
    r"\d+ (?:commentaires?|réactions?|partages?)|imprimer|"
    r"(?:envoyer|offrir)(?: cet article| par (?:e-?)?mail)\b.{0,40}|(?:lecture )?\d+ ?min(?: de lecture)?|"
    r"accepter (?:les|tous)\b.{0,40}|copyright\b.{0,100}|\d+ comments?|(?:story|article) tools|"
    r"(?:e-?mail|print|share|tweet|comments?|like|close|loading\W*|advert(?:isement)?)|"
    r"related (?:items?|topics?|articles?|stories)\b.{0,20})(?<![^.]\.)\Z",
    re.IGNORECASE,
)
# Lines that speak to the reader of the page. In a story these words are quoted ("Abonnez-vous, disaient les affiches").
_ASIDE = re.compile(
    r"(?:(?:À |A )?(?:lire|voir|écouter|regarder|découvrir)(?: aussi| également| encore)\b|"
    r"(?:abonnez|inscrivez|connectez|identifiez)-vous(?!\s?,)|déjà abonné|suivez-nous(?!\s?,)|"
    r"écouter l.article|temps de lecture|continuer sans accepter|"
    r"(?:cet|l.)article (?:est )?réservé aux abonnés|la suite est réservée|il vous reste \d|pour lire la suite|"
    r"(?:tags?|mots[- ]clés?|thèmes?|thématiques?|topics?) ?:|tous droits réservés|"
    r"(?:©.{0,80})?toute reproduction|©.{0,80}(?:reproduction|droits réservés|rights reserved)|"
    r"(?:post|leave|add) a comment|(?:follow|add|like|join) us\b|(?:read|see|watch) (?:more|also)\b|most popular\Z|"
    r"sign up\b|subscribe\b)",
    re.IGNORECASE,
)
# The signs that a page shows the beginning of an article only.
_CUT = re.compile(
    r"(?:cet |l.)?article (?:est )?réservé aux abonnés|la suite (?:est réservée|de cet article)|"
    r"il vous reste \d+(?:[.,]\d+)? ?%|"
    r"(?:abonnez|connectez|identifiez)-vous pour (?:lire|continuer|poursuivre|accéder)|pour lire la suite|"
    r"(?:il vous )?reste \d+ ?% (?:de l.article |à lire)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:\w?caption|l[ée]gende?|image-?desc\w*|credits?|copyright)(?:$|[\s_-])", re.IGNORECASE
)
_TEASER = re.compile(r"(?:^|[\s_-])teaser", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")  # whose ids are made of their words
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LEADING = " \u00a0>»→▶•|+-"


def is_aside(text: str) -> bool:
    """Whether a line's words say that it stands beside the story ("Lire aussi : …", "Partager")."""
    line = text.lstrip(_LEADING)
    return _LABEL.match(line) is not None or _ASIDE.match(line) is not None


def says_cut(text: str) -> bool:
    """Whether a line says that the rest of the article is for subscribers."""
    return _CUT.search(text) is not None


def is_named_boilerplate(element: etree._Element, *, strictly: bool = False) -> bool:
    """Whether an element's name, class, id or role says that it holds no article; ``strictly``: beyond any doubt."""
    name = local(element)
    if name in ("html", "body", "article", "main") or not (element.attrib or name in _NEVER):
        return False
    said = _said(element, "class", "role") if name in _HEADINGS else _said(element, "class", "id", "role")
    if name == "p":
        said = said.lower().replace("paywall", "")  # what is for subscribers is text all the same
    if name in _NEVER:
        return not (strictly and name in ("form", "header"))
    if _ARTICLE.search(said):
        return False
    is_named = (_NAMED_STRICTLY if strictly else _NAMED).search(said) is not None
    return is_named or (not strictly and _TEASER.search(said) is not None and _has_link(element))


def _has_link(element: etree._Element) -> bool:
    """Whether a link is in an element or around it: a teaser leads somewhere, a standfirst called so does not."""
    return element.find(".//{*}a") is not None or next(element.iterancestors("{*}a"), None) is not None


def says_article(element: etree._Element) -> bool:
    """Whether an element says that it holds the article."""
    return local(element) in ("article", "main") or says_body(element)


def says_body(element: etree._Element) -> bool:
    """Whether an element says that it holds the text of the article."""
    if not element.attrib:
        return False
    return element.get("itemprop") == "articleBody" or _ARTICLE.search(_said(element, "class", "id")) is not None


def says_caption(element: etree._Element) -> bool:
    """Whether an element says that it holds the caption of a picture, or who took it."""
    return _CAPTION.search(_said(element, "class")) is not None


def is_meta_line(block: Placed) -> bool:
    """Byline, date and the like by their class: kept as metadata, where they do not get translated."""
    said = _said(block.element, "class", "itemprop").lower()
    known = ("author", "auteur", "byline", "signature", "date", "meta", "time", "published", "kicker", "surtitre")
    return any(word in said for word in known)


def _said(element: etree._Element, *keys: str) -> str:
    """What an element is called, "relatedPosts" as "related-Posts"."""
    return _HUMP.sub("-", " ".join(element.get(key) or "" for key in keys))
