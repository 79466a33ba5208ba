"""Words one slip apart: which they are, and the most words that can stay without any such pair.

A slip is one letter too many, too few or wrong, or two neighbours swapped.
"""

from collections import defaultdict
from collections.abc import Iterable

Neighbours = dict[str, set[str]]


def deletions(word: str) -> set[str]:
    """The word with each one of its letters left out in turn."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def one_slip(first: str, second: str) -> bool:
    """Whether two words are exactly one slip apart."""
    short, long = sorted((first, second), key=len)
    if len(short) < len(long):
        return len(short) + 1 == len(long) and short in deletions(long)
    differ = [i for i, (a, b) in enumerate(zip(short, long, strict=True)) if a != b]
    if len(differ) != 2:
        return len(differ) == 1
    i, j = differ
    return j == i + 1 and (short[i], short[j]) == (long[j], long[i])


def neighbours_among(words: Iterable[str]) -> Neighbours:
    """For each word those one slip away. Such words share a form with at most one letter left out."""
    near: Neighbours = {word: set() for word in words}
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for word in near:
        for form in deletions(word) | {word}:
            sharing[form].append(word)
    for group in sharing.values():
        for word in group:
            near[word].update(other for other in group if one_slip(word, other))
    return near


def largest_apart(near: Neighbours) -> set[str]:
    """A largest set of words of which no two are neighbours: the same one whenever it is asked for."""
    kept: set[str] = set()
    for cluster in _clusters(near):
        kept |= _largest_in({word: near[word] for word in cluster})
    return kept


def _clusters(near: Neighbours) -> list[set[str]]:
    """The words in groups between which no slip leads."""
    clusters: list[set[str]] = []
    seen: set[str] = set()
    for start in sorted(near):
        if start in seen:
            continue
        cluster, edge = {start}, [start]
        while edge:
            fresh = near[edge.pop()] - cluster
            cluster |= fresh
            edge.extend(fresh)
        clusters.append(cluster)
        seen |= cluster
    return clusters


def _largest_in(near: Neighbours) -> set[str]:
    """Takes what costs nothing; when each word costs something, tries the most crowded one both ways."""
    kept: set[str] = set()
    while near:
        word = _free_of_cost(near)
        if word is None:
            return kept | _better_way(near)
        kept.add(word)
        near = _without(near, near[word] | {word})
    return kept


def _free_of_cost(near: Neighbours) -> str | None:
    """A word whose neighbours all neighbour each other: only one of them can stay, so let it be this."""
    for word in sorted(near, key=lambda member: (len(near[member]), member)):
        if all(near[word] - {other} <= near[other] for other in near[word]):
            return word
    return None


def _better_way(near: Neighbours) -> set[str]:
    crowded = min(near, key=lambda member: (-len(near[member]), member))
    with_it = largest_apart(_without(near, near[crowded] | {crowded})) | {crowded}
    without_it = largest_apart(_without(near, {crowded}))
    return with_it if len(with_it) >= len(without_it) else without_it


def _without(near: Neighbours, gone: set[str]) -> Neighbours:
    return {word: others - gone for word, others in near.items() if word not in gone}
