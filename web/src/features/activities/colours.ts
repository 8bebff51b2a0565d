// Which of the six colours a group has. A group keeps its colour from day to day unless another beside it would have the same.
const COLOURS = 6;

function wish(group: string): number {
  let hash = 7;
  for (const sign of group) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 9973;
  return hash % COLOURS;
}

export function coloursOf(groups: Iterable<string>): Map<string, string> {
  const colours = new Map<string, string>();
  const taken = new Set<number>();
  for (const group of [...new Set(groups)].toSorted()) {
    let colour = wish(group);
    for (let tries = 0; tries < COLOURS && taken.has(colour); tries += 1) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    colours.set(group, String(colour + 1));
  }
  return colours;
}
