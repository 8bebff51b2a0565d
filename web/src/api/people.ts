// The names of people by their ids.
import { useMemo } from "react";
import { api } from "@/api/base";
import type { Person } from "@/api/schema";
import { useViewer } from "@/api/ServicesContext";
import { m } from "@/lib/messages";

/** People that one request may ask for. */
const MOST = 50;

export type NameOf = (id: number) => string;

const peopleApi = api.injectEndpoints({
  endpoints: (build) => ({
    namePeople: build.query<Person[], number[]>({
      async queryFn(ids, _api, _options, ask) {
        const parts = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, at) => ids.slice(at * MOST, (at + 1) * MOST));
        const people: Person[] = [];
        for (const part of parts) {
          const { data, error } = await ask({ url: "/api/users/", params: { id: part.join(",") } });
          if (error) return { error };
          people.push(...(data as Person[]));
        }
        return { data: people };
      },
    }),
  }),
});

/** The names of these people, mine without asking; what is not known yet is a number. */
export function useNames(people: number[]): NameOf {
  const { id: me, username } = useViewer();
  const ids = useMemo(() => [...new Set(people)].filter((id) => id !== me).toSorted((a, b) => a - b), [people, me]);
  const { data } = peopleApi.useNamePeopleQuery(ids, { skip: ids.length === 0 });
  return useMemo(() => {
    const names = new Map(data?.map((person) => [person.id, person.username]));
    return (id) => (id === me ? username : (names.get(id) ?? m.people.someone(id)));
  }, [data, me, username]);
}
