"""Takes out of a provision who bought: a library text names no buyer, no place of theirs and no person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from recommender.domain.text import FoldedText, fold_accents

EMAIL_MARK, SITE_MARK, PHONE_MARK, PERSON_MARK = "[courriel]", "[site]", "[téléphone]", "[nom]"
# Whatever a caller gives as names of buyers, these words name no one.
_NEUTRAL = frozenset((
    "acheteur", "titulaire", "commission", "etat", "union europeenne", "pole emploi", "france travail", "siae",
    "commune", "ville", "departement", "region", "metropole", "syndicat", "oph", "mairie", "collectivite",
    "code de la commande publique", "code", "france", "pouvoir adjudicateur", "maitre d'ouvrage",
))  # fmt: skip
_CONTACTS = (
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), EMAIL_MARK),
    (re.compile(r"\b(?:https?://|www\.)[^\s<>\"«»()\[\]]*[^\s<>\"«»()\[\].,;:!?]", re.IGNORECASE), SITE_MARK),
    (re.compile(r"(?<![\w.,+-])(?:(?:\+|00)33[ .]?(?:\(0\)[ .]?)?|0)[1-9](?:[ .-]?\d{2}){4}(?![\w-])"), PHONE_MARK),
)


def _compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern in which a space is any run of spaces of one line: a name does not go on on the next."""
    return re.compile(pattern.replace(" ", "[ \u00a0\u202f]+"), flags)


# Words with a capital that begin no name of a place, or end one.
_NO_NAME = (
    r"(?!(?:L[ae]s?|Un|Une|Il|Elle|Ce|Cette|Ces|En|Au|Aux|Pour|Dans|Code|Commission|Conseil|Union|[ÉE]tat|Titulaires?"
    r"|Acheteurs?|Ma[iî]tre|Maire|Pr[ée]sidente?|Directeur|Directrice|March[ée]s?|Lots?|Articles?|SIAE|P[ôo]le|Loi"
    r"|France Travail|D[ée]cret|CC[AT]?[GTP]?P?)\b)"
)
_WORD = rf"{_NO_NAME}[A-ZÀ-ÖØ-ÞŒ]\w*(?:['’][A-ZÀ-ÖØ-ÞŒ]\w*)?(?:-[\w'’]+)*"
# "Lille", "La Rochelle", "Val de Loire", "Pays de la Loire".
_PLACE = rf"(?:L[ae]s?(?: |-)|L['’])?{_WORD}(?: (?:(?:du|des|de la|de(?: L[ae]s?)?) |d['’]|de l['’])?{_WORD}){{0,6}}"
_OF = r"(?:(?i:de la|du|des|de|le|la|les) |(?i:de l['’]|d['’]|l['’]))"
# "le syndicat intercommunal de traitement des ordures ménagères du Val": words of trade, so that no verb is taken.
_TRADE = (
    r"(?: (?i:(?:d['’]|l['’])?(?:intercommuna(?:l|le|ux)|(?:inter-?)?d[ée]partemental|mixte|ouvert|communal|public"
    r"|central|r[ée]gional|traitement|valorisation|collecte|gestion|[ée]limination|tri|distribution|production"
    r"|transports?|d[ée]chets|ordures|m[ée]nag[èe]res|eaux?|potable|[ée]nergies?|[ée]lectricit[ée]|assainissement"
    r"|am[ée]nagement|us[ée]es|vocation|multiple|unique|urbain|bassin|rivi[èe]res?|et|pour|à|de|des|du|les?|la)))*"
)
# Bodies whose name follows "de", and those whose name may follow at once: "région Occitanie", "OPH Alpes Habitat".
_PLACED = (
    r"(?i:commune|ville|mairie|conseil (?:d[ée]partemental|r[ée]gional|municipal)|ccas|sdis"
    r"|centre communal d['’]action sociale)"
)
_NAMED = (
    r"(?i:communaut[ée] (?:de communes|d['’]agglom[ée]ration|urbaine)|agglom[ée]ration|d[ée]partement|r[ée]gion"
    r"|m[ée]tropole|office public de l['’]habitat|oph|chu|universit[ée]"
    r"|centre hospitalier(?: (?:universitaire|intercommunal|r[ée]gional))?)"
)
# In a heading in capitals: "SAINT PIERRE", "VAL DE LOIRE", and no word more.
_CAPITALS = rf"(?:SAINTE? )?{_WORD}(?: (?:(?:DU|DES|DE(?: LA)?) |(?:D|DE L)['’]){_WORD}){{0,2}}"
_SYNDICATE = rf"(?i:syndicat){_TRADE}"
_BODY = _compile(
    # Without "de", a name in small letters after its capital: where all is in capitals, a verb may follow.
    rf"\b(?:(?![A-ZÉ]{{4}})(?:(?:{_PLACED}|{_NAMED}|{_SYNDICATE}) {_OF}{_PLACE}"
    rf"|(?:{_NAMED}|{_SYNDICATE}) (?=\w[\w'’-]*[a-zà-ÿ]){_PLACE})"
    rf"|(?=[A-ZÉ]{{4}})(?:{_PLACED}|{_NAMED}|{_SYNDICATE}) {_OF}{_CAPITALS})"
)
_PERSON = _compile(
    r"\b(?:MM?\.|Mmes?\b\.?|Mlle\b|Messieurs|Monsieur|Mesdames|Madame|Mademoiselle) "
    rf"(?:[A-Z]\. )*(?:L[ea] )?{_WORD}(?: (?:(?:du|des|[Ll][ae]|de(?: [Ll]a)?) |d['’])?{_WORD}){{0,4}}"
)
# What stands before a name and agrees with it.
_BEFORE = _compile(
    r"(?<![\w'’])(?:(?P<of>(?:de (?:la|les?)|du|des|de) |de l['’]|d['’])"
    r"|(?P<to>(?:à (?:la|les?)|aux?|à) |à l['’])|(?P<that>qu['’])"
    r"|(?:la|les?|ladite|ledit|cette|ce|cet|notre|votre|une?) |l['’])$",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(r"(?:^|[.!?]\s|\n\s*)$")
_ARTICLE = re.compile(r"^(?:(?:la|les?)\s+|l')")
_MAX_PASSES = 5


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without names, and what was taken out of it, as it stood."""

    text: str
    removed: tuple[str, ...]


def remove_names(text: str, *, known: Sequence[str]) -> Cleaned:
    """Replaces buyers by "l'acheteur", with what stands before it, and persons and addresses by a mark in brackets.

    Args:
        text: a provision as its document writes it.
        known: names of buyers, with an article or not; accents and case do not matter, the longest is found first.
    """
    pattern = _compile_known(known)
    removed: list[str] = []
    # What a replacement leaves may be read anew: asked until nothing is found, so that cleaning twice changes nothing.
    for _ in range(_MAX_PASSES):
        cleaned = _clean_once(text, pattern)
        removed += cleaned.removed
        if cleaned.text == text:
            break
        text = cleaned.text
    return Cleaned(text, tuple(removed))


def _clean_once(text: str, known: re.Pattern[str] | None) -> Cleaned:
    removed: list[str] = []
    for pattern, mark in _CONTACTS:
        removed += pattern.findall(text)
        text = pattern.sub(mark, text)
    removed += _PERSON.findall(text)
    text = _PERSON.sub(PERSON_MARK, text)
    parts, end = [], 0
    for start, stop in _merge([*_find_known(text, known), *(match.span() for match in _BODY.finditer(text))]):
        before = _BEFORE.search(text[end:start])
        first = end + before.start() if before else start
        removed.append(text[start:stop])
        parts += [text[end:first], _name_buyer(text, first, before)]
        end = stop
    return Cleaned("".join([*parts, text[end:]]), tuple(removed))


def _compile_known(known: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for folded texts; spaces and hyphens are alike."""
    folded = {_ARTICLE.sub("", " ".join(fold_accents(name).split())) for name in known}
    names = sorted((name for name in folded if len(name) > 1 and name not in _NEUTRAL), key=lambda n: (-len(n), n))
    if not names:
        return None
    patterns = (r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) for name in names)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def _find_known(text: str, known: re.Pattern[str] | None) -> Iterator[tuple[int, int]]:
    if known is None:
        return
    folded = FoldedText.of(text)
    for match in known.finditer(folded.folded):
        yield folded.origins[match.start()], folded.origins[match.end()]


def _merge(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap made one: "la Ville de Lille" where "Lille" is known too."""
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged


def _name_buyer(text: str, first: int, before: re.Match[str] | None) -> str:
    """ "l'acheteur", "de l'acheteur"… in place of what begins at ``first``."""
    links = {"of": "de ", "to": "à ", "that": "que "}
    kind = before.lastgroup if before else None
    words = f"{links.get(kind or '', '')}l'acheteur"
    is_start = _SENTENCE_START.search(text[:first]) is not None and text[first].isupper()
    return words[0].upper() + words[1:] if is_start else words
