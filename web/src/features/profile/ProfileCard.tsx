// The form of my profile. The server's objections stand under their fields.
import { yupResolver } from "@hookform/resolvers/yup";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { fieldErrors, reasonOf } from "@/api/errors";
import { type Profile, useFindMyProfileQuery, useUpdateMyProfileMutation } from "@/features/profile/api";
import { AvatarField } from "@/features/profile/avatar/AvatarField";
import { fieldsOf, formOf, type ProfileForm, profileSchema, zones } from "@/features/profile/form";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field, inputClass } from "@/ui/Field";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";
import { alarm, notify } from "@/ui/toasts";

const AUTO = { name: "given-name", surname: "family-name", age: "off", phone_number: "tel", profession: "organization-title" } as const;
const LINES = ["name", "surname", "profession", "phone_number", "age"] as const;

function Form({ profile }: { profile: Profile }) {
  const [update, { isLoading }] = useUpdateMyProfileMutation();
  // What changed elsewhere shows here, but where somebody is writing.
  const values = useMemo(() => formOf(profile), [profile]);
  const { register, handleSubmit, formState, setError, reset } = useForm<ProfileForm>({
    resolver: yupResolver(profileSchema),
    defaultValues: values,
    values,
    resetOptions: { keepDirtyValues: true },
  });
  const errors = (field: keyof ProfileForm) => {
    const { message, types } = formState.errors[field] ?? {};
    return types?.server ? [types.server].flat().map(String) : message ? [message] : [];
  };
  const save = handleSubmit(async (form) => {
    const { data, error } = await update({ body: fieldsOf(form) });
    if (data) {
      reset(formOf(data));
      notify({ text: m.profile.saved });
      return;
    }
    const told = Object.entries(fieldErrors(error)).filter(([field]) => field in form);
    for (const [field, server] of told) setError(field as keyof ProfileForm, { types: { server } }, { shouldFocus: true });
    if (told.length === 0) alarm({ text: reasonOf(error) });
  });
  return (
    <form onSubmit={(event) => void save(event)} className="grid gap-4 p-4 sm:grid-cols-2" noValidate>
      {LINES.map((field) => (
        <Field
          key={field}
          label={m.profile.fields[field]}
          inputMode={field === "age" ? "numeric" : undefined}
          autoComplete={AUTO[field]}
          errors={errors(field)}
          {...register(field)}
        />
      ))}
      <label className="grid content-start gap-1 text-sm font-semibold">
        {m.profile.fields.timezone}
        <select {...register("timezone")} className={`${inputClass} text-base font-normal`}>
          {zones().map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
        </select>
        <span className="font-normal text-muted">{m.profile.timezoneHint}</span>
      </label>
      <label className="grid gap-1 text-sm font-semibold sm:col-span-2">
        {m.profile.fields.about_me}
        <textarea rows={4} {...register("about_me")} aria-invalid={errors("about_me").length > 0 || undefined} className={`${inputClass} text-base font-normal`} />
        <span role="status" className="font-medium text-accent">
          {errors("about_me").join(" ")}
        </span>
      </label>
      <Button type="submit" weight="main" disabled={isLoading} className="justify-self-start">
        {isLoading ? m.profile.saving : m.profile.save}
      </Button>
    </form>
  );
}

export function ProfileCard() {
  const { data, error, isError, refetch } = useFindMyProfileQuery();
  const profile = data?.items[0];
  return (
    <section aria-labelledby="profile">
      <h2 id="profile" className="font-semibold">
        {m.profile.title}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.profile.hint}</p>
      <Card>
        {profile && (
          <>
            <AvatarField profile={profile} />
            <Form profile={profile} />
          </>
        )}
        {!profile && (isError ? <Failed reason={reasonOf(error)} onRetry={() => void refetch()} /> : <Skeleton rows={4} />)}
      </Card>
    </section>
  );
}
