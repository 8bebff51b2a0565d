// What the page wants of its live socket: which streams it follows, and where somebody types.
// Features wish, the socket fulfils; neither knows the other.
// Invariant: a stream is followed as long as anybody wants it.
// Not here: the stream "me", which is always followed (socket.ts).
interface Fulfiller {
  onFollow(stream: string): void;
  onUnfollow(stream: string): void;
  onTyping(stream: string, isTyping: boolean): void;
}

export interface Wishes {
  /** Follows a stream until the answer is called. */
  follow(stream: string): () => void;
  followed(): string[];
  tellTyping(stream: string, isTyping: boolean): void;
  listen(fulfiller: Fulfiller): () => void;
}

export function createWishes(): Wishes {
  const wanted = new Map<string, number>();
  const fulfillers = new Set<Fulfiller>();
  return {
    follow(stream) {
      const before = wanted.get(stream) ?? 0;
      wanted.set(stream, before + 1);
      if (before === 0) fulfillers.forEach(({ onFollow }) => onFollow(stream));
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        const left = (wanted.get(stream) ?? 1) - 1;
        if (left > 0) return void wanted.set(stream, left);
        wanted.delete(stream);
        fulfillers.forEach(({ onUnfollow }) => onUnfollow(stream));
      };
    },
    followed: () => [...wanted.keys()],
    tellTyping(stream, isTyping) {
      fulfillers.forEach(({ onTyping }) => onTyping(stream, isTyping));
    },
    listen(fulfiller) {
      fulfillers.add(fulfiller);
      return () => fulfillers.delete(fulfiller);
    },
  };
}
