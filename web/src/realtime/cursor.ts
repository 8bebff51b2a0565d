// A position in a stream: `<epoch>.<seq>` on the wire. Positions of different epochs cannot be compared.
export interface Cursor {
  epoch: string;
  seq: number;
}

export function parseCursor(text: string): Cursor | null {
  const dot = text.lastIndexOf(".");
  const seq = Number(text.slice(dot + 1));
  if (dot < 1 || dot === text.length - 1 || !Number.isSafeInteger(seq) || seq < 0) return null;
  return { epoch: text.slice(0, dot), seq };
}

export function formatCursor(cursor: Cursor): string {
  return `${cursor.epoch}.${cursor.seq}`;
}

/** The header `Daybook-Seq: me=k3f9.41, room:general=k3f9.7`. */
export function parsePositions(header: string | null): Record<string, Cursor> {
  const positions: Record<string, Cursor> = {};
  for (const part of header?.split(",") ?? []) {
    const equals = part.indexOf("=");
    const cursor = parseCursor(part.slice(equals + 1).trim());
    if (equals > 0 && cursor) positions[part.slice(0, equals).trim()] = cursor;
  }
  return positions;
}
