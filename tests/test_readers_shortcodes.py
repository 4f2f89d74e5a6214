"""WordPress's shortcodes and code: what is text is translated, what is not is kept as it is or said."""

import pytest

from translator import readers
from translator.document import Article, Style

LONG = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."


def post(content: str) -> Article:
    data = (
        '<rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="urn:c"><channel><item><title>La crue</title>'
        f"<c:encoded><![CDATA[{content}]]></c:encoded></item></channel></rss>"
    )
    (article,) = readers.read_bytes(data.encode(), "blog.xml")
    return article


def shown(article: Article) -> list[tuple[Style, str]]:
    return [(p.style, p.source) for p in article.paragraphs[1:]]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        ('[button url="/don" color="red"]Cliquez ici[/button]', ["Cliquez ici"]),
        ('[su_box title="À savoir"]Le pont est fermé.[/su_box]', ["À savoir", "Le pont est fermé."]),
        ("[row][col]Le pont est fermé.[/col][/row]", ["Le pont est fermé."]),
        ('<p>Le pont [su_highlight background="#fff"]est fermé[/su_highlight].</p>', ["Le pont est fermé."]),
        ("« [Le maire] l'a dit [sic] », [...]", ["« [Le maire] l'a dit [sic] », [...]"]),
        ("[Mis à jour à 18h]", ["[Mis à jour à 18h]"]),
    ],
)
def test_what_stands_between_the_tags_is_text(content: str, texts: list[str]) -> None:
    article = post(f"{LONG}\n\n{content}\n\n{LONG}")
    assert shown(article) == [(Style.BODY, text) for text in (LONG, *texts, LONG)]
    assert article.notices == ()


@pytest.mark.parametrize("line", ['[gallery ids="1,2" link="file"]', "[gallery]", "[contact-form-7 id='3' /]"])
def test_a_line_of_its_own_is_kept_as_it_is(line: str) -> None:
    assert shown(post(f"{LONG}\n\n{line}\n\n{LONG}"))[1] == (Style.VERBATIM, line)
    page = f"<html><body><h1>La crue</h1><article><p>{LONG}</p><p>{line}</p><p>{LONG}</p></article></body></html>"
    (article,) = readers.read_bytes(page.encode(), "page.html")
    assert shown(article)[1] == (Style.VERBATIM, line)


def test_one_within_a_line_is_left_out_and_said() -> None:
    article = post(f'{LONG} [gallery ids="1,2" link="file"]')
    assert shown(article) == [(Style.BODY, LONG)]
    assert [n.message for n in article.notices] == ["Not translated: 1 [gallery] shortcode"]


def test_a_shortcode_of_code_is_code() -> None:
    assert shown(post(f"{LONG}\n\n[code]les_ports = 1[/code]"))[1] == (Style.VERBATIM, "les_ports = 1")


def test_a_paragraph_that_is_code_is_not_translated() -> None:
    page = f"<html><body><h1>La crue</h1><p>{LONG}</p><p><code>apt installer les</code></p><p>{LONG}</p></body></html>"
    markdown = f"# La crue\n\n{LONG}\n\n- `apt installer les`\n\n{LONG}\n"
    for data, name in ((page, "x.html"), (markdown, "x.md")):
        (article,) = readers.read_bytes(data.encode(), name)
        assert shown(article) == [(Style.BODY, LONG), (Style.VERBATIM, "apt installer les"), (Style.BODY, LONG)]
    assert article.lead + "".join(p.lead + p.source + p.tail for p in article.paragraphs) == markdown
