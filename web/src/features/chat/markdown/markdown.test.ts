import { describe, expect, test } from "vitest";
import { parseBlocks } from "@/features/chat/markdown/blocks";
import type { Block, Inline } from "@/features/chat/markdown/model";
import { lineOf, plainOf } from "@/features/chat/markdown/plain";

/** The tree in short: <strong>a</strong> is "strong(a)". */
function short(nodes: Inline[]): string {
  return nodes
    .map((node) => {
      if (node.kind === "text") return node.text;
      if (node.kind === "code") return `code(${node.text})`;
      if (node.kind === "mention") return `name(${node.name})`;
      if (node.kind === "link") return `link(${node.href} ${short(node.inside)})`;
      return `${node.kind}(${short(node.inside)})`;
    })
    .join("");
}

function shown(blocks: Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "paragraph") return short(block.inside);
      if (block.kind === "code") return `pre(${block.language} ${block.text})`;
      if (block.kind === "quote") return `quote(${shown(block.inside)})`;
      return `list(${block.items.map(({ number, level, inside }) => `${number ?? "-"}${"+".repeat(level)} ${short(inside)}`).join("; ")})`;
    })
    .join(" | ");
}

const read = (text: string) => shown(parseBlocks(text));

describe("in a line", () => {
  test.each([
    ["plain words", "plain words"],
    ["a **b** c", "a strong(b) c"],
    ["*b* and _i_ and ~~gone~~", "em(b) and em(i) and del(gone)"],
    ["***both***", "strong(em(both))"],
    ["**a *b* c**", "strong(a em(b) c)"],
    ["**a *b**", "strong(a *b)"],
    ["*a **b*", "em(a **b)"],
    ["重要**重要**重要", "重要strong(重要)重要"],
    ["2*3*4 and 2 * 3 * 4", "2*3*4 and 2 * 3 * 4"],
    ["snake_case_name and __init__", "snake_case_name and __init__"],
    ["**", "**"],
    ["****", "****"],
    ["** a **", "** a **"],
    ["~one~", "~one~"],
    ["*not closed", "*not closed"],
    ["\\*not em\\* but C:\\dir\\", "*not em* but C:\\dir\\"],
    ["`a*b*` and ``x`y``", "code(a*b*) and code(x`y)"],
    ["`open", "`open"],
    ["`*a`*", "code(*a)*"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));
});

describe("addresses", () => {
  test.each([
    ["see https://a.example/x?y=1#z.", "see link(https://a.example/x?y=1#z https://a.example/x?y=1#z)."],
    ["(https://a.example/b_(c))", "(link(https://a.example/b_(c) https://a.example/b_(c)))"],
    ["**https://a.example**", "strong(link(https://a.example https://a.example))"],
    ["[words](https://a.example/b_(c)) on", "link(https://a.example/b_(c) words) on"],
    ["[**b** `c`](http://a.example)", "link(http://a.example strong(b) code(c))"],
    ["[https://a.example](https://b.example)", "link(https://b.example https://a.example)"],
    ["[a [b](https://b.example) c](https://c.example)", "[a link(https://b.example b) c](link(https://c.example https://c.example))"],
    ["*a [b* c](https://b.example)", "em(a [b) c](link(https://b.example https://b.example))"],
    ["[a *b](https://b.example) c*", "link(https://b.example a *b) c*"],
    ["xhttps://a.example http:// https:///x", "xhttps://a.example http:// https:///x"],
    ["HTTPS://A.example", "link(HTTPS://A.example HTTPS://A.example)"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));

  test.each(["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "/logout", "file:///etc/passwd", "http:x", "https://", "java\tscript:x", " https://a.example"])(
    "%j leads nowhere",
    (address) => {
      expect(read(`[words](${address})`)).not.toContain(`link(${address}`);
      expect(read(`[words](${address})`)).not.toMatch(/^link/);
    },
  );
});

describe("names", () => {
  test.each([
    ["@ann, (@bob.b) ann@example.com @ @é-1! @eve.", "name(ann), (name(bob.b)) ann@example.com @ name(é-1)! name(eve)."],
    ["*@ann*", "em(name(ann))"],
    ["@@ann", "name(@ann)"],
    ["`@ann`", "code(@ann)"],
  ])("%s", (text, expected) => expect(read(text)).toBe(expected));
});

describe("whole lines", () => {
  test.each([
    ["a\nb\n\nc", "a\nb | c"],
    ["  a\r\n  b", "  a\n  b"],
    ["```js\nlet a = *b*;\n\n- x\n```\nafter", "pre(js let a = *b*;\n\n- x) | after"],
    ["```\nnot closed", "```\nnot closed"],
    ["```\na\n```\nb\n```\nc\n```", "pre( a) | b | pre( c)"],
    ["> a\n> *b*\n>> c\nd", "quote(a\nem(b) | quote(c)) | d"],
    ["- a\n- **b**\n  - c\n* d", "list(- a; - strong(b); -+ c; - d)"],
    ["3. a\n7) b", "list(3 a; 7 b)"],
    ["-a\n1.b\n- ", "-a\n1.b\n- "],
    ["", ""],
  ])("%j", (text, expected) => expect(read(text)).toBe(expected));
});

describe("the words alone", () => {
  test.each([
    ["**a** *b* ~~c~~ `d*`", "a b c d*"],
    ["see [the **docs**](https://a.example) and https://b.example/x", "see the docs and https://b.example/x"],
    ["@ann, 2*3*4 and \\*this\\*", "@ann, 2*3*4 and *this*"],
    ["> said\n\nanswer", "said\nanswer"],
    ["```js\nlet a = 1;\n\nlet b;\n```", "let a = 1;\n\nlet b;"],
    ["- a\n- **b**\n1. c", "• a\n• b\n1. c"],
    ["", ""],
  ])("%j", (text, expected) => expect(plainOf(text)).toBe(expected));
  test("stand in one line", () => expect(lineOf(" **a**\n\n```\nb\n\tc\n```\n")).toBe("a b c"));
});

/** A stream of numbers that is the same each time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

const PIECES = ["*", "**", "***", "_", "~~", "`", "``", "```", "```js", "[", "]", "(", ")", "](", "](https://x1.example)", "https://y2.example/p", "http://", "@", "@ann", "\\", ">", "> ", "- ", "1. ", "\n", "\n\n", " ", "a", "word", "9", "é", "😀", "<b>", "javascript:", "&amp;", "\u202e", "\r"];

const content = (text: string) => text.replace(/[^\p{L}\p{N}<>&;:]/gu, "").replace(/>/g, "");

/** All that a person can read of it, and where its links lead. */
function readable(nodes: (Block | Inline)[]): string {
  return nodes
    .map((node): string => {
      switch (node.kind) {
        case "text":
          return node.text;
        case "code":
          return "language" in node ? node.language + node.text : node.text;
        case "mention":
          return node.name;
        case "list":
          return node.items.map(({ number, inside }) => `${number ?? ""}${readable(inside)}`).join("");
        case "link":
          return readable(node.inside) + (readable(node.inside) === node.href ? "" : node.href);
        default:
          return readable(node.inside);
      }
    })
    .join("");
}

test("whatever is written, nothing of it is lost, and no link leads elsewhere than the web", () => {
  const next = numbers(7);
  for (let round = 0; round < 20_000; round += 1) {
    const text = Array.from({ length: 1 + Math.floor(next() * 24) }, () => PIECES[Math.floor(next() * PIECES.length)]).join("");
    const blocks = parseBlocks(text);
    expect(content(readable(blocks)), JSON.stringify(text)).toBe(content(text));
    expect(hrefs(blocks).every((href) => /^https?:\/\//i.test(href)), JSON.stringify(text)).toBe(true);
  }
});

function hrefs(nodes: (Block | Inline)[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === "list") return node.items.flatMap(({ inside }) => hrefs(inside));
    const inside = "inside" in node ? hrefs(node.inside) : [];
    return node.kind === "link" ? [node.href, ...inside] : inside;
  });
}

function depth(nodes: (Block | Inline)[]): number {
  return Math.max(0, ...nodes.map((node) => ("inside" in node ? 1 + depth(node.inside) : 0)));
}

const HOSTILE = ["*", "**", "*a ", "**a ", "_a ", "[", "]", "[a", "](", "[a](", "(", "`", "`a``", "> ", ">", "~~a ", "@", "@a", "http://", "http://a:b/", "https://a ", "\\", "- ", "```\n", "*[_~~`", "*a **b _c ", "[a](https://b.example/ "];

/** Steps that grow with the square of this would keep the test from ever ending. */
const LONG = 200_000;

test.each(HOSTILE)("a long text of %j is read as fast as any other, and nests no deeper", (piece) => {
  const text = piece.repeat(Math.ceil(LONG / piece.length));
  const blocks = parseBlocks(text);
  expect(content(readable(blocks)) === content(text)).toBe(true);
  expect(depth(blocks)).toBeLessThan(40);
  expect(lineOf(text).length).toBeLessThanOrEqual(text.length + 2);
});
