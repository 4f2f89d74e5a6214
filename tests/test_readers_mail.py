"""Mail in parts: all text that a mail program shows is kept, none of it twice, and what is left out is said."""

import email.policy
from email.message import EmailMessage

import pytest

from translator import readers
from translator.document import Article, Notice

FIRST = "La rivière est montée de deux mètres dans la nuit, selon la préfecture, qui demande de rester chez soi."
SECOND = "Le pont de Valmy, fermé depuis jeudi, ne rouvrira pas avant la décrue, attendue dimanche par les secours."
FOOTER = "Cette liste est tenue par la rédaction de la Gazette de Valmy."


def read(message: EmailMessage | bytes) -> Article:
    data = message if isinstance(message, bytes) else message.as_bytes()
    (article,) = readers.read_bytes(data, "recu.eml")
    return article


def texts(article: Article) -> list[str]:
    return [p.source for p in article.paragraphs[1:]]


def mail(text: str = "") -> EmailMessage:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"], message["Subject"], message["Message-ID"] = "a@example.org", "La crue", "<1@example.org>"
    if text:
        message.set_content(text)
    return message


def part(text: str, subtype: str = "plain") -> EmailMessage:
    inner = EmailMessage(policy=email.policy.SMTP)
    inner.set_content(text, subtype=subtype)
    return inner


def mixed(*parts: EmailMessage) -> EmailMessage:
    message = mail()
    message.make_mixed()
    for inner in parts:
        message.attach(inner)
    return message


def test_a_footer_in_html_does_not_displace_the_story_in_plain_text() -> None:
    assert texts(read(mixed(part(FIRST), part(f"<p>{FOOTER}</p>", "html")))) == [FIRST, FOOTER]


def test_text_on_both_sides_of_a_picture_is_kept() -> None:
    picture = EmailMessage(policy=email.policy.SMTP)
    picture.set_content(b"abc", maintype="image", subtype="jpeg", disposition="inline", filename="crue.jpg")
    article = read(mixed(part(FIRST), picture, part(SECOND)))
    assert texts(article) == [FIRST, SECOND]
    assert article.notices == (Notice("skipped", "Not translated: attachment crue.jpg (image/jpeg)"),)


def test_alternatives_are_one_text_and_so_are_parts_that_say_the_same() -> None:
    alternatives = mail(FIRST)
    alternatives.add_alternative(f"<p>{FIRST[:-4]}<b>soi</b>.</p>", subtype="html")
    alternatives.add_attachment(FOOTER.encode(), maintype="text", subtype="plain", disposition="inline")
    assert texts(read(alternatives)) == [FIRST, FOOTER]
    assert read(alternatives).paragraphs[1].segments[0].marks
    assert texts(read(mixed(part(FIRST), part(f"<p>{FIRST}</p><p>{SECOND}</p>", "html")))) == [FIRST, SECOND]


def test_an_alternative_that_shows_next_to_nothing_is_passed_over() -> None:
    message = mail(f"{FIRST}\n\n{SECOND}")
    message.add_alternative("<p>Version en ligne</p>", subtype="html")
    assert texts(read(message)) == [FIRST, SECOND]


def test_a_signature_at_the_end_is_left_out_and_said() -> None:
    article = read(mail(f"{FIRST}\n\n-- \nLou Ray\nDesk de Valmy\n"))
    assert texts(article) == [FIRST]
    assert article.notices == (Notice("left-out", "The signature is not translated: « Lou Ray · Desk de Valmy »"),)


def test_a_story_forwarded_below_a_signature_is_kept() -> None:
    forwarded = f"À traduire.\n\n-- \nLou Ray\n\n---- Message transféré ----\n\n{FIRST}\n\n{SECOND}\n\n{FOOTER}\n"
    article = read(mail(forwarded))
    assert [text for text in texts(article) if text in (FIRST, SECOND, FOOTER)] == [FIRST, SECOND, FOOTER]
    assert article.notices == ()


def test_lines_that_flow_do_not_hide_the_signature() -> None:
    head = b"Subject: La crue\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
    folded = FIRST.replace("selon ", "selon \n").encode()
    assert texts(read(head + folded + b"\n\n-- \nLou Ray\n")) == [FIRST]


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_damaged_letter_does_not_refuse_the_mail(kind: str) -> None:
    head = f"Subject: La crue\nContent-Type: text/{kind}; charset=utf-8\n\n".encode()
    article = read(head + f"L’été à Étel, « où ça ? » {FIRST}".encode().replace("à É".encode(), b"\xc3 \xc3\x89", 1))
    assert texts(article) == [f"L’été \ufffd Étel, « où ça ? » {FIRST}"]
    assert [n.code for n in article.notices] == ["encoding"]


@pytest.mark.parametrize("boundary", ["----=_Part_12", "=_a:1/2?="])
def test_a_boundary_without_quotation_marks_parts_the_mail(boundary: str) -> None:
    inner = f"--{boundary}\nContent-Type: text/plain; charset=utf-8\n\n{FIRST}\n--{boundary}--\n"
    head = f"Subject: La crue\nContent-Type: multipart/alternative;\n boundary={boundary}\n\n"
    assert texts(read((head + inner).encode())) == [FIRST]


@pytest.mark.parametrize("time", [f"16:03:{'9' * 20} +0000", f"16:03:54 +{'9' * 20}"])
def test_a_date_that_no_clock_has_does_not_refuse_the_mail(time: str) -> None:
    article = read(
        f"Subject: La crue\nDate: Mon, 29 Jul 2013 {time}\nContent-Type: text/plain\n\nLe port ferme.\n".encode()
    )
    assert texts(article) == ["Le port ferme."]
    assert article.metadata.date == ""


def test_a_false_label_of_latin_1_is_seen_through() -> None:
    for said, codec in (("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("us-ascii", "utf-8"), ("iso-8859-1", "cp1252")):
        head = f"Subject: La crue\nMIME-Version: 1.0\nContent-Type: text/plain; charset={said}\n\n".encode()
        text = "L’été à Étel, « où ça ? »"
        assert texts(read(head + text.encode(codec))) == [text], (said, codec)
