// What belongs to me: where I am signed in, my password, how the app looks.
import { useEffect } from "react";
import { LookCard } from "@/features/identity/LookCard";
import { PasswordCard } from "@/features/identity/PasswordCard";
import { SessionsCard } from "@/features/identity/SessionsCard";
import { useViewer } from "@/api/ServicesContext";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";

export default function SettingsPage() {
  const { username } = useViewer();
  useEffect(() => {
    document.title = m.app.title(m.settings.title);
  }, []);
  return (
    <>
      <header className="mb-5 flex max-w-3xl items-center gap-3">
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold tracking-tight md:text-2xl">
          {m.settings.title}
          <small className="ms-2 text-base font-normal tracking-normal text-muted">{username}</small>
        </h1>
        <a href="/logout" className={buttonClass()}>
          {m.account.signOut}
        </a>
      </header>
      <div className="grid max-w-3xl gap-7">
        <SessionsCard />
        <PasswordCard />
        <LookCard />
      </div>
    </>
  );
}
