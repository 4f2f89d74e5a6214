"""News pages as French sites build them: the whole story, in order, and nothing of what stands around it."""

import json

import pytest
from news_pages import Page, letters, pages

from translator import readers
from translator.document import Article, Mark, MarkKind, Note, Notice, Paragraph, Picture, Style, Table, walk

LONG = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."


def read(page: Page) -> Article:
    (article,) = readers.read_bytes(page.data, f"{page.name}.html")
    return article


def body(markup: str) -> Article:
    (article,) = readers.read_bytes(f"<html><body><h1>La crue</h1>{markup}</body></html>".encode(), "page.html")
    return article


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_the_story_is_kept_in_order_and_the_rest_is_left(page: Page) -> None:
    shown = letters(" ".join(p.source for p in read(page).paragraphs))
    position = 0
    for text in page.keep:
        found = shown.find(letters(text), position)
        assert found >= 0, text
        position = found + len(letters(text))
    assert not [text for text in page.drop if letters(text) in shown]


@pytest.mark.parametrize(
    ("name", "headline", "byline", "date"),
    [
        ("national-paywall", "À Valmy, la halle aux poissons divise les habitants", "Jeanne Rive", "2026-11-20T06:00"),
        ("direct", "DIRECT. Élections : suivez la soirée", "Service politique", "2026-11-15T18:00"),
        ("commentaires", "Pourquoi j’ai quitté la ville", "Lou Ray", "2026-11-20"),
        ("entretien", "Claire Avel : « Le silence est une matière »", "", ""),
        ("flash", "Séisme au large d’Étel", "", "2026-11-22"),
        ("rebonds", "Le pont de Valmy fermé jusqu’à l’été", "", ""),
        ("tables-1999", "Le tunnel sera percé", "", ""),
    ],
)
def test_what_a_page_says_of_itself(name: str, headline: str, byline: str, date: str) -> None:
    article = read(next(page for page in pages() if page.name == name))
    assert article.paragraphs[0].source == article.title == headline
    assert article.metadata.byline == byline
    assert article.metadata.date.startswith(date)


def test_a_page_that_shows_the_beginning_only_says_so() -> None:
    cut = Notice("left-out", "The page shows only the beginning of the article: the rest is for subscribers")
    assert {page.name for page in pages() if cut in read(page).notices} == {"national-paywall"}


def test_pictures_of_the_story_and_their_captions_are_kept() -> None:
    article = body(
        f"<header><img src=logo.png></header><article><p>{LONG}</p><figure><img src=a.jpg alt='Un pont'>"
        f"<figcaption>Le pont.</figcaption></figure><p>{LONG}</p>"
        "<div class='ads'><img src=pub.gif></div><p>Fin.</p></article><img src=autre.jpg>"
    )
    picture = Picture("a.jpg", description=Paragraph.of("Un pont", Style.DESCRIPTION))
    assert article.blocks[2] == picture
    assert [p.source for p in article.paragraphs] == ["La crue", LONG, "Un pont", "Le pont.", LONG, "Fin."]
    assert article.notices == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=a.png width=16 height=16>",
        "<img src=a.png width=1 height=1>",
        "<img class='author-avatar' src=a.png>",
        "<a href='/auteurs/rive'><img src=a.png></a>",
    ],
)
def test_icons_counters_and_portraits_of_authors_are_no_pictures_of_the_story(markup: str) -> None:
    article = body(f"<article><p>{LONG}</p>{markup}<p>{LONG}</p></article>")
    assert all(isinstance(block, Paragraph) for block in article.blocks)
    assert article.notices == ()


def test_a_picture_that_is_loaded_later_has_its_true_address() -> None:
    lazy = "<img src='data:image/gif;base64,R0lGOD' data-src='/photos/pont.jpg' width=800 height=600>"
    page = f"""<html><head><link rel=canonical href='https://gazette.example/crue/'></head><body><h1>La crue</h1>
<article><p>{LONG}</p>{lazy}<img src='data:image/png;base64,AAAA'><p>{LONG}</p></article></body></html>"""
    (article,) = readers.read_bytes(page.encode(), "page.html")
    assert article.blocks[2] == Picture("https://gazette.example/photos/pont.jpg", width=600, height=450)
    assert [n.message for n in article.notices] == ["Not translated: 1 picture"]


def test_a_table_of_the_story_keeps_its_shape() -> None:
    rows = (
        "<thead><tr><th>Ville<th colspan=2>Prix</thead><tr><td rowspan=9>Brest<td><ul><li>1,71 €<li>1,75 €</ul><td>"
        "<tr><td>1,80 €<td><b>hausse</b>"
    )
    article = body(f"<article><p>{LONG}</p><table><caption>Au litre</caption>{rows}</table><p>{LONG}</p></article>")
    caption, table = article.blocks[2:4]
    assert isinstance(caption, Paragraph)
    assert caption.source == "Au litre"
    assert isinstance(table, Table)
    assert table.header_rows == 1
    cells = [[(c.columns, c.rows, [p.source for p in walk(c.blocks)]) for c in row] for row in table.rows]
    assert cells == [
        [(1, 1, ["Ville"]), (2, 1, ["Prix"])],
        [(1, 2, ["Brest"]), (1, 1, ["1,71 €", "1,75 €"]), (1, 1, [])],
        [(1, 1, ["1,80 €"]), (1, 1, ["hausse"])],
    ]


def test_a_table_that_lays_out_the_page_is_none() -> None:
    rows = f"<tr><td>Menu<td>Date</tr><tr><td><a>Accueil</a><td><h2>Le fleuve</h2><p>{LONG}</p><p>Fin.</p></tr>"
    for markup in (rows, f"<tr><td>un<td>deux</tr><tr><td>trois<td><table><tr><td><p>{LONG}</table></tr>"):
        assert all(isinstance(b, Paragraph) for b in body(f"<table>{markup}</table>").blocks)


def test_notes_of_a_page_stand_at_the_end_and_are_referred_to() -> None:
    article = body(
        f"<article><p>{LONG}<sup><a href='#n1'>1</a></sup></p><p>{LONG}<sup><a href='#n9'>2</a></sup>"
        f"<sup id=r2><a href='#n2'>3</a></sup></p><ol><li id=n1>Selon <i>la mairie</i>.</li>"
        f"<li><p id=n2><a href='#r2'>3</a>. Arrêté du 3 mai. <a href='#r2'>↩</a></p></li></ol></article>"
    )
    first, second, *notes = article.blocks[1:]
    assert isinstance(first, Paragraph)
    assert first.segments[0].marks == (Mark(MarkKind.NOTE, len(LONG), len(LONG), "1"),)
    assert isinstance(second, Paragraph)
    assert [m.value for m in second.segments[0].marks] == ["2"]
    assert notes == [
        Note("1", (Paragraph.of("Selon la mairie.", marks=[Mark(MarkKind.EMPHASIS, 6, 15)]),)),
        Note("2", (Paragraph.of("Arrêté du 3 mai."),)),
    ]


def test_a_wrapper_that_is_named_like_boilerplate_does_not_take_the_story_along() -> None:
    for name in ("with-sidebar comments-open", "menu", "nav open", "share tools"):
        article = body(f"<div class='{name}'><p>{LONG}</p><p>Fin.</p></div>")
        assert [p.source for p in article.paragraphs] == ["La crue", LONG, "Fin."]


@pytest.mark.parametrize(
    "name",
    ["post-paywall", "share-zone", "pmc-paywall", "entry themeform share", "live-match-comment", "newsletter-body"],
)
@pytest.mark.parametrize("times", [1, 3])
def test_a_text_called_like_boilerplate_below_a_standfirst_is_kept(name: str, times: int) -> None:
    entries = [f"{LONG} Point {number} : {LONG}" for number in range(2 * times)]
    held = "".join(
        f"<div class='{name}'><p>{a}</p><p>{b}</p></div>" for a, b in zip(entries[::2], entries[1::2], strict=True)
    )
    article = body(f"<p class=chapo>{LONG}</p><div>{held}</div><div class=comments><p>{LONG}</p></div>")
    assert [p.source for p in article.paragraphs] == ["La crue", LONG, *entries]
    assert article.notices == ()


def test_paragraphs_for_subscribers_are_text() -> None:
    article = body(f"<article><p>{LONG}</p><p>{LONG}</p><p class=paywall>{LONG}</p></article>")
    assert [p.source for p in article.paragraphs] == ["La crue", LONG, LONG, LONG]


def test_comments_longer_than_the_story_are_none_of_it_but_said() -> None:
    comments = f"<p>{LONG}</p>" * 19
    article = body(f"<article><p>{LONG}</p></article><div class=comments-area>{comments}</div>")
    assert [p.source for p in article.paragraphs] == ["La crue", LONG]
    (notice,) = article.notices
    assert notice.message == (
        f"Most of the page's text was left out, {19 * len(LONG):,} of {20 * len(LONG):,} characters: "
        "compare it with the page"
    )


def test_a_false_label_of_utf8_is_seen_through() -> None:
    data = f"<html><head><meta charset=iso-8859-1></head><body><h1>La crue</h1><p>{LONG}</p></body></html>".encode()
    (article,) = readers.read_bytes(data, "page.html")
    assert article.paragraphs[1].source == LONG


@pytest.mark.parametrize(
    ("label", "codec", "sound", "damaged"),
    [
        ("utf-8", "utf-8", "é".encode(), b"\xc3"),
        ("iso-8859-1", "utf-8", "é".encode(), b"\xe9"),
        ("windows-1252", "cp1252", b"\xe9", b"\x81"),
    ],
)
def test_damaged_letters_are_marked_and_said(label: str, codec: str, sound: bytes, damaged: bytes) -> None:
    page = f"<html><head><meta charset={label}></head><body><h1>La crue</h1><p>{LONG}</p></body></html>"
    (article,) = readers.read_bytes(page.encode(codec).replace(sound, damaged, 1), "page.html")
    assert article.paragraphs[1].source == LONG.replace("é", "\ufffd", 1)
    assert [n.message for n in article.notices] == [
        "1 unreadable character(s) (\ufffd) in the source: check the words around"
    ]


def test_numbers_of_lists_are_counted_as_browsers_count() -> None:
    markup = (
        "<ol><li>un<li><p>deux</p><p>encore deux</p><ol start=5><li>cinq</ol><li value=9>neuf<li>dix</ol>"
        "<ol reversed><li>deux<li>un</ol><ol start=x><li>un</ol><ul><li>puce</ul><ol start=-1><li>moins un<li>zéro</ol>"
    )
    items = [p for p in body(f"<p>{LONG}</p>{markup}").paragraphs if p.style is Style.LIST_ITEM]
    assert [(p.lead, p.source) for p in items] == [
        ("1. ", "un"), ("2. ", "deux"), ("", "encore deux"), ("5. ", "cinq"), ("9. ", "neuf"), ("10. ", "dix"),
        ("2. ", "deux"), ("1. ", "un"), ("1. ", "un"), ("", "puce"), ("", "moins un"), ("0. ", "zéro"),
    ]  # fmt: skip


def test_short_paragraphs_beside_a_single_long_one_are_kept() -> None:
    article = body(f"<div><p>Oui.</p><p>{LONG} <b>Vite</b>.</p><p>Non.</p></div>")
    assert [p.source for p in article.paragraphs] == ["La crue", "Oui.", f"{LONG} Vite.", "Non."]


def test_a_page_of_thousands_of_lines_is_read_line_by_line() -> None:
    """Each line once: a reader that looked at the whole element for each of them would not be done today."""
    lines = [f"Le bureau {i} a voté à 51 %." for i in range(3_000)]
    article = body(f"<div>{'<br><br>'.join(lines)}</div>")
    assert [p.source for p in article.paragraphs] == ["La crue", *lines]


def test_a_heading_with_words_for_screen_readers_is_the_headline() -> None:
    markup = f"<div class=menu><h1>La crue s'étend <span hidden>(article)</span></h1><p>{LONG}</p></div>"
    (article,) = readers.read_bytes(f"<html><body>{markup}</body></html>".encode(), "page.html")
    assert article.paragraphs[-1].source == LONG


def facts(script: str, kind: str = "application/ld+json") -> dict[str, str]:
    script = f"<script type='{kind}'>{script}</script>"
    page = f"<html><head>{script}</head><body><article><p>{LONG}</p></article></body></html>"
    (article,) = readers.read_bytes(page.encode(), "page.html")
    return {key: value for key, value in article.metadata.items() if key in ("headline", "byline")}


def test_linked_data_with_a_charset_and_with_characters_by_name() -> None:
    said = (
        '{"@type": "http://schema.org/NewsArticle", "headline": "L&rsquo;&eacute;cole", "author": "Ren&eacute; Rive"}'
    )
    assert facts(said, "application/ld+json; charset=utf-8") == {"headline": "L’école", "byline": "René Rive"}


@pytest.mark.parametrize("kind", ["NewsArticle", "ReportageNewsArticle", "Article", "BlogPosting"])
def test_the_article_goes_before_the_page_around_it(kind: str) -> None:
    page = '{"@type": "WebPage", "headline": "La Gazette en direct", "author": {"name": "La Gazette"}}'
    article = f'{{"@type": ["{kind}"], "headline": "La crue", "author": [{{"name": "Lou Ray"}}]}}'
    assert facts(f'{{"@graph": [{page}, {article}]}}') == {"headline": "La crue", "byline": "Lou Ray"}
    assert facts(page)["headline"] == "La Gazette en direct"


@pytest.mark.parametrize(
    ("head", "top", "headline"),
    [
        ("<meta property='og:title' content='La crue gagne Valmy'>", "<h1>Radio Gazette</h1>", "La crue gagne Valmy"),
        ("<meta property='og:title' content='La crue gagne | La Gazette'>", "<h1>La Gazette</h1>", "La crue gagne"),
        ("<meta property='og:title' content='La crue - La Gazette'>", "<h1>À Valmy, la crue</h1>", "À Valmy, la crue"),
        ("<meta property='og:title' content='La Gazette – La crue'>", "", "La crue"),
        ("<title>La crue - La Gazette</title>", "<h1>La Gazette</h1>", "La crue"),
    ],
)
def test_neither_a_logo_nor_the_name_of_the_site_is_the_headline(head: str, top: str, headline: str) -> None:
    site = "<meta property='og:site_name' content='La Gazette'>"
    page = f"<html><head>{site}{head}</head><body>{top}<article><p>{LONG}</p><p>{LONG}</p></article></body></html>"
    (article,) = readers.read_bytes(page.encode(), "page.html")
    assert (article.title, article.paragraphs[0].source) == (headline, headline)


def test_who_wrote_a_comment_did_not_write_the_story() -> None:
    comments = f"<ol class=commentlist id=comments><li><span class=author>marin29</span><p>{LONG}</p></li></ol>"
    assert body(f"<article><p>{LONG}</p><p>{LONG}</p></article>{comments}").metadata.byline == ""


@pytest.mark.parametrize("item", ["li", "article"])
def test_a_list_of_other_stories_is_left_and_one_of_the_page_itself_is_kept(item: str) -> None:
    def entries(paragraphs: int) -> str:
        heading, text = "<h3><a href='/b'>Le pont de Valmy</a></h3>", f"<p>Au pont : {LONG}</p>" * paragraphs
        return f"<div>{f'<{item}>{heading}{text}</{item}>' * 4}</div>"

    story = f"<p>{LONG}</p>" * 3
    assert [p.source for p in body(f"<main>{story}{entries(1)}</main>").paragraphs] == ["La crue", LONG, LONG, LONG]
    for kept in (story + entries(2), entries(1)):
        assert [p.source for p in body(f"<main>{kept}</main>").paragraphs].count(f"Au pont : {LONG}") >= 4


def test_sentences_of_the_story_that_begin_like_labels_are_kept() -> None:
    sentences = (
        "Abonnez-vous, disaient les affiches collées par les militants sur les murs de la mairie.",
        "Commentaires acerbes.",
        "Partager le pont n'est pas simple.",
        "Accepter les travaux prendra du temps, dit le maire.",
    )
    article = body(f"<article><p>{LONG}</p>{''.join(f'<p>{text}</p>' for text in sentences)}<p>{LONG}</p></article>")
    assert tuple(p.source for p in article.paragraphs[2:-1]) == sentences


@pytest.mark.parametrize(
    "label", ["Commentaires (12)", "Commentaires", "Partager sur les réseaux", "Abonnez-vous", "Loading..."]
)
def test_labels_among_the_story_are_left(label: str) -> None:
    article = body(f"<article><p>{LONG}</p><p>{label}</p><p>{LONG}</p></article>")
    assert [p.source for p in article.paragraphs] == ["La crue", LONG, LONG]
    assert article.notices == ()


def test_a_sentence_left_out_of_the_story_is_said() -> None:
    said = "Inscrivez-vous sur les listes avant le 31 décembre, rappelle la mairie."
    article = body(f"<article><p>{LONG}</p><p>{said}</p><p>{LONG}</p></article>")
    assert article.notices == (Notice("left-out", f"Left out as no part of the story: « {said} »"),)


def test_a_short_caption_at_the_end_is_kept() -> None:
    figure = "<figure><img src=b.jpg><figcaption>Le phare.</figcaption></figure>"
    for around in ("<article>@</article>", "<article><section>@</section></article>"):
        article = body(around.replace("@", f"<p>{LONG}</p>").replace("</article>", f"{figure}</article>"))
        assert [p.source for p in article.paragraphs] == ["La crue", LONG, "Le phare."]
        assert article.blocks[2] == Picture("b.jpg")


def test_notes_that_stand_apart_from_the_story_are_kept_too() -> None:
    text = f"<article><p>{LONG}<a href='#n1'><sup>1</sup></a></p><p>{LONG}</p></article>"
    article = body(f"{text}<div><div id=n1><p><sup><a href='#r1'>1</a></sup>\u00a0Selon la mairie.</p></div></div>")
    assert article.blocks[-1] == Note("1", (Paragraph.of("Selon la mairie."),))
    comments = f"<section id=comments class=comments><p>{LONG}</p></section>"
    article = body(f"{text.replace('#n1', '#comments')}{comments}")
    assert not any(isinstance(block, Note) for block in article.blocks)
    assert not any(mark.kind is MarkKind.NOTE for p in article.paragraphs for mark in p.segments[0].marks)


@pytest.mark.parametrize(
    "shown",
    [
        f"<noscript><div><p>{LONG}</p><p>{LONG}</p></div></noscript>",
        f"<div style='display:none'><p>{LONG}</p><p>{LONG}</p></div>",
        f"<script type=application/ld+json>{json.dumps({'articleBody': LONG + chr(10) + LONG + chr(0)})}</script>",
        f"<script type=application/ld+json>{json.dumps({'articleBody': f'<p>{LONG}</p><p>{LONG}</p>'})}</script>",
    ],
    ids=["noscript", "hidden", "data", "marked-up data"],
)
def test_a_page_that_needs_scripts_gives_what_it_has_for_others(shown: str) -> None:
    assert [p.source for p in body(f"<p>Chargement</p>{shown}").paragraphs][-2:] == [LONG, LONG]


def test_a_hidden_text_is_none_where_the_page_has_one() -> None:
    article = body(f"<p>{LONG * 5}</p><div hidden><p>{LONG}</p></div><noscript><p>{LONG}</p></noscript>")
    assert [p.source for p in article.paragraphs] == ["La crue", LONG * 5]


def test_a_headline_is_no_shorter_for_a_heading_that_it_begins_with() -> None:
    page = "<title>Retraites - La grève s’étend aux ports</title><body><h2>Retraites</h2><h2>Météo</h2>"
    (article,) = readers.read_bytes(f"{page}<p>{LONG}</p>".encode(), "page.html")
    assert article.title == "La grève s’étend aux ports"


def test_a_soft_hyphen_is_no_letter() -> None:
    assert body(f"<p>au\u00adjourd&shy;hui, {LONG}</p>").paragraphs[-1].source.startswith("aujourdhui,")


def test_who_signs_below_the_story_is_kept_and_what_stands_alone_below_is_left() -> None:
    markup = f"<article><p>{LONG}</p><p>{LONG}</p><p>La rédaction</p><h3>Sur le web</h3><p><a href=/x>La Loire</a></p>"
    assert [p.source for p in body(f"{markup}</article>").paragraphs] == ["La crue", LONG, LONG, "La rédaction"]


def test_a_page_of_short_sentences_of_which_little_is_kept_says_so() -> None:
    said = "<p>Les pompiers sont arrivés vers huit heures du matin.</p>" * 40
    (notice,) = body(f"<article><p>{LONG}</p></article><div class=comments>{said}</div>").notices
    assert notice.message.startswith("Most of the page's text was left out")
