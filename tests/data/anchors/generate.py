"""Makes the documents of all dialects (headings.json), and the vectors of Python-Markdown with the original package:
    pip install Markdown==3.11.3
    python generate.py, then node generate.mjs
"""
import json
import random
from markdown.extensions.toc import slugify, unique

WORDS = """Refunds Zurück Straße ÇA İstanbul ΟΔΟΣ Ὀδυσσεύς Ёлка Їжак שלום مرحبا فارسی हिन्दी ไทย ภาษา 中文 日本語 ひらがな
カタカナ ｶﾅ 한국어 ﬁne Ⅻ ½ ² ① ａｂｃ １２３ ٣ ५ 𝒳 𝔸 naïve café crème Ångström Žlutý kůň đ ø ß ẞ ŉ ǅ a_b __init__ foo-bar
--flag -x C++ C# .NET node.js v1.2.3 10% $5 €9 £3 1st 2 3D 42nd 0 👍 🚀 👩‍💻 🇨🇭 ❤️ ©2024 ™ … – — ‑ ‘q’ “Q” «x» ¿qué? ¡sí! !
? # & && @home e-mail what's don’t it`s (a) [b] {c} <d> a/b a\\b a|b a:b a;b a=b a+b ~x ^y *z* `code` &amp; &lt;p&gt; %20
foo Foo FOO foo-1 foo-2 foo_1 foo_2 notes notes_1 toString constructor __proto__ hasOwnProperty ‿ ⁀ ＿ ﹏ ͜a e\u0301 é
\u200d \u200b \u00ad \u2060 \ufeff ʼn ʹ ˈ ː ՙ ۖ ः ् ் ံ ុ ་ ཀ ᠠ ᏸ ꜀ ꙮ ⸮ 、 。 「x」 ・ ー 々 〆 ㍿ ㈱ ℃ № Å K ﷺ ﬀ ŒUVRE œ Ĳ ǆ""".split()
SPACES = [" "] * 12 + ["  ", "   ", "\t", "\u00a0", "\u3000", "\u2009", " - ", "-", "_", " – ", ": ", " / ", ", ", "\n", "\u0085", "\x1f"]
EXACT = [
    ["foo", "foo", "foo 1"], ["foo", "foo 1", "foo"], ["foo-1", "foo", "foo"], ["foo 1", "foo 1", "foo", "foo"],
    ["", "", ""], [" ", "-", "--", "---"], ["!", "?", "!!"], ["a_1", "a", "a", "a_1"], ["a", "a_1", "a", "a"],
    ["a_5", "a_5", "a_5", "a", "a", "a_5"], ["a_01", "a_01", "a_1", "a_1"], ["_1", "_1", "_1", ""],
    ["a_3", "a", "a", "a", "a", "a_3", "a_2", "a_2"], ["x_y_9", "x_y_9", "x_y_10"], ["1", "1", "1. One", "12 a"],
    ["Pay {#pay}", "Pay", "pay {#pay}"], ["A {#a b}", "B {# b }", "C {#c", "D #d}", "E {#e} x"], ["{#only}", "x{#y}", "z \\{#z}"],
    ["A {#a}{#b}", "B {#a}}", "C {#{#c}", "D {#}", "E {#é}", "F {#f\tg}"], ["G {#g} ", "H {#h}\n", "I {#i-1} {#i-2}"],
    ["  lead", "trail  ", " both ", "in  side"], ["É", "E\u0301", "é", "E"], ["ΣΑΣ", "ΣΑΣ ΣΑΣ", "ς"], ["I", "İ", "ı", "i̇"],
]


def documents():
    """The exact cases, and random ones from a fixed seed: many scripts, with headings repeated as documents repeat them."""
    chance = random.Random(2024)
    yield from EXACT
    for word in WORDS:
        yield [word, f"{word} {word}", word.upper(), word]
    for _ in range(500):
        headings = []
        for _ in range(chance.randint(2, 7)):
            words = [chance.choice(WORDS) for _ in range(chance.randint(1, 5))]
            heading = "".join(word + chance.choice(SPACES) for word in words[:-1]) + words[-1]
            if chance.random() < 0.1:
                heading += f" {{#{chance.choice(WORDS)}}}"
            headings.append(heading)
            if chance.random() < 0.3:
                headings.append(chance.choice(headings))
        yield headings


def python_markdown(headings):
    taken = set()
    return [unique(slugify(heading, "-"), taken) for heading in headings]


def write(name, rows):
    with open(name, "w", encoding="utf-8") as file:
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        file.write(f"[\n{lines}\n]\n")


DOCUMENTS = list(documents())
write("headings.json", DOCUMENTS)
write("python-markdown.json", [[headings, python_markdown(headings)] for headings in DOCUMENTS])
