// My address, for mails that help me back in and remind me.
import { useState, type SyntheticEvent } from "react";
import { fieldErrors, reasonOf } from "@/api/errors";
import { useFindMeQuery, useUpdateMeMutation } from "@/features/identity/api";
import { m } from "@/lib/messages";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Field } from "@/ui/Field";
import { alarm, notify } from "@/ui/toasts";

export function EmailCard() {
  const { data, refetch } = useFindMeQuery();
  const [update, { isLoading }] = useUpdateMeMutation();
  const [typed, setTyped] = useState<string | null>(null);
  const [errors, setErrors] = useState<string[]>([]);
  const email = typed ?? data?.email ?? "";
  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    const { error } = await update({ body: { email: email.trim() } });
    const told = error ? fieldErrors(error).email : undefined;
    setErrors(told ?? []);
    if (error && !told) alarm({ text: reasonOf(error) });
    if (error) return;
    await refetch();
    setTyped(null);
    notify({ text: m.mine.emailSaved });
  };
  return (
    <section aria-labelledby="email">
      <h2 id="email" className="font-semibold">
        {m.mine.email}
      </h2>
      <p className="mb-2.5 text-sm text-muted">{m.mine.emailHint}</p>
      <Card className="p-4">
        <form onSubmit={(event) => void save(event)} className="grid max-w-90 gap-4" noValidate>
          <Field
            label={m.mine.email}
            type="email"
            autoComplete="email"
            value={email}
            errors={errors}
            onChange={({ target }) => {
              setTyped(target.value);
              setErrors([]);
            }}
          />
          <Button type="submit" disabled={isLoading || !data || email.trim() === data.email} className="justify-self-start">
            {m.mine.emailSave}
          </Button>
        </form>
      </Card>
    </section>
  );
}
