// Signing up.
import { useLocation } from "react-router";
import { Door } from "@/features/identity/Door";
import { type RegistrationForm, registrationSchema } from "@/features/identity/form";
import { PasswordField } from "@/features/identity/PasswordField";
import { Strength } from "@/features/identity/Strength";
import { usePostedForm } from "@/features/identity/usePostedForm";
import { m } from "@/lib/messages";
import { Field } from "@/ui/Field";

const FIELDS = ["username", "email", "password", "password2"] as const;

export default function RegistrationPage() {
  const { search } = useLocation();
  const { register, errorsOf, submit, watch, ...form } = usePostedForm<RegistrationForm>(registrationSchema, FIELDS);
  return (
    <Door
      title={m.registration.title}
      lead={m.registration.lead}
      action={`/registration${search}`}
      csrf={form.csrf}
      notices={form.messages}
      errors={form.general}
      isLeaving={form.isLeaving}
      submit={m.registration.submit}
      submitting={m.registration.busy}
      onSubmit={submit}
      other={{ ask: m.registration.other, to: `/login${search}`, link: m.registration.otherLink }}
    >
      <Field
        label={m.login.username}
        hint={m.registration.usernameHint}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        errors={errorsOf("username")}
        {...register("username")}
      />
      <Field label={m.registration.email} type="email" autoComplete="email" errors={errorsOf("email")} {...register("email")} />
      <PasswordField label={m.login.password} autoComplete="new-password" errors={errorsOf("password")} {...register("password")} />
      <Strength password={watch("password")} username={watch("username")} />
      <PasswordField label={m.registration.password2} autoComplete="new-password" errors={errorsOf("password2")} {...register("password2")} />
    </Door>
  );
}
