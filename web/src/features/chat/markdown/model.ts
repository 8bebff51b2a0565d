// What a message is made of once it is read.
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "mention"; name: string }
  | { kind: "strong" | "em" | "del"; inside: Inline[] }
  | { kind: "link"; href: string; inside: Inline[] };

export interface Item {
  /** As it was written; null where the list has no numbers. */
  number: number | null;
  /** How far it stands in, from 0. */
  level: number;
  inside: Inline[];
}

export type Block =
  | { kind: "paragraph"; inside: Inline[] }
  | { kind: "code"; language: string; text: string }
  | { kind: "quote"; inside: Block[] }
  | { kind: "list"; items: Item[] };
