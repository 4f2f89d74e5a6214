"""Words that the English should not have: invented, still French, names that were mangled, put in or translated."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from translator.checks.lexicon import NEWS, entry, is_english, is_proper, said_by, stem, stems, translations
from translator.languages import FRENCH
from translator.languages.untouchable import without
from translator.languages.words import LETTERS, likeness, plain

# Of French letters; a name with others is one of elsewhere that came through.
_CAPITALISED = re.compile(
    r"(?<![\w@#./&])(?![IVXLC]+(?:st|nd|rd|th)\b)[A-ZÀÂÇÉÈÊËÎÏÔÙÛŒ][A-Za-zàâçéèêëîïôùûüÿœÀ-Þ]{3,}(?![\w@&/]|\.\w)"
)
_NAME_BEFORE, _NAME_AFTER = re.compile(r"[A-ZÀ-Þ](?:(?![A-ZÀ-Þ])[\w.])*[\s’'-]$"), re.compile(r"['’]?[\s-][A-ZÀ-Þ]")
_NEAR = 75.0  # percent of letters
_ENDINGS = {"a", "e", "i", "o", "s", "es", "er", "n", "en"}  # Tempelhof, Tempelhofer: of another language, no damage
# Letters that languages write otherwise: Loukachenko and Lukashenko, Wasjunik and Vasyunik.
_SPELLINGS = tuple(
    (re.compile(letters), one)
    for letters, one in (
        ("sch|tch|sh|ch|cz|c|q(?:u(?=[aeo]))?", "k"), ("ph", "f"), ("w", "v"), ("ou|oe|ue", "u"), ("ae|ei|ay", "ai"),
        ("[yj]", "i"), ("x|ks", "k"), ("z", "s"), ("h", ""), (r"(\w)\1+", r"\1"),
    )
)  # fmt: skip
_LIKE = 57.0  # percent of letters of a French word that a name made up by the engine has: "parquet", "Thequet"
_SHORTEST_CAPS = 6  # letters; shorter ones are acronyms, translated by other letters


def names(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """Words with a capital letter that are not in the source, in no list and in no house form.

    Where the source has a name nearly like one and the English lacks it, both are shown; else the word must stand
    alone, as a part of a longer name ("Deutsche Bahn") may have been added by a translator who knew. Of 3,003 human
    translations 46 have one, mostly names put in for clearness and slips.
    """
    strange = [match for match in _CAPITALISED.finditer(target) if not _is_known(match.group(), source, is_term)]
    if not strange:
        return None
    french, english = (set(LETTERS.findall(plain(text))) for text in (source, target))
    lost = [name for name in dict.fromkeys(LETTERS.findall(source)) if name[0].isupper() and plain(name) not in english]
    pairs, alone = [], []
    for match in strange:
        name = match.group()
        if plain(name) in french:
            continue
        near = max(lost, key=lambda other: likeness(plain(other), plain(name)), default="")
        if near and likeness(plain(near), plain(name)) >= _NEAR:
            if not _is_variant(plain(near), plain(name)):
                pairs.append(f"{near} in the French, {name} in the English")
        elif not _stands_in_name(target, match) and (
            not match.start() or any(likeness(word, plain(name)) >= _LIKE for word in french)
        ):
            alone.append(f"“{name}” is not in the French, nor a word or name that is known.")
    sentences = [f"The names differ: {'; '.join(dict.fromkeys(pairs))}."] if pairs else []
    return " ".join((*sentences, *dict.fromkeys(alone))) or None


def _is_known(name: str, source: str, is_term: Callable[[str], bool]) -> bool:
    is_acronym = name.isupper() and (len(name) < _SHORTEST_CAPS or not source.isupper())
    return is_acronym or is_english(name) or is_proper(name) or is_term(name)


def _stands_in_name(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 40) : match.start()]
    return _NAME_BEFORE.search(before) is not None or _NAME_AFTER.match(text, match.end()) is not None


def _is_variant(name: str, other: str) -> bool:
    """Whether one is the other as another language writes it."""
    if _spelt(name) == _spelt(other):
        return True
    short, long = sorted((name, other), key=len)
    return long.startswith(short) and long[len(short) :] in _ENDINGS


def _spelt(name: str) -> str:
    for letters, one in _SPELLINGS:
        name = letters.sub(one, name)
    return name


# Written small, with nothing joined to it. Letters beyond French ones: a name of elsewhere, kept as it is.
_SMALL = re.compile(r"(?<![\w'’.@#&/-])[a-zà-öø-ÿœ]{4,}(?![\w'’@&/-]|\.\w)")


def word(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """Words written small that are not English, nor in the source, nor in a house form of the glossary."""
    unknown = [w for w in dict.fromkeys(_SMALL.findall(target)) if not is_english(w) and not is_term(w)]
    french = set(re.findall(r"\w+", plain(source))) if unknown else set()
    listed = [f"“{w}”" for w in unknown if plain(w) not in french]
    if not listed:
        return None
    return f"{', '.join(listed)} {'is not an English word' if len(listed) == 1 else 'are not English words'}."


_INNER_NAME = re.compile(r"(?:(?<=[\w,;:)] )|(?<=M\. )|(?<=.[d'’“”«»(-]))[A-ZÀ-Þ][a-zà-öø-ÿœ]{3,}(?![\w@&/])")
_PAIR = re.compile(r"(?<![\w'’-])(?=([A-ZÀ-Þ][a-zà-öø-ÿœ]{2,}) ([A-ZÀ-Þ][a-zà-öø-ÿœ]{3,})(?![\w-]))")
_MOST_NAMES = 60  # of a text, that are compared with those of the other
_MOST_NEW = 2  # more are a headline with its capitals, or a free translation
_SAME = 60.0


def renamed(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """A name that the other side surely does not have, on both sides; half of a person's name translated.

    >>> renamed("Elle a vu Marie Lenoir hier.", "She saw Mary Lenoir yesterday.", lambda _: False)
    'The names differ: Marie Lenoir in the French, Mary Lenoir in the English.'
    """
    found = list(_translated(source, target, is_term)) or list(_swapped(source, target))
    pairs = "; ".join(f"{french} in the French, {english} in the English" for french, english in found)
    return f"The names differ: {pairs}." if pairs else None


def _translated(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Two words of a name of which the English has one as it is, and beside it the other's translation.

    "Président Obama" may become "President Obama": before a name only another name counts. "Poutine" may become
    "Putin": after one only a word counts.
    """
    french, english = _pairs(source), _pairs(target)
    for given, family in sorted(french - english):
        for first, last in sorted(english - french):
            if family == last:
                kept, word, said, is_wrong = family, given, first, not is_english(first)
            elif given == first:
                kept, word, said, is_wrong = given, family, last, is_english(last) and last.lower() not in NEWS
            else:
                continue
            is_other = plain(word) != plain(said) and not is_term(said)
            if is_wrong and is_other and not is_english(kept) and stem(said) in translations(word.lower()):
                yield f"{given} {family}", f"{first} {last}"


def _pairs(text: str) -> set[tuple[str, str]]:
    return {(match[1], match[2]) for match in _PAIR.finditer(text)}


def _swapped(source: str, target: str) -> Iterator[tuple[str, str]]:
    """A name that English keeps as it is and that is not there, and one that nothing in the French is like."""
    said = stems(source) | said_by(source)
    inner = {name for name in _INNER_NAME.findall(target) if stem(name) not in said}
    if not inner:
        return
    french, english = _apart(source, target), _apart(target, source)
    beside = {one for pair in _pairs(target) for one, other in (pair, pair[::-1]) if other not in english}
    new = [name for name in english if name in inner]
    new = [name for name in new if name in beside or is_proper(name) or not is_english(name)]
    if not new or len(new) > _MOST_NEW:
        return
    inner = {*_INNER_NAME.findall(source), *(first for first, _ in _pairs(source) if first.lower() not in _FRENCH)}
    for name in french:
        known = translations(name.lower())
        if name in inner and (is_proper(name) or known == {stem(name)} or not (known or is_english(name))):
            yield name, new[0]
            return


def _apart(text: str, other: str) -> list[str]:
    """The names of a text that are left when each name of the other, or one like it, has taken one away."""
    left = [word for word in LETTERS.findall(text) if word[0].isupper()][:_MOST_NAMES]
    there = [plain(word) for word in LETTERS.findall(other) if word[0].isupper()][:_MOST_NAMES]
    for least in (100.0, _SAME):
        for name in list(left):
            near = max(there, key=lambda word: likeness(plain(name), word), default="")
            if near and likeness(plain(name), near) >= least:
                left.remove(name)
                there.remove(near)
    return left


_ANY_NAME = re.compile(r"(?<![\w'’.-])[A-ZÀ-Þ][^\W\d_]{2,}(?!\w)")
_JOINS = re.compile(r"[,;:()]|\b(?:et|ou|par|and|or|by)\b")  # what names may change their places around


def order(source: str, target: str) -> str | None:
    """Two names that have changed their places, with nothing between them that could be the reason.

    >>> order("Merkel a battu Macron.", "Macron beat Merkel.")
    'The French has Merkel before Macron, the English Macron before Merkel: who does what?'
    """
    times = Counter(LETTERS.findall(source)), Counter(LETTERS.findall(target))
    places = {m.group(): m for m in _ANY_NAME.finditer(target) if times[1][m.group()] == 1}
    found = [m for m in _ANY_NAME.finditer(source) if m.group() in places and times[0][m.group()] == 1]
    found = found[:_MOST_NAMES]
    for i, first in enumerate(found):
        for second in found[i + 1 :]:
            between = source[first.end() : second.start()]
            turned = target[places[second.group()].end() : places[first.group()].start()]
            if turned and not (_JOINS.search(between) or _JOINS.search(turned)) and re.search("[a-zà-ÿ]", turned):
                one, other = first.group(), second.group()
                return f"The French has {one} before {other}, the English {other} before {one}: who does what?"
    return None


_FRENCH = FRENCH.words("function words")
_ONLY_FRENCH = FRENCH.words("only french")
_TEXT_WORD = re.compile(r"(?<![\w@#.])[^\W\d_]++(?!\.\w|@)")
_JUDGED = 4  # letters of a word that a list can judge
# "un military workshop"
_ARTICLE = re.compile(r"(?<![\w'’-])(une?|l[ae]s?|des|du)\s([a-z]{4,})(?![\w'’-])")
_FRIEND = re.compile(
    r"(?:(?:^|(?<=[“‘]))([A-ZÀ-Þ]?[a-zà-öø-ÿœ]{3,})|(?<![\w'’-])([a-z]{4,}))(?![\w'’&/-])(?! [A-ZÀ-Þ])"
)
_COUNTED = set(FRENCH.numbers("scales"))  # a French billion is an English trillion: the numbers tell
_OTHERWISE = 4  # of 9: how sure the dictionary must be that a word is said otherwise
_JOINED = re.compile(r"[ \u00a0'’-]")


WHOLE = "This is still in French."


def untranslated(source: str, target: str, is_term: Callable[[str], bool]) -> str | None:
    """The target is, or holds, words of the source that are French and no part of a name.

    A run of at least four with two French function words, the whole of a shorter text with one, or a single word that
    is only ever French: "Chaque attacked", "sixty-douze", "the palet".
    """
    french, english = _words(source), _words(target)
    if english == french:
        needed, run = 1, english if len(english) > 2 else []
    else:
        kept = [word for word in english if word in _FRENCH and word in french]
        needed, run = 2, _longest_common(french, english) if len(kept) > 1 else []
    if sum(word in _FRENCH for word in run) < needed or (needed == 2 and len(run) < 4):
        found = dict.fromkeys(f"“{word}”" for word in _left(source, target, is_term))
        return f"{', '.join(found)} {'is' if len(found) == 1 else 'are'} still in French." if found else None
    share = len(run) / len(english)
    return WHOLE if share > 0.8 else f"A part is still in French: “{' '.join(run)}”."


def _left(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[str]:
    """The words of the target, with a small letter or at its beginning, that are the source's and only French."""
    for match in _ARTICLE.finditer(without(target)):
        if match[1] in source and match[2] not in source and is_english(match[2]):
            yield match[1]
    yield from _false_friends(source, target, is_term)
    french = set(_TEXT_WORD.findall(without(source)))
    suspects = {word for word in _TEXT_WORD.findall(target) if _is_only_french(word, french) and not is_term(word)}
    for run in _copied(target, {word.lower() for word in french}) if suspects else ():
        # "Caisse nationale d'assurance maladie" is a name
        if not any(word[0].isupper() and word.lower() not in _ONLY_FRENCH for word in run):
            yield from (word for word in run if word in suspects)


def _false_friends(source: str, target: str, is_term: Callable[[str], bool]) -> Iterator[str]:
    """Words that English has too, but the dictionary does not give for the French ones spelled alike: "the prix".

    One with a capital counts only at the beginning, of the sentence or of a quotation, and none beside a name.
    """
    french = {word.lower() for word in _TEXT_WORD.findall(source)} - _COUNTED
    for match in _FRIEND.finditer(without(target)):
        word = match[1] or match[2]
        sureness, known = entry(word.lower())
        is_other = word.lower() in french and sureness >= _OTHERWISE and stem(word) not in known
        is_word = match[1] or (is_english(word) and not _stands_in_name(match.string, match))
        if is_other and is_word and not is_term(word):
            yield word


def _is_only_french(word: str, french: set[str]) -> bool:
    if word.lower() in _ONLY_FRENCH:
        return not word.isupper()
    return word in french and word.islower() and len(word) >= _JUDGED and not is_english(word)


def _copied(target: str, french: set[str]) -> Iterator[list[str]]:
    """The runs of words of the target that all are the source's, with no more than a space or a mark between two."""
    run: list[str] = []
    end = 0
    for match in _TEXT_WORD.finditer(without(target, " . ")):
        is_copied = match.group().lower() in french
        if run and not (is_copied and _JOINED.fullmatch(match.string, end, match.start())):
            yield run
            run = []
        if is_copied:
            run.append(match.group())
        end = match.end()
    if run:
        yield run


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", without(text).casefold())


def _longest_common(a: list[str], b: list[str]) -> list[str]:
    """The longest run of words in both, by dynamic programming over the two lists."""
    best, end = 0, 0
    row = [0] * (len(b) + 1)
    for word in a:
        row = [0] + [row[j] + 1 if word == other else 0 for j, other in enumerate(b)]
        if max(row) > best:
            best = max(row)
            end = row.index(best)
    return b[end - best : end]
