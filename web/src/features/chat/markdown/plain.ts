// What is left of a message where there is no room for its marks: the words alone. Pure; linear in its input.
import { parseBlocks } from "@/features/chat/markdown/blocks";
import type { Block, Inline, Item } from "@/features/chat/markdown/model";

function wordsOf(nodes: Inline[]): string {
  return nodes.map((node) => (node.kind === "mention" ? `@${node.name}` : "inside" in node ? wordsOf(node.inside) : node.text)).join("");
}

const itemOf = ({ number, inside }: Item) => `${number === null ? "•" : `${number}.`} ${wordsOf(inside)}`;

function linesOf(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return wordsOf(block.inside);
    case "code":
      return block.text;
    case "quote":
      return block.inside.map(linesOf).join("\n");
    case "list":
      return block.items.map(itemOf).join("\n");
  }
}

/** Line by line. */
export function plainOf(text: string): string {
  return parseBlocks(text).map(linesOf).join("\n");
}

/** In one line. */
export function lineOf(text: string): string {
  return plainOf(text).replace(/\s+/gu, " ").trim();
}
