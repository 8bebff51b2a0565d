// Changing the password; the server's objections stand under their fields.
import { yupResolver } from "@hookform/resolvers/yup";
import { useForm, useWatch } from "react-hook-form";
import { type InferType, object, string } from "yup";
import { fieldErrors, reasonOf } from "@/api/errors";
import { useViewer } from "@/api/ServicesContext";
import { useSetPasswordMutation } from "@/features/identity/api";
import { newPassword } from "@/features/identity/form";
import { PasswordField } from "@/features/identity/PasswordField";
import { Strength } from "@/features/identity/Strength";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { alarm, notify } from "@/ui/toasts";

const passwordSchema = object({ current_password: string().required(m.login.required), new_password: newPassword });
type PasswordForm = InferType<typeof passwordSchema>;

export function PasswordCard() {
  const { username } = useViewer();
  const [setPassword, { isLoading }] = useSetPasswordMutation();
  const { register, handleSubmit, formState, setError, reset, control } = useForm<PasswordForm>({
    resolver: yupResolver(passwordSchema),
    defaultValues: { current_password: "", new_password: "" },
  });
  const errors = (field: keyof PasswordForm) => {
    const { message, types } = formState.errors[field] ?? {};
    return types?.server ? [types.server].flat().map(String) : message ? [message] : [];
  };
  const change = handleSubmit(async (body) => {
    const { error } = await setPassword({ body });
    if (!error) {
      reset();
      notify({ text: m.settings.changed });
      return;
    }
    const told = Object.entries(fieldErrors(error)).filter(([field]) => field in body);
    for (const [field, server] of told) setError(field as keyof PasswordForm, { types: { server } }, { shouldFocus: true });
    if (told.length === 0) alarm({ text: reasonOf(error) });
  });
  return (
    <section aria-labelledby="password">
      <h2 id="password" className="font-semibold">
        {m.settings.password}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.settings.passwordHint}</p>
      <Card className="p-4">
        <form onSubmit={(event) => void change(event)} className="grid max-w-90 gap-4" noValidate>
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <PasswordField
            label={m.settings.currentPassword}
            autoComplete="current-password"
            errors={errors("current_password")}
            {...register("current_password")}
          />
          <PasswordField label={m.settings.newPassword} autoComplete="new-password" errors={errors("new_password")} {...register("new_password")} />
          <Strength password={useWatch({ control, name: "new_password" })} username={username} />
          <Button type="submit" weight="main" disabled={isLoading} className="justify-self-start">
            {isLoading ? m.settings.changing : m.settings.change}
          </Button>
        </form>
      </Card>
    </section>
  );
}
