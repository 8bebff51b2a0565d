// A form that is posted as HTML posts it, because only the server's answer to such a post may set cookies.
// The browser's rules are checked first; the server's errors stand in the page that it answers with.
import { yupResolver } from "@hookform/resolvers/yup";
import { type SubmitEvent, useEffect, useState } from "react";
import { type DefaultValues, type FieldValues, type Path, useForm } from "react-hook-form";
import type { ObjectSchema } from "yup";
import { useBoot } from "@/api/ServicesContext";
import { csrfToken } from "@/lib/boot";

export function usePostedForm<Form extends FieldValues>(schema: ObjectSchema<Form>, fields: readonly Path<Form>[]) {
  const boot = useBoot();
  const { errors: told, values } = boot.form ?? { errors: {}, values: {} };
  const [isLeaving, setLeaving] = useState(false);
  const form = useForm<Form, unknown, Form>({
    resolver: yupResolver(schema) as never,
    defaultValues: Object.fromEntries(fields.map((field) => [field, values[field] ?? ""])) as DefaultValues<Form>,
  });
  const { dirtyFields, errors } = form.formState;

  useEffect(() => {
    const first = fields.find((field) => told[field]) ?? fields[0];
    if (first) form.setFocus(first);
    // Once, when the page opens.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    // Back from the next page by the browser's cache: the form can be sent again.
    const onShow = () => setLeaving(false);
    window.addEventListener("pageshow", onShow);
    return () => window.removeEventListener("pageshow", onShow);
  }, []);

  return {
    register: form.register,
    watch: form.watch,
    isLeaving,
    csrf: csrfToken(boot, document.cookie),
    /** What is wrong with a field: our rules, else the server's words until it is changed. */
    errorsOf(field: Path<Form>): string[] {
      const message = errors[field]?.message;
      if (typeof message === "string") return [message];
      return (dirtyFields as Record<string, unknown>)[field] ? [] : (told[field] ?? []);
    },
    /** Errors that belong to no field. */
    general: [...(told.non_field_errors ?? []), ...(told.__all__ ?? []), ...(told.detail ?? [])],
    messages: boot.messages,
    submit(event: SubmitEvent<HTMLFormElement>) {
      event.preventDefault();
      const { currentTarget } = event;
      void form.handleSubmit(() => {
        setLeaving(true);
        currentTarget.submit();
      })(event);
    },
  };
}
