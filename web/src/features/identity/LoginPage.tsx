// Signing in.
import { useLocation } from "react-router";
import { Door } from "@/features/identity/Door";
import { type LoginForm, loginSchema } from "@/features/identity/form";
import { PasswordField } from "@/features/identity/PasswordField";
import { usePostedForm } from "@/features/identity/usePostedForm";
import { m } from "@/lib/messages";
import { Field } from "@/ui/Field";

export default function LoginPage() {
  const { search } = useLocation();
  const { register, errorsOf, submit, ...form } = usePostedForm<LoginForm>(loginSchema, ["username", "password"]);
  return (
    <Door
      title={m.login.title}
      lead={m.login.lead}
      action={`/login${search}`}
      csrf={form.csrf}
      notices={form.messages}
      errors={form.general}
      isLeaving={form.isLeaving}
      submit={m.login.submit}
      submitting={m.login.busy}
      onSubmit={submit}
      other={{ ask: m.login.other, to: `/registration${search}`, link: m.login.otherLink }}
    >
      <Field label={m.login.username} autoComplete="username" autoCapitalize="none" spellCheck={false} errors={errorsOf("username")} {...register("username")} />
      <PasswordField label={m.login.password} autoComplete="current-password" errors={errorsOf("password")} {...register("password")} />
      <a href="/password/reset" className="justify-self-start font-medium text-accent underline underline-offset-3">
        {m.login.forgot}
      </a>
    </Door>
  );
}
