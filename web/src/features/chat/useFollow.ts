// Which rooms the live socket follows: all that I am in, wherever I am in the app, and the one that is open.
import { useEffect } from "react";
import { useServices } from "@/api/ServicesContext";
import { useRooms } from "@/features/chat/rooms/useRooms";

/** The server takes no more from one socket. */
const MOST = 200;

function useStreams(names: string): void {
  const { wishes } = useServices();
  useEffect(() => {
    const stops = names.split(" ").filter(Boolean).map((name) => wishes.follow(`room:${name}`));
    return () => stops.forEach((stop) => stop());
  }, [wishes, names]);
}

export function useFollowRoom(name: string): void {
  useStreams(name);
}

export function useFollowMyRooms(): void {
  const { rooms } = useRooms();
  useStreams(rooms.slice(0, MOST).map(({ name }) => name).toSorted().join(" "));
}
