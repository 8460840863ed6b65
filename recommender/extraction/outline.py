"""Lines that may be headings → those that are: their numbers follow one another, and text stands between them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from recommender.domain.documents import Block, BlockRole
from recommender.extraction.candidates import MAX_HEADING_CHARS, Candidate, Evidence, is_title_like
from recommender.extraction.contents_entries import Contents, make_key
from recommender.extraction.title_numbers import NumberedTitle, form_of, read_label, read_title, value_of

# A number may be lost in reading, or an article left out by the author.
_MAX_STEP = 3
_MIN_RUN = 3
_MOST_UNMARKED = 30
_MIN_CHAIN = 3
_CHAIN_SHARE = 0.7
_FRONT_SHARE = 0.25
_SMALL, _LARGE = 1.05, 1.08
_LARGE_SHARE = 0.6
_MAX_PLAIN_WORDS = 14


def select_headings(candidates: Sequence[Candidate], blocks: Sequence[Block], contents: Contents) -> list[Candidate]:
    """The candidates that are headings, in reading order."""
    kept = _drop_front_matter(candidates, blocks)
    kept = _drop_repeated_runs(kept, blocks)
    kept = _drop_lists(kept, blocks)
    kept = _drop_unlisted(_drop_doubles(kept), contents)
    kept = _keep_plain_chains(kept, blocks)
    return _keep_sequences(_drop_small(kept))


def _is_sure(candidate: Candidate) -> bool:
    return candidate.evidence >= Evidence.LISTED


def _drop_front_matter(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Without what stands before the contents: the cover."""
    first = next((i for i, block in enumerate(blocks) if block.role is BlockRole.CONTENTS), None)
    if first is None or first > _FRONT_SHARE * len(blocks):
        return list(candidates)
    return [candidate for candidate in candidates if candidate.index > first or _is_sure(candidate)]


def _runs(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> Iterable[list[int]]:
    """The places of the candidates that follow one another with nothing between them, run by run."""
    run: list[int] = []
    for place, candidate in enumerate(candidates):
        if run and not _is_adjacent(candidates[run[-1]].index, candidate.index, blocks):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _is_adjacent(index: int, following: int, blocks: Sequence[Block]) -> bool:
    return all(blocks[between].role is BlockRole.RUNNING for between in range(index + 1, following))


def _identity(candidate: Candidate) -> tuple[str, str]:
    return (candidate.numbered.label.lower() if candidate.numbered else "", make_key(candidate.title))


def _drop_repeated_runs(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Without contents that bear no page numbers: runs whose lines are all met again further on."""
    last = {_identity(candidate): place for place, candidate in enumerate(candidates)}
    dropped: set[int] = set()
    for full_run in _runs(candidates, blocks):
        run = _before_repeat(candidates, full_run)
        again = [place for place in run if last[_identity(candidates[place])] > run[-1]]
        if len(run) >= _MIN_RUN and len(again) > len(run) / 2:
            dropped.update(run)
    return [candidate for place, candidate in enumerate(candidates) if place not in dropped]


def _before_repeat(candidates: Sequence[Candidate], run: Sequence[int]) -> list[int]:
    """The run up to a line it already holds: the first article often comes at once after the contents."""
    seen: set[tuple[str, str]] = set()
    kept: list[int] = []
    for place in run:
        if _identity(candidates[place]) in seen:
            break
        seen.add(_identity(candidates[place]))
        kept.append(place)
    return kept


def _drop_lists(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Without numbered lists: lines of one depth that run on, and items that bear a sign of their own."""
    dropped: set[int] = set()
    for run in _runs(candidates, blocks):
        for same in _same_depth(candidates, run):
            weak = [place for place in same if not _is_title_of_its_own(candidates[place])]
            if len(same) >= _MIN_RUN and len(weak) > len(same) / 2:
                dropped.update(weak)
    return [
        candidate
        for place, candidate in enumerate(candidates)
        if place not in dropped and not _is_list_item(candidate, blocks)
    ]


def _same_depth(candidates: Sequence[Candidate], run: Sequence[int]) -> Iterable[list[int]]:
    """The parts of a run whose numbers have the same form and depth."""
    part: list[int] = []
    for place in run:
        numbered = candidates[place].numbered
        previous = candidates[part[-1]].numbered if part else None
        if part and (numbered is None or previous is None or not _is_sibling(previous, numbered)):
            yield part
            part = []
        part.append(place)
    yield part


def _is_sibling(one: NumberedTitle, other: NumberedTitle) -> bool:
    return one.form == other.form and one.depth == other.depth


def _is_title_of_its_own(candidate: Candidate) -> bool:
    is_lot = candidate.numbered is not None and candidate.numbered.word == "lot"
    return _is_sure(candidate) or (candidate.is_emphasised and not is_lot)


def _is_list_item(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    if _is_sure(candidate) or candidate.is_emphasised:
        return False
    return candidate.block.role is BlockRole.LIST_ITEM or _is_among_sentences(candidate, blocks)


def _is_among_sentences(candidate: Candidate, blocks: Sequence[Block]) -> bool:
    """Whether a line next to it bears the next number and is no title: both are items or numbered paragraphs."""
    numbered = candidate.numbered
    for step in (-1, 1):
        place = candidate.index + step
        other = read_title(blocks[place].text[:MAX_HEADING_CHARS]) if 0 <= place < len(blocks) else None
        if numbered and other and _rank_after(numbered, other) == step and not is_title_like(other.title):
            return True
    return False


def _rank_after(one: NumberedTitle, other: NumberedTitle) -> int | None:
    """How many numbers further the other one is in the same series, ``None`` in another one."""
    ranks = value_of(one.path[-1]), value_of(other.path[-1])
    is_same = _is_sibling(one, other) and one.path[:-1] == other.path[:-1] and one.mark == other.mark
    return ranks[1] - ranks[0] if is_same and ranks[0] is not None and ranks[1] is not None else None


def _drop_unlisted(candidates: Sequence[Candidate], contents: Contents) -> list[Candidate]:
    """Without what the contents would list if it were a heading, as far as they reach."""
    if not contents.are_those_of(candidate.numbered for candidate in candidates if candidate.numbered):
        return list(candidates)
    last = max((i for i, candidate in enumerate(candidates) if candidate.evidence is Evidence.LISTED), default=-1)
    return [
        candidate
        for place, candidate in enumerate(candidates)
        if place > last or _is_sure(candidate) or _may_be_left_out(candidate, contents)
    ]


def _drop_doubles(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without lines that take from the contents a number that another line bears in its text."""
    borne = {_identity(candidate) for candidate in candidates if not _is_borrowed(candidate)}
    return [candidate for candidate in candidates if not (_is_borrowed(candidate) and _identity(candidate) in borne)]


def _is_borrowed(candidate: Candidate) -> bool:
    return candidate.evidence is Evidence.LISTED and candidate.title == candidate.block.text.strip()


def _drop_small(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without bold lines of the text's own size where titles are larger: they number parts of an article."""
    numbered = [candidate for candidate in candidates if candidate.numbered]
    large = sum(candidate.block.size_ratio >= _LARGE for candidate in numbered)
    if large < _LARGE_SHARE * len(numbered):
        return list(candidates)
    return [
        candidate
        for candidate in candidates
        if _is_sure(candidate) or candidate.block.size_ratio >= _SMALL or _depth(candidate) != 1
    ]


def _depth(candidate: Candidate) -> int:
    return candidate.numbered.depth if candidate.numbered else 0


def _may_be_left_out(candidate: Candidate, contents: Contents) -> bool:
    """Whether contents may leave it out: they do leave out deeper articles, parts and annexes."""
    numbered = candidate.numbered
    if numbered is None or (numbered.word and numbered.word != "lot"):
        return True
    if numbered.depth > 1:
        return numbered.form in contents.forms
    return numbered.form not in contents.top_forms and not contents.top_forms


def _keep_plain_chains(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """Lines that only their number marks are kept where they number the document, or fill a hole in its numbers."""
    strong = [candidate for candidate in candidates if candidate.evidence > Evidence.NUMBERED]
    plain = [candidate for candidate in candidates if candidate.evidence is Evidence.NUMBERED]
    forms = {candidate.numbered.form for candidate in strong if candidate.numbered and candidate.numbered.depth == 1}
    kept = {candidate.index for candidate in plain if _fills_hole(candidate, strong)}
    for form in {candidate.numbered.form for candidate in plain if candidate.numbered} - forms:
        same = [candidate for candidate in plain if candidate.numbered and candidate.numbered.form == form]
        kept.update(candidate.index for candidate in _find_chain(same, blocks))
    return [candidate for candidate in candidates if candidate.evidence > Evidence.NUMBERED or candidate.index in kept]


def _fills_hole(candidate: Candidate, strong: Sequence[Candidate]) -> bool:
    """Whether the numbers around it are the one before and the one after; nothing comes before the first."""
    value = _top_value(candidate)
    if value is None or candidate.numbered is None:
        return False
    same = [other for other in strong if other.numbered and _is_sibling(other.numbered, candidate.numbered)]
    before = [_top_value(other) for other in same if other.index < candidate.index][-1:]
    after = [_top_value(other) for other in same if other.index > candidate.index][:1]
    return after == [value + 1] and before == ([value - 1] if value > 1 else [])


def _find_chain(candidates: Sequence[Candidate], blocks: Sequence[Block]) -> list[Candidate]:
    """The lines that count from 1 without a break, with text around each; none where most lines count otherwise."""
    chain: list[Candidate] = []
    apart = [candidates[run[0]] for run in _runs(candidates, blocks) if len(run) == 1]
    for candidate in apart:
        is_short = len(candidate.title.split()) <= _MAX_PLAIN_WORDS and not candidate.title.endswith((".", ":"))
        if is_short and _top_value(candidate) == len(chain) + 1:
            chain.append(candidate)
    return chain if len(chain) >= max(_MIN_CHAIN, _CHAIN_SHARE * len(apart)) else []


def _top_value(candidate: Candidate) -> int | None:
    return value_of(candidate.numbered.path[0]) if candidate.numbered and candidate.numbered.depth == 1 else None


def _keep_sequences(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Without numbers that nothing leads to: "10 Route de Veauche" where there is no 9."""
    kept: list[Candidate] = []
    for place, candidate in enumerate(candidates):
        if _is_sure(candidate) or candidate.numbered is None or _follows(candidate, kept, candidates[place + 1 :]):
            kept.append(candidate)
    return kept


def _follows(candidate: Candidate, kept: Sequence[Candidate], rest: Sequence[Candidate]) -> bool:
    numbered = candidate.numbered
    if numbered is None or numbered.word:
        return numbered is None or numbered.word != "lot" or _is_one_of_several(candidate, [*kept, *rest])
    value = value_of(numbered.path[-1])
    if value is None:
        return True
    before = [other.numbered for other in kept if other.numbered and other.numbered.form == numbered.form]
    if numbered.depth > 1 and any(other.path == numbered.path[:-1] for other in before):
        return candidate.evidence > Evidence.DEEP or _has_predecessor(numbered, value, before)
    if _has_predecessor(numbered, value, before):
        return True
    after = [other.numbered for other in rest if other.numbered and other.numbered.form == numbered.form]
    is_leading = any(other.path[:-1] == numbered.path for other in after[:1])
    return is_leading or (numbered.depth > 1 and candidate.is_emphasised) or _opens_excerpt(numbered, before, after)


def _opens_excerpt(numbered: NumberedTitle, before: Sequence[NumberedTitle], after: Sequence[NumberedTitle]) -> bool:
    """Whether the text may begin here: an excerpt begins with article 12, and no article 1 comes after."""
    is_first = not before and not any(other.depth == 1 and (value_of(other.path[0]) or 0) <= 1 for other in after)
    return is_first and (numbered.is_marked or (value_of(numbered.path[0]) or 0) < _MOST_UNMARKED)


def _is_one_of_several(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether other titles name other lots: a lone one is the lot of the whole document."""
    numbered = candidate.numbered
    return any(
        other.numbered and numbered and other.numbered.word == numbered.word and other.numbered.path != numbered.path
        for other in others
    )


def _has_predecessor(numbered: NumberedTitle, value: int, before: Sequence[NumberedTitle]) -> bool:
    siblings = [value_of(other.path[-1]) for other in before if other.path[:-1] == numbered.path[:-1]]
    return value <= 1 or any(rank is not None and 0 <= value - rank <= _MAX_STEP for rank in siblings)


def number_parents(headings: Sequence[Candidate]) -> list[Candidate]:
    """Numbers for unnumbered titles that "2.1" follows at once, where no heading bears the number 2.

    Some programs draw the number of the highest titles as a picture: only its children tell it.
    """
    numbered = list(headings)
    paths = {candidate.numbered.path for candidate in headings if candidate.numbered and not candidate.numbered.word}
    for place, (candidate, following) in enumerate(zip(headings, headings[1:], strict=False)):
        child = following.numbered
        if candidate.numbered is None and child is not None and child.depth == 2 and value_of(child.path[1]) == 1:
            parent = child.path[:1]
            if parent not in paths and form_of(parent[0]) == "digits":
                numbered[place] = replace(candidate, numbered=read_label(parent[0], candidate.title))
    return numbered
