"""Formats made of random paragraphs: every word is read, in the order of the text."""

from html import escape
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders.html_files import make_html
from tests.builders.office import make_docx, make_odt
from tests.builders.paragraphs import PARAGRAPHS, flatten, missing_words
from tests.builders.pdfs import lines, make_pdf
from tests.builders.reading import read
from tests.builders.rtf import escape_bytes, escape_unicode, make_rtf, paragraph, row

Paragraphs = list[list[str]]
TAGS = ["p", "div", "li", "h1", "h3", "blockquote", "td", "pre", "section", "dd", "x-y", "center", "caption"]
RTF_FORMS = [
    paragraph,
    lambda text: paragraph(text, r"\b\s1"),
    lambda text: paragraph(r"{\listtext a.\tab}" + text),
    lambda text: row(text, "fin"),
    lambda text: f"{{\\shp{{\\*\\shpinst{{\\shptxt {text}\\par}}}}}}\\par ",
    lambda text: f"{{\\field{{\\*\\fldinst X}}{{\\fldrslt {text}}}}}\\line ",
]
MARKDOWN_FORMS = [
    "{}",
    "# {}",
    "- {}",
    "1. {}",
    "> x {}",
    "**{}**",
    "| {} | fin |",
    "{}\n=====",
    "<p>{}</p>",
    "```\n{}\n```",
]

quick = settings(max_examples=60, deadline=None)


@quick
@given(paragraphs=PARAGRAPHS, width=st.integers(20, 90))
def test_text_keeps_every_word_however_it_is_wrapped(paragraphs: Paragraphs, width: int) -> None:
    wrapped = ["\n".join(wrap(" ".join(words), width, break_long_words=False)) for words in paragraphs]
    assert missing_words(flatten(paragraphs), read("\n\n".join(wrapped).encode()).text) == []


@quick
@given(paragraphs=PARAGRAPHS, data=st.data(), codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_markdown_keeps_every_word(paragraphs: Paragraphs, data: st.DataObject, codec: str) -> None:
    forms = [data.draw(st.sampled_from(MARKDOWN_FORMS)) for _ in paragraphs]
    text = "\n\n".join(form.format(" ".join(words)) for form, words in zip(forms, paragraphs, strict=True))
    assert missing_words(flatten(paragraphs), read(text.encode(codec)).text) == []


@quick
@given(paragraphs=PARAGRAPHS, data=st.data(), is_referenced=st.booleans(), is_closed=st.booleans())
def test_html_keeps_every_word(
    paragraphs: Paragraphs, data: st.DataObject, is_referenced: bool, is_closed: bool
) -> None:
    body = ""
    for words in paragraphs:
        tag, text = data.draw(st.sampled_from(TAGS)), escape(" ".join(words))
        if is_referenced:
            text = text.encode("ascii", "xmlcharrefreplace").decode()
        # An inline tag parts no words: a space follows it.
        body += f"<{tag}>{text}" + (f"</{tag}> " if is_closed or tag == "x-y" else " ")
    assert missing_words(flatten(paragraphs), read(make_html(body)).text) == []


@quick
@given(paragraphs=PARAGRAPHS, data=st.data(), is_unicode=st.booleans())
def test_rtf_keeps_every_word(paragraphs: Paragraphs, data: st.DataObject, is_unicode: bool) -> None:
    escaped = [(escape_unicode if is_unicode else escape_bytes)(" ".join(words)) for words in paragraphs]
    body = "".join(data.draw(st.sampled_from(RTF_FORMS))(text) for text in escaped)
    assert missing_words(flatten(paragraphs), read(make_rtf(body)).text) == []


@settings(max_examples=15, deadline=None)
@given(paragraphs=PARAGRAPHS, is_odt=st.booleans())
def test_word_processor_files_keep_every_word(paragraphs: Paragraphs, is_odt: bool) -> None:
    texts = [" ".join(words) for words in paragraphs]
    content = make_odt("".join(f"<text:p>{text}</text:p>" for text in texts)) if is_odt else make_docx(*texts)
    assert missing_words(flatten(paragraphs), read(content).text) == []


@settings(max_examples=25, deadline=None)
@given(paragraphs=PARAGRAPHS)
def test_pdf_keeps_every_word(paragraphs: Paragraphs) -> None:
    # pdfium takes lone signs below one another for vertical writing.
    led = [["Le", "titulaire", *words] for words in paragraphs]
    page = [line for words in led for line in [*wrap(" ".join(words), 80, break_long_words=False), ""]]
    assert missing_words(flatten(led), read(make_pdf(lines(*page, top=60))).text) == []


def test_missing_words_are_seen() -> None:
    assert missing_words(["un", "deux"], "un deux") == []
    assert missing_words(["deux", "un"], "un deux") == ["un"]
    with pytest.raises(AssertionError):
        assert missing_words(["trois"], "un deux") == []
