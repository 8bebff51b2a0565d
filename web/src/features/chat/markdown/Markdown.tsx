// The words of a message with their marks, as elements; never as HTML.
import { memo, type ReactNode, useMemo } from "react";
import { parseBlocks } from "@/features/chat/markdown/blocks";
import type { Block, Inline, Item } from "@/features/chat/markdown/model";
import { cx } from "@/ui/cx";

interface MarkdownProps {
  text: string;
  /** My name: where it is called, it is marked. */
  me?: string;
}

const LEVELS = ["", "ms-5", "ms-10", "ms-15"];

function Mention({ name, isMe }: { name: string; isMe: boolean }) {
  const words = `@${name}`;
  if (isMe) return <mark className="rounded bg-accent-soft px-0.75 font-semibold text-accent">{words}</mark>;
  return <span className="font-medium">{words}</span>;
}

function inline(nodes: Inline[], me: string | undefined): ReactNode[] {
  return nodes.map((node, key) => {
    switch (node.kind) {
      case "text":
        return node.text;
      case "code":
        return (
          <code key={key} className="rounded bg-sunken px-1 py-px font-mono text-[0.9em]">
            {node.text}
          </code>
        );
      case "mention":
        return <Mention key={key} name={node.name} isMe={node.name === me} />;
      case "strong":
        return <strong key={key}>{inline(node.inside, me)}</strong>;
      case "em":
        return <em key={key}>{inline(node.inside, me)}</em>;
      case "del":
        return <del key={key}>{inline(node.inside, me)}</del>;
      case "link":
        return (
          <a key={key} href={node.href} title={node.href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline">
            {inline(node.inside, me)}
          </a>
        );
    }
  });
}

function ListItem({ item: { number, level, inside }, me }: { item: Item; me: string | undefined }) {
  return (
    <li value={number ?? undefined} className={cx(number === null ? "list-disc" : "list-decimal", LEVELS[level])}>
      {inline(inside, me)}
    </li>
  );
}

function block(node: Block, key: number, me: string | undefined): ReactNode {
  switch (node.kind) {
    case "paragraph":
      return (
        <p key={key} className="whitespace-pre-wrap">
          {inline(node.inside, me)}
        </p>
      );
    case "code":
      return (
        <figure key={key} className="rounded-md border border-line bg-sunken">
          {node.language && <figcaption className="px-3 pt-1.5 text-xs text-muted">{node.language}</figcaption>}
          {/* It scrolls, so the keyboard must reach it. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre tabIndex={0} className="overflow-x-auto px-3 py-2 font-mono text-sm">
            <code>{node.text}</code>
          </pre>
        </figure>
      );
    case "quote":
      return (
        <blockquote key={key} className="grid min-w-0 gap-1.5 border-s-3 border-edge ps-3 text-muted">
          {node.inside.map((inner, at) => block(inner, at, me))}
        </blockquote>
      );
    case "list": {
      const List = node.items[0]?.number == null ? "ul" : "ol";
      return (
        <List key={key} className="ps-6">
          {node.items.map((item, at) => (
            <ListItem key={at} item={item} me={me} />
          ))}
        </List>
      );
    }
  }
}

export const Markdown = memo(function Markdown({ text, me }: MarkdownProps) {
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return <div className="grid min-w-0 grid-cols-1 gap-1.5 wrap-anywhere">{blocks.map((node, key) => block(node, key, me))}</div>;
});
