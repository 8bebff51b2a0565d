// How hard a password is to guess, roughly: 0 (too short) to 4. Advice only; the server's rules decide.
const SHORTEST = 8;

function alphabet(password: string): number {
  const kinds: [RegExp, number][] = [
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/\d/, 10],
    [/[^\p{L}\d]/u, 32],
  ];
  return kinds.reduce((size, [kind, signs]) => size + (kind.test(password) ? signs : 0), 0) || 1;
}

/** Signs that follow from the one before ("aaa", "123", "cba") count little. */
function worth(password: string): number {
  const codes = [...password].map((sign) => sign.codePointAt(0) ?? 0);
  return codes.reduce((sum, code, index) => {
    const step = Math.abs(code - (codes[index - 1] ?? Number.POSITIVE_INFINITY));
    return sum + (step <= 1 ? 0.25 : 1);
  }, 0);
}

export function strengthOf(password: string, username: string): 0 | 1 | 2 | 3 | 4 {
  if ([...password].length < SHORTEST) return 0;
  const folded = password.toLowerCase();
  if (/^\d+$/.test(password) || (username.length > 2 && folded.includes(username.toLowerCase()))) return 1;
  const bits = worth(password) * Math.log2(alphabet(password));
  if (bits < 40) return 1;
  if (bits < 55) return 2;
  return bits < 75 ? 3 : 4;
}
