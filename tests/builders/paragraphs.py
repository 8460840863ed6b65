"""Random paragraphs of French, and their words looked for in what was read."""

from collections.abc import Sequence

from hypothesis import strategies as st

_LETTERS = "abcdeilmnoprstuvéèêàçùœABÉ0123456789’€%°"
_WORDS = st.builds(
    lambda word, sign: word + sign,
    st.text(_LETTERS, min_size=1, max_size=11).filter(lambda word: any(letter.isalnum() for letter in word)),
    st.sampled_from(["", "", "", ",", ".", " :", " ;", ")"]),
).map(lambda word: word.split(" ")[0])
PARAGRAPHS = st.lists(st.lists(_WORDS, min_size=1, max_size=14), min_size=1, max_size=8)


def flatten(paragraphs: Sequence[Sequence[str]]) -> list[str]:
    """The words of the paragraphs."""
    return [word for paragraph in paragraphs for word in paragraph]


def missing_words(wanted: Sequence[str], text: str) -> list[str]:
    """The words that the text does not hold in this order, from the first one missing."""
    found = iter(text.split())
    for place, word in enumerate(wanted):
        if word not in found:
            return list(wanted[place:])
    return []
