"""Pinyin of names (拼音): how a name is sorted, and what may be typed to find it.

The library reads words, not surnames: 曾 as a surname is zēng, not céng. Where both readings are
met (解 xiè, jiě) the surname's comes first and the other still finds the person.
"""

import re
from collections.abc import Iterator, Mapping

from pypinyin import lazy_pinyin

# Surnames that are read otherwise than the library reads the character, two characters first.
SURNAMES: Mapping[str, tuple[str, ...]] = {
    one: tuple(read.split())
    for one, read in (
        ("尉迟", "yu chi"), ("万俟", "mo qi"), ("澹台", "tan tai"), ("长孙", "zhang sun"),
        ("曾", "zeng"), ("单", "shan"), ("解", "xie"), ("仇", "qiu"), ("朴", "piao"), ("查", "zha"),
        ("区", "ou"), ("盖", "ge"), ("缪", "miao"), ("覃", "qin"), ("员", "yun"), ("种", "chong"),
        ("重", "chong"), ("折", "she"), ("翟", "zhai"), ("隗", "wei"), ("召", "shao"), ("卜", "bu"),
        ("洗", "xian"), ("祭", "zhai"), ("黑", "he"), ("乜", "nie"), ("么", "yao"), ("句", "gou"),
        ("薄", "bo"), ("藏", "zang"), ("阚", "kan"), ("繁", "po"), ("秘", "bi"), ("适", "kuo"),
        ("贠", "yun"), ("郇", "xun"), ("乐", "yue"), ("都", "du"), ("六", "lu"), ("佴", "nai"),
        ("能", "nai"), ("莘", "xin"), ("长", "zhang"),
    )
}  # fmt: skip
LONGEST = max(map(len, SURNAMES))
_BLANKS = re.compile(r"[\s·•・.]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_UMLAUT = re.compile(r"ü|(?<=[ln])yu|(?<=[ln])u:")


def syllables(name: str) -> list[str]:
    """The syllables of a name in lower case, no tones (ü is v); what has no reading is left out."""
    bare = _BLANKS.sub("", name)
    read = _read(bare)
    for length in range(LONGEST, 0, -1):
        if known := SURNAMES.get(bare[:length]):
            return [*known, *read[length:]]
    return read


def _read(bare: str) -> list[str]:
    return [one.lower() for one in lazy_pinyin(bare, errors=_latin) if one]


def _latin(text: str) -> str:
    """Letters between the characters stay; a character without a reading is left out."""
    return "".join(_LETTERS.findall(text))


def sort_key(name: str) -> str:
    """By what a list of names is sorted: its syllables apart, so 李安 goes before 练."""
    return " ".join(syllables(name))


def initials(name: str) -> str:
    """The first letters of a name's syllables: zgq for 曾国强."""
    return "".join(one[0] for one in syllables(name))


def spelled(name: str) -> str:
    """Everything that may be typed for a name, each word after a blank: whole, given name, initials.

   ` zengguoqiang zgq guoqiang gq qiang q cengguoqiang cgq` for 曾国强: searched by ` ` + what is typed.
    """
    return "".join(f" {one}" for one in dict.fromkeys(_words(name)))


def _words(name: str) -> Iterator[str]:
    mine, other = syllables(name), _read(_BLANKS.sub("", name))
    for start in range(len(mine)):
        yield "".join(mine[start:])
        yield "".join(one[0] for one in mine[start:])
    if other != mine:
        yield "".join(other)
        yield "".join(one[0] for one in other)


def typed(text: str) -> str:
    """What somebody typed, as `spelled` writes it: lower case, no blanks, ü in any spelling as v."""
    return _UMLAUT.sub("v", "".join(text.lower().split()))
