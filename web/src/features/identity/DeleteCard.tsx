// The end of my account: behind a dialog, with the password.
import { useState } from "react";
import { useViewer } from "@/api/ServicesContext";
import { useDeleteMeMutation } from "@/features/identity/api";
import { PasswordField } from "@/features/identity/PasswordField";
import { useAskedPassword } from "@/features/identity/useAskedPassword";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Dialog } from "@/ui/Dialog";

export function DeleteCard() {
  const { username } = useViewer();
  const [isAsking, setAsking] = useState(false);
  const [deleteMe, { isLoading }] = useDeleteMeMutation();
  const { password, errors, change, submit } = useAskedPassword(async (current_password) => {
    const { error } = await deleteMe({ body: { current_password } });
    if (!error) location.assign("/registration");
    return { error };
  });
  return (
    <section aria-labelledby="delete">
      <h2 id="delete" className="font-semibold">
        {m.mine.delete}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.mine.deleteHint}</p>
      <Card className="p-4">
        <Button onClick={() => setAsking(true)}>{m.mine.delete}</Button>
      </Card>
      <Dialog open={isAsking} onClose={() => setAsking(false)} title={m.mine.delete}>
        <form onSubmit={(event) => void submit(event)} className="grid gap-4 px-5 pt-1 pb-5" noValidate>
          <p>{m.mine.deleteHint}</p>
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <PasswordField
            label={m.mine.deletePassword}
            autoComplete="current-password"
            value={password}
            errors={errors}
            onChange={({ target }) => change(target.value)}
          />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{m.settings.cancel}</Button>
            <Button type="submit" weight="main" disabled={isLoading}>
              {m.mine.deleteIt}
            </Button>
          </div>
        </form>
      </Dialog>
    </section>
  );
}
