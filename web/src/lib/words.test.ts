import { expect, test } from "vitest";
import { wordsIn, wordsOf } from "@/lib/words";

/** The first are those of the server's test: what it finds, the app finds. */
const CASES: [text: string, words: string][] = [
  ["Pay the RENT!", "pay the rent"],
  ["über-Café, 100%", "uber cafe 100"],
  ["ﬁn ½ \u{1F389} 牛乳", "fin 1 2 \u{1F389} 牛乳"],
  ["℡ İΣ ΟΔΟΣ", "tel iσ οδοσ"],
  ["party\u{1F389}\u{1F389}! “a—b”，你好，世界。", "party \u{1F389}\u{1F389} a b 你好 世界"],
  ["so\u{AD}ft ❤\u{FE0F} नमस्ते", "soft ❤ नमसत"],
  [" - _ ", ""],
  ["", ""],
  ["snake_case a.b@c", "snake case a b c"],
  ["**bo**ld `x`", "bo ld x"],
  ["C++ €5 5€", "c € 5 5 €"],
  ["cafe\u0301s Ångström", "cafes angstrom"],
  ["한국어 ﷺ", "한국어 صلى الله عليه وسلم"],
  ["a👍🏽b 👩‍👩‍👧", "a 👍🏽 b 👩👩👧"],
  ["tab\tline\nend\u2028x\u00A0y", "tab line end x y"],
  ["¿qué? «no» · ¡sí!", "que no si"],
  ["Ⅷ ² ①", "viii 2 1"],
];

test.each(CASES)("%j is %j", (text, words) => {
  expect(wordsOf(text).join(" ")).toBe(words.normalize("NFKD"));
  expect(wordsIn(text).map(({ folded }) => folded)).toEqual(wordsOf(text));
});

test("each word knows where it stands", () => {
  const text = "Cafe\u0301s, ﬁn½ 🎉a";
  expect(wordsIn(text).map(({ from, to }) => text.slice(from[0], to.at(-1)))).toEqual(["Cafe\u0301s", "ﬁn½", "½", "🎉", "a"]);
  const [word] = wordsIn("e\u0301\u0302x");
  expect(word).toEqual({ folded: "ex", from: [0, 3], to: [3, 4] });
});
