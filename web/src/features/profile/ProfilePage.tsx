// My card: what I tell of myself, live.
import { History, Settings } from "lucide-react";
import { Link } from "react-router";
import { reasonOf } from "@/api/errors";
import { useNow, useZone } from "@/api/ServicesContext";
import { type Profile, useFindMyProfileQuery } from "@/features/profile/api";
import { Avatar } from "@/features/profile/avatar/Avatar";
import { exact, relative } from "@/lib/format";
import { m } from "@/lib/messages";
import { useTabTitle } from "@/lib/title";
import { buttonClass } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { Skeleton } from "@/ui/Skeleton";
import { Failed } from "@/ui/States";

const FACTS = ["email", "phone_number", "age", "timezone"] as const;
const MINUTE_MS = 60_000;

function Sheet({ profile }: { profile: Profile }) {
  const zone = useZone();
  const now = useNow(MINUTE_MS);
  const whole = [profile.name, profile.surname].filter(Boolean).join(" ");
  const facts = FACTS.map((field) => [field, String(profile[field] ?? "")] as const).filter(([, text]) => text !== "");
  const changed = Date.parse(profile.updated_at);
  return (
    <Card className="relative max-w-3xl overflow-hidden p-6 ps-11 before:absolute before:inset-y-0 before:left-6 before:w-px before:bg-rule">
      <div className="flex flex-wrap items-center gap-5">
        <Avatar username={profile.username} image={profile.profileimg} className="size-24 text-2xl" />
        <div className="min-w-0">
          <p className="text-xl font-semibold tracking-tight break-words">{whole || profile.username}</p>
          <p className="break-words text-muted">{[whole && `@${profile.username}`, profile.profession].filter(Boolean).join(" · ")}</p>
        </div>
      </div>
      {profile.about_me && (
        <section aria-labelledby="about" className="mt-5">
          <h2 id="about" className="text-sm font-semibold text-muted">
            {m.profile.about}
          </h2>
          <p className="break-words whitespace-pre-line">{profile.about_me}</p>
        </section>
      )}
      <dl className="mt-5 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {facts.map(([field, text]) => (
          <div key={field} className="min-w-0">
            <dt className="text-sm text-muted">{m.profile.fields[field]}</dt>
            <dd className="break-words">{text}</dd>
          </div>
        ))}
      </dl>
      {!whole && !profile.about_me && <p className="mt-5 text-muted">{m.profile.nothing}</p>}
      {changed > 0 && (
        <p className="mt-5 text-sm text-muted">
          <time dateTime={profile.updated_at} title={exact(changed, zone)}>
            {m.profile.since(relative(changed, now))}
          </time>
        </p>
      )}
    </Card>
  );
}

export default function ProfilePage() {
  const { data, error, isError, refetch } = useFindMyProfileQuery();
  const profile = data?.items[0];
  useTabTitle(m.app.title(m.profile.title));
  return (
    <>
      <header className="mb-5 flex max-w-3xl flex-wrap items-center gap-2">
        <h1 className="flex-1 text-xl font-semibold tracking-tight md:text-2xl">{m.profile.title}</h1>
        <Link to="/activity" className={buttonClass()}>
          <History aria-hidden="true" size={16} />
          {m.profile.history}
        </Link>
        <Link to="/settings" aria-label={m.profile.editLabel} className={buttonClass()}>
          <Settings aria-hidden="true" size={16} />
          {m.profile.edit}
        </Link>
      </header>
      {profile && <Sheet profile={profile} />}
      {!profile && (
        <Card className="max-w-3xl">
          {isError ? <Failed reason={reasonOf(error)} onRetry={() => void refetch()} /> : <Skeleton rows={4} />}
        </Card>
      )}
    </>
  );
}
