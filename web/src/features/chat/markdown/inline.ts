// The words of a line as a tree: what is strong, code, a link, a name. Pure; linear in its input.
import type { Inline } from "@/features/chat/markdown/model";
import { scan } from "@/features/chat/markdown/scan";

interface Frame {
  inside: Inline[];
  isLink: boolean;
}

function addText(inside: Inline[], text: string): void {
  const last = inside.at(-1);
  if (last?.kind === "text") last.text += text;
  else inside.push({ kind: "text", text });
}

export function parseInline(text: string): Inline[] {
  const root: Frame = { inside: [], isLink: false };
  const frames = [root];
  for (const token of scan(text)) {
    const frame = frames.at(-1) ?? root;
    if (token.kind === "mark") {
      if (token.opens) frames.push({ inside: [], isLink: frame.isLink || token.opens.kind === "link" });
      else if (token.closes) {
        frames.pop();
        (frames.at(-1) ?? root).inside.push({ ...token.closes, inside: frame.inside });
      } else addText(frame.inside, token.text);
    } else if (token.kind === "address") {
      if (frame.isLink) addText(frame.inside, token.text);
      else frame.inside.push({ kind: "link", href: token.text, inside: [{ kind: "text", text: token.text }] });
    } else if (token.kind === "text") addText(frame.inside, token.text);
    else frame.inside.push(token);
  }
  return root.inside;
}
