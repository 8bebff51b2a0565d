// The forms of a room: what it may be called. The words are the server's where it would say them too.
import { boolean, type InferType, object, string } from "yup";
import { m } from "@/lib/messages";

const LONGEST_NAME = 64;
const LONGEST_TITLE = 100;
const LONGEST_TOPIC = 500;

const words = (most: number) => string().trim().default("").max(most, m.rooms.long(most));

export const detailsSchema = object({ title: words(LONGEST_TITLE), topic: words(LONGEST_TOPIC) });

export const roomSchema = detailsSchema.shape({
  name: string()
    .trim()
    .required(m.login.required)
    .max(LONGEST_NAME, m.rooms.long(LONGEST_NAME))
    .matches(/^[\w-]*$/, { message: m.rooms.badName, excludeEmptyString: true })
    .test("direct", m.rooms.directName, (name) => !name.startsWith("direct-")),
  private: boolean().default(false),
});

export type DetailsForm = InferType<typeof detailsSchema>;
export type RoomForm = InferType<typeof roomSchema>;

/** What was typed as a name that a room may have: spaces become hyphens. */
export function asName(typed: string): string {
  return typed.trimStart().replace(/\s+/g, "-");
}
