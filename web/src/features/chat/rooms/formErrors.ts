// What the server says to a form: under its fields, else in a notice.
import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";
import { fieldErrors, reasonOf } from "@/api/errors";
import { alarm } from "@/ui/toasts";

export function tellErrors<Form extends FieldValues>({ setError, getValues }: UseFormReturn<Form, unknown, Form>, error: unknown): void {
  const told = Object.entries(fieldErrors(error)).filter(([field]) => field in getValues());
  for (const [field, words] of told) setError(field as FieldPath<Form>, { message: words.join(" ") }, { shouldFocus: true });
  if (told.length === 0) alarm({ text: reasonOf(error) });
}

export function errorsOf<Form extends FieldValues>({ formState }: UseFormReturn<Form, unknown, Form>, field: FieldPath<Form>): string[] {
  const message = (formState.errors as Partial<Record<string, { message?: unknown }>>)[field]?.message;
  return typeof message === "string" ? [message] : [];
}
