import { expect, test } from "vitest";
import { found } from "@/features/chat/search/marks";

const shown = (content: string, q: string) => found(content, q).map(({ text, isFound }) => (isFound ? `[${text}]` : text)).join("");

test.each([
  ["The build is green again", "build", "The [build] is green again"],
  ["rebuild the builders", "build", "rebuild the [build]ers"],
  ["Über Straßen, uber cafés", "UBER cafe", "[Über] Straßen, [uber] [café]s"],
  ["Cafe\u0301s", "cafe", "[Cafe\u0301]s"],
  ["two words here", "\"two words\"", "[two] [words] here"],
  ["a aa aaa", "a aa", "[a] [aa] [aa]a"],
  ["<b>bold</b>", "b", "<[b]>[b]old</[b]>"],
  ["nothing", "", "nothing"],
  ["lines\n\nof  it", "it", "lines of [it]"],
  ["日本語 テスト", "日本", "[日本]語 テスト"],
])("%s for %s", (content, q, expected) => expect(shown(content, q)).toBe(expected));

test("a long message is shown around the first word that is found", () => {
  const long = `${"before ".repeat(200)}needle ${"after ".repeat(200)}`;
  const text = shown(long, "need");
  expect(text).toMatch(/^… (?:before )+\[need\]le (?:after )+…$/);
  expect(text.length).toBeLessThan(290);
  expect(shown("x".repeat(4000), "y")).toMatch(/^x{260} …$/);
});

test.each([
  ["**a** [docs](https://x.example) `let b`", "docs let", "a [docs] [let] b"],
  ["see [docs](https://x.example/guide)", "guide", "see [docs](https://x.example/[guide])"],
  ["**bo**ld", "ld", "**bo**[ld]"],
  ["snake_case", "case", "snake_[case]"],
  ["- one\n- *two*", "two", "• one • [two]"],
  ["½ fin", "1 2", "[½] fin"],
])("marks of %s for %s are left out unless something was found in them", (content, q, expected) => expect(shown(content, q)).toBe(expected));
