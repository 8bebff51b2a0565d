// The form of the profile: its rules, and the way between it and the profile. Pure.
import { type InferType, object, string } from "yup";
import type { Profile } from "@/features/profile/api";
import { m } from "@/lib/messages";

const OLDEST = 150;
const text = (most: number) => string().trim().default("").max(most, m.profile.long(most));

export const profileSchema = object({
  name: text(100),
  surname: text(100),
  age: string()
    .trim()
    .default("")
    .matches(/^\d*$/, m.profile.badAge)
    .test("range", m.profile.ageRange, (age) => Number(age) <= OLDEST),
  phone_number: text(20),
  profession: text(100),
  about_me: text(2000),
  timezone: string().default("UTC"),
});

export type ProfileForm = InferType<typeof profileSchema>;

export function formOf(profile: Profile): ProfileForm {
  const { name, surname, age, phone_number, profession, about_me, timezone } = profile;
  return { name, surname, age: String(age ?? ""), phone_number, profession, about_me, timezone };
}

export function fieldsOf({ age, ...words }: ProfileForm) {
  return { ...words, age: age === "" ? null : Number(age) };
}

/** Every zone that this browser knows, UTC first. */
export function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];
}
