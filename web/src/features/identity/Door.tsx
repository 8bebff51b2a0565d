// The page before one is in: a sheet of paper with one form.
import { type SubmitEvent, type ReactNode } from "react";
import { Link, useLocation } from "react-router";
import { Brand } from "@/ui/Brand";
import { Card } from "@/ui/Card";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { Button } from "@/ui/Button";

interface DoorProps {
  title: string;
  lead: string;
  action: string;
  csrf: string;
  notices: { level: string; text: string }[];
  errors: string[];
  isLeaving: boolean;
  submit: string;
  submitting: string;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  other: { ask: string; to: string; link: string };
  children: ReactNode;
}

export function Door({ title, lead, action, csrf, notices, errors, isLeaving, submit, submitting, onSubmit, other, children }: DoorProps) {
  const next = new URLSearchParams(useLocation().search).get("next") ?? "/";
  useTabTitle(m.app.title(title));
  return (
    <main className="grid min-h-dvh content-center justify-items-center gap-5 px-4 py-10">
      <Brand />
      <Card className="relative w-full max-w-100 overflow-hidden py-7 ps-10 pe-7 before:absolute before:inset-y-0 before:left-5 before:w-px before:bg-rule">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        <p className="mb-5 text-muted">{lead}</p>
        {notices.map(({ text }) => (
          <p key={text} role="status" className="mb-4 rounded-md bg-sunken px-3 py-2">
            {text}
          </p>
        ))}
        <div role="alert">
          {errors.map((error) => (
            <p key={error} className="mb-4 rounded-md bg-accent-soft px-3 py-2 font-medium">
              {error}
            </p>
          ))}
        </div>
        <form method="post" action={action} onSubmit={onSubmit} className="grid gap-4" noValidate>
          <input type="hidden" name="csrfmiddlewaretoken" value={csrf} />
          <input type="hidden" name="next" value={next} />
          {children}
          <Button type="submit" weight="main" disabled={isLeaving} className="mt-1 min-h-10">
            {isLeaving ? submitting : submit}
          </Button>
        </form>
      </Card>
      <p className="text-muted">
        {other.ask}{" "}
        <Link to={other.to} reloadDocument className="font-medium text-accent underline underline-offset-3">
          {other.link}
        </Link>
      </p>
    </main>
  );
}
