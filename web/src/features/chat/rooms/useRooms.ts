// The rooms that I am in, and any room by its name.
import { useMemo } from "react";
import { type NameOf, useNames } from "@/api/people";
import type { Room } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { MINE, useFindRoomQuery, useListRoomsQuery } from "@/features/chat/rooms/api";
import { otherOf, titleOf } from "@/features/chat/rooms/titles";

const NONE: never[] = [];

/** Those that I am in. */
export function useRooms() {
  const { data, error, isError, refetch } = useListRoomsQuery(MINE);
  return { rooms: data?.items ?? NONE, isKnown: data !== undefined, error, isError, refetch };
}

/** The room of this name, if I may see it; of a public one I need not be a member. */
export function useRoom(name: string) {
  const mine = useRooms();
  const held = mine.rooms.find((room) => room.name === name);
  const isAsked = name !== "" && held === undefined && (mine.isKnown || mine.isError);
  const { currentData, error, isError, refetch } = useFindRoomQuery({ name }, { skip: !isAsked });
  const room = held ?? (isAsked && !isError ? currentData : undefined);
  return {
    room,
    isMember: held !== undefined,
    /** There is none of this name, or it is not for me. */
    isMissing: isAsked && isError && (error as { status?: unknown }).status === 404,
    isError: isAsked && isError,
    error,
    refetch,
  };
}

/** What rooms are called for people: their title, or the name of the other one. */
export function useRoomTitles(rooms: Room | Room[]): (room: Room) => string {
  const { id: me } = useViewer();
  const others = useMemo(() => [rooms].flat().flatMap((room) => otherOf(room, me) ?? []), [rooms, me]);
  const nameOf: NameOf = useNames(others);
  return useMemo(() => (room) => titleOf(room, me, nameOf), [me, nameOf]);
}
