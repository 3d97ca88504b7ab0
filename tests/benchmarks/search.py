"""What a search costs: `python tests/benchmarks/search.py [studies ...]`.

Makes sites of 1,000 and 5,000 invented studies in memory, and prints for a table of queries milliseconds of processor time: the
search alone, the search and its page, and a plain substring scan over the same texts in the same run. The best of some rounds.
"""

import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import accumulate

from explainer.language.editions import source_edition
from explainer.language.locales import Locale
from explainer.reading.loader import load_site
from explainer.settings import SHIPPED, SOURCE_LOCALE, STATIC
from explainer.show.render import Renderer, static_files
from explainer.show.search import FoundPage, find
from explainer.show.search_entries import Ages, Entry, Part, entries_of, index_json
from explainer.show.search_index import Index
from explainer.show.search_query import Query, read_query

SIZES = (1000, 5000)
ROUNDS = 5
ENOUGH = 50
"""Milliseconds that a query may take over 5,000 studies."""
SYLLABLES = (
    "ab am an ar as bi ca ce cor da de en er fi ga hem ia il im in is ka la li lo mab ma ne nib no ol or pa per ra".split()
)
COMMON = "the of and a in to with for is study people patients treatment who or at by weeks disease that are this".split()
KNOWN = (
    "lupus nephritis systemic sclerosis children kidney immunosuppressant antibody randomized placebo Beijing Madrid".split()
)
SLIPS = [f"{word}xq" for word in (*KNOWN, "scleroderma", "methotrexate", "rituximab", "cyclosporin")]
QUERIES: dict[str, dict[str, str]] = {
    "one word": {"q": "nephritis"},
    "three words": {"q": "lupus kidney children"},
    "common words": {"q": "the study of people with this disease who are in treatment for weeks by the and to"},
    "a slip": {"q": "nefritsi"},
    "sixteen slips": {"q": " ".join(SLIPS)},
    "sixteen beginnings": {"q": "abam caam dear enan corab hemia imina kalar lilo mabma nenib paper rari saor filo gala"},
    "unknown words": {"q": "zzyzx qqq wwww"},
    "one letter": {"q": "a"},
    "letters": {"q": "a b c d e f g h i j k l m n o p"},
    "Chinese": {"q": "系统性红斑狼疮肾炎儿童临床试验受试者"},
    "10,000 letters": {"q": "lupus nefritis " * 667},
    "10,000 letters, one word": {"q": "x" * 10_000},
    "regex signs": {"q": "(a+)+$ .* [^x]* \\d{1,9} (((((((((("},
    "all filters": {"condition": "lupus", "age": "34", "place": "madrid", "open": "yes"},
    "words and filters": {"q": "kidney treatment", "age": "8", "place": "beijing", "open": "no"},
    "only open": {"open": "yes"},
    "the last page": {"open": "yes", "page": "9"},
}


def invented(studies: int) -> list[Entry]:
    """Studies of the length of real ones: some 1,300 words each, out of 40,000, used as unevenly as in a language."""
    chance = random.Random(1)  # noqa: S311 (a repeatable text, no secret)
    rare = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 5))) for _ in range(40_000)]
    weights = list(accumulate(1 / (rank + 20) for rank in range(len(rare))))

    def text(words: int) -> str:
        parts = chance.choices(COMMON, k=words // 2) + chance.choices(rare, cum_weights=weights, k=words // 2)
        parts += chance.choices(KNOWN, k=1) if chance.random() < 0.1 else []
        chance.shuffle(parts)
        return " ".join(parts)

    def study(number: int) -> Entry:
        sized: list[tuple[Part, int, int]] = [("title", 1, 8), ("condition", 2, 3), ("place", 4, 3), ("summary", 12, 14)]
        sized += [("rules", 40, 14), ("record", 30, 18)]
        low, high = chance.randint(0, 60), chance.randint(60, 90)
        return Entry(
            kind="study",
            path=f"/trials/EXAMPLE-{number}/",
            texts=tuple((part, text(words)) for part, count, words in sized for _ in range(count)),
            ages=(Ages(low=low, high=high, words=f"Minimum age: {low} Years; Maximum age: {high} Years"),),
            open=chance.choice(["yes", "no", ""]),
        )

    return [study(number) for number in range(studies)]


def cost(run: Callable[[Query], object], query: Query) -> float:
    """Milliseconds of processor time."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        run(query)
        best = min(best, (time.process_time() - start) * 1000)
    return best


def scan(entries: list[Entry], query: Query) -> int:
    """The plainest search that there is: which entries hold the first word as it stands."""
    word = (query.words or query.place or "open").split()[0].lower()
    return sum(any(word in text.lower() for _, text in entry.texts) for entry in entries)


def run(studies: int) -> bool:
    """Prints a table; says whether each query stayed within what is enough."""
    site = load_site(SHIPPED).site
    renderer = Renderer((source_edition(site),), static_files(STATIC))
    entries = [*entries_of(site), *invented(studies)]
    start = time.process_time()
    index = Index(entries)
    index.meant("warmthefirstlookup")
    made = time.process_time() - start
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    letters = sum(len(text) for entry in entries for _, text in entry.texts) / 1e6
    print(f"\n{studies} studies, {letters:.1f} million letters, {len(index.vocabulary)} keys, index.json", end=" ")
    print(f"{len(index_json(entries, banner='', locale='en')) / 1e6:.1f} MB; index made in {made:.1f} s, {megabytes:.0f} MB")
    print(f"{'query':26}{'found':>7}{'search':>9}{'and page':>10}{'scan':>9}   search : scan")
    slow = []

    def page(query: Query) -> str:
        return renderer.render(FoundPage(query=query, found=find(index, query)), Locale(SOURCE_LOCALE))

    for name, fields in QUERIES.items():
        query = read_query(fields)
        found = find(index, query)
        alone, whole, plain = cost(partial(find, index), query), cost(page, query), cost(partial(scan, entries), query)
        print(f"{name:26}{found.total:7}{alone:9.1f}{whole:10.1f}{plain:9.1f}{alone / plain:11.2f}")
        slow += [name] if whole > ENOUGH else []
    print(f"more than {ENOUGH} ms: {', '.join(slow) or 'none'}")
    return not slow


if __name__ == "__main__":
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    sys.exit(0 if min(map(run, sizes)) else 1)
