// A token for a program: made with the password, shown once.
import { useState } from "react";
import { useViewer } from "@/api/ServicesContext";
import { useCreateTokenMutation } from "@/features/identity/api";
import { PasswordField } from "@/features/identity/PasswordField";
import { useAskedPassword } from "@/features/identity/useAskedPassword";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Secret } from "@/ui/Secret";

export function TokensCard() {
  const { username } = useViewer();
  const [create, { isLoading }] = useCreateTokenMutation();
  const [token, setToken] = useState<string | null>(null);
  const { password, errors, change, submit } = useAskedPassword(async (password) => {
    const { data, error } = await create({ body: { username, password } });
    setToken(data?.token ?? null);
    return { error };
  });
  return (
    <section aria-labelledby="tokens">
      <h2 id="tokens" className="font-semibold">
        {m.mine.tokens}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.mine.tokensHint}</p>
      <Card className="grid gap-4 p-4">
        <form onSubmit={(event) => void submit(event)} className="grid max-w-90 gap-4" noValidate>
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <PasswordField
            label={m.mine.tokenPassword}
            autoComplete="current-password"
            value={password}
            errors={errors}
            onChange={({ target }) => change(target.value)}
          />
          <Button type="submit" disabled={isLoading} className="justify-self-start">
            {isLoading ? m.mine.making : m.mine.makeToken}
          </Button>
        </form>
        {token && <Secret label={m.mine.token} hint={m.mine.tokenOnce} secret={token} />}
      </Card>
    </section>
  );
}
