"""What the first characters of a line announce: a list item, a numbered title, an entry of the contents."""

import re

_BULLET_SIGNS = "•●○◦▪■□▫‣⁃➢➤►▶▸✓✔✗✘❖◆◇→⇒·∙∗\uf000-\uf0ff"
_BULLET = re.compile(rf"(?:[{_BULLET_SIGNS}]+\s*|[*+]\s+|[-–—‐−»](?:\s+|(?=[^\W\d])))(?=\S)")
_LONE_BULLET = re.compile(rf"[{_BULLET_SIGNS}–—‐−-]")
# Letters that the fonts Wingdings and Courier New draw as bullets.
_LETTER_BULLETS = frozenset("oØüqvnlw§*")
_LETTERED_ITEM = re.compile(r"[a-z]\s?[).]\s+\S|\(?[ivx]+\)\s+\S|[a-z]\)\S")

_KEYWORD = "article|chapitre|partie|titre|section|annexe|lot|phase|tranche|sous-section|sous-partie"
_NUMBER = r"\d+[a-z]?(?:[.\-]\d+)*|[ivxl]+|[a-z]|unique|premi(?:er|ère)|…|\.\.\.|n\s?°\s?\d+"
# "Article L. 2112-2" cites a code, "article 12" refers to another one.
_KEYWORD_TITLE = re.compile(rf"(?=[A-Z])(?i:{_KEYWORD})\s+(?![LRD]\s?\.)(?i:{_NUMBER})(?!\w).{{0,3}}(?:$|[\s.:–—-])")
_DOTTED_TITLE = re.compile(
    r"(?:[A-Z]\.)?\d{1,3}(?:\.\d{1,3})+\.?\s*[-–—:)/]?\s*\S|(?:[A-Z]|[IVX]{2,5})\.\d{1,3}(?:\.\d+)*\.?\s*[-–:)]?\s*[^\s\d]"
)
_SINGLE_TITLE = re.compile(r"(?:\d{1,2}|[IVXL]{1,5}|[A-Z])\s?(?:[.)/°]|\s?[-–—:])+\s*[A-ZÀ-ÖØ-ÞŒ«“\"'(]")
_PLAIN_TITLE = re.compile(r"(?:\d{1,2}|[IVXL]{1,5})\s+[A-ZÀ-ÖØ-ÞŒ]")
_ORDINAL_TITLE = re.compile(r"\d{1,2}\s?(?:ère|er|ème|e|°)\s+[^\W\d]", re.IGNORECASE)

# Words that no sentence or title ends with.
_DANGLING = re.compile(
    r"(?:^|[\s(])(?:à|au|aux|avec|d['’]|dans|de|des|du|en|et|l['’]|la|le|les|ou|par|pour|sans|sous|sur|un|une)$|[-–—(]$",
    re.IGNORECASE,
)
_LEADER_SIGNS = ".…_·"
_LEAST_LEADERS = 4
_MOST_PAGE_DIGITS = 4
_CONTENTS_TITLE = re.compile(
    r"(?:sommaire|tabledesmati[eè]res|tablesdesmati[eè]res|table|contenu|index)\W*", re.IGNORECASE
)


def strip_bullet(text: str) -> str:
    """The text of a list item without its sign; the text itself where it has none."""
    match = _BULLET.match(text)
    return text[match.end() :].lstrip() if match else text


def has_bullet(text: str) -> bool:
    """Whether the text begins with a bullet or a dash."""
    return _BULLET.match(text) is not None


def is_bullet_sign(word: str) -> bool:
    """Whether a word alone at the head of a line is a bullet, be it a letter of a font of signs."""
    return _LONE_BULLET.fullmatch(word) is not None or word in _LETTER_BULLETS


def is_lettered_item(text: str) -> bool:
    """Whether the text begins as an item "a)" or "ii)"."""
    return _LETTERED_ITEM.match(text) is not None


def is_strong_title(text: str) -> bool:
    """Whether the text begins as "Article 12 –", "PARTIE 1" or "4.2 Titre"."""
    return _KEYWORD_TITLE.match(text) is not None or _DOTTED_TITLE.match(text) is not None


def is_numbered_title(text: str) -> bool:
    """Whether the text begins with a number or letter that can lead a title: "3.", "I -", "A)", "2 Objet"."""
    return (
        is_strong_title(text)
        or _SINGLE_TITLE.match(text) is not None
        or _PLAIN_TITLE.match(text) is not None
        or _ORDINAL_TITLE.match(text) is not None
    )


def is_dangling(text: str) -> bool:
    """Whether the text ends with a word that calls for another: "de", "et", "pour", or a dash."""
    return _DANGLING.search(text[-12:]) is not None


def has_leaders(text: str) -> bool:
    """Whether the text ends with dot leaders, with or without the page number they lead to."""
    return _split_entry(text)[0] >= _LEAST_LEADERS


def trailing_page(text: str) -> int | None:
    """The number that ends the text, as in an entry of the contents."""
    return _split_entry(text)[1]


def _split_entry(text: str) -> tuple[int, int | None]:
    """How many leader signs end an entry of the contents, and the page number among or after them."""
    # By hand: an expression would try each start of a long run of dots.
    body = text.rstrip(_LEADER_SIGNS + " ")
    entry = body.rstrip("0123456789")
    digits = body[len(entry) :]
    if not digits or len(digits) > _MOST_PAGE_DIGITS or not entry:
        return _count_leaders(text[len(body) :]), None
    title = entry.rstrip(_LEADER_SIGNS + " ")
    return _count_leaders(entry[len(title) :] + text[len(body) :]), int(digits)


def _count_leaders(signs: str) -> int:
    # An ellipsis is three dots.
    return len(signs) - signs.count(" ") + 2 * signs.count("…")


def is_contents_title(text: str) -> bool:
    """Whether the text is "Sommaire" or "Table des matières", letter-spaced or not."""
    return _CONTENTS_TITLE.fullmatch(re.sub(r"\s+", "", text)) is not None
