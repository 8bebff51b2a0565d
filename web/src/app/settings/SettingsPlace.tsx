// All that belongs to me: what I show, how I get in, how it looks, and how I leave with everything.
import { Link } from "react-router";
import { useViewer } from "@/api/ServicesContext";
import { DataCard } from "@/features/identity/DataCard";
import { DeleteCard } from "@/features/identity/DeleteCard";
import { EmailCard } from "@/features/identity/EmailCard";
import { LookCard } from "@/features/identity/LookCard";
import { PasswordCard } from "@/features/identity/PasswordCard";
import { SessionsCard } from "@/features/identity/SessionsCard";
import { TokensCard } from "@/features/identity/TokensCard";
import { NotificationsCard } from "@/features/notifications/NotificationsCard";
import { ProfileCard } from "@/features/profile/ProfileCard";
import { CalendarCard } from "@/features/tasks/CalendarCard";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { buttonClass } from "@/ui/Button";

export default function SettingsPlace() {
  const { username } = useViewer();
  useTabTitle(m.app.title(m.settings.title));
  return (
    <>
      <header className="mb-5 flex max-w-3xl items-center gap-3">
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold tracking-tight md:text-2xl">
          {m.settings.title}
          <small className="ms-2 text-base font-normal tracking-normal text-muted">{username}</small>
        </h1>
        <Link to="/logs" className={`${buttonClass()} md:hidden`}>
          {m.places.logs}
        </Link>
        <Link to="/profilepage" className={`${buttonClass()} md:hidden`}>
          {m.places.profile}
        </Link>
        <a href="/logout" className={buttonClass()}>
          {m.account.signOut}
        </a>
      </header>
      <div className="grid max-w-3xl gap-7">
        <ProfileCard />
        <EmailCard />
        <PasswordCard />
        <SessionsCard />
        <TokensCard />
        <NotificationsCard />
        <CalendarCard />
        <LookCard />
        <DataCard />
        <DeleteCard />
      </div>
    </>
  );
}
