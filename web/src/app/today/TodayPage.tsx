// Today, or the day in the address: what runs, what is due, what was done.
import { ChevronLeft, ChevronRight, Search } from "lucide-react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useNow, useZone } from "@/api/ServicesContext";
import { useShell } from "@/app/shell/ShellContext";
import { DaySheet } from "@/features/activities/day/DaySheet";
import { NowCard } from "@/features/activities/day/NowCard";
import { useDay } from "@/features/activities/day/useDay";
import { useTitle } from "@/features/activities/useTitle";
import { RoomsCard } from "@/features/chat/rooms/RoomsCard";
import { DueCard } from "@/features/tasks/DueCard";
import { longDay, shortDay } from "@/lib/format";
import { useKeys } from "@/lib/keys";
import { m } from "@/lib/messages";
import { addDays, dayOf, isDay, weekOf } from "@/lib/zone";
import { Button, buttonClass } from "@/ui/Button";
import { Kbd } from "@/ui/Kbd";

const MINUTE_MS = 60_000;

export function TodayPage() {
  const zone = useZone();
  const today = dayOf(useNow(MINUTE_MS / 4), zone);
  const [search] = useSearchParams();
  const asked = search.get("day");
  const day = asked && isDay(asked) ? asked : today;
  const navigate = useNavigate();
  const { showPalette } = useShell();
  const to = (other: string) => (other === today ? "/" : `/?day=${other}`);
  const [before, after] = [addDays(day, -1), addDays(day, 1)];
  useKeys({ "[": () => void navigate(to(before)), "]": () => void navigate(to(after)) });
  const view = useDay(day, day === today);
  useTitle(day === today ? m.places.today : longDay(day, today));
  return (
    <div>
      <header className="mb-4 flex items-center gap-2 md:gap-3">
        <h1 className="min-w-0 flex-1 text-xl leading-tight font-semibold tracking-tight md:text-2xl">
          <span className="max-md:hidden">{longDay(day, today)}</span>
          <span className="md:hidden">{shortDay(day, today)}</span>
          <small className="ms-2 text-base font-normal tracking-normal text-muted max-md:hidden">{m.time.week(weekOf(day))}</small>
        </h1>
        {day !== today && (
          <Link to="/" className={buttonClass()}>
            {m.day.today}
          </Link>
        )}
        <Link to={to(before)} aria-label={m.day.previous} title={m.day.previous} className={buttonClass("quiet", true)}>
          <ChevronLeft aria-hidden="true" size={18} />
        </Link>
        <Link to={to(after)} aria-label={m.day.next} title={m.day.next} className={buttonClass("quiet", true)}>
          <ChevronRight aria-hidden="true" size={18} />
        </Link>
        <Button onClick={showPalette} className="font-normal text-muted max-md:hidden">
          <Search aria-hidden="true" size={16} />
          {m.palette.label}
          <Kbd>{m.palette.keys}</Kbd>
        </Button>
      </header>
      <NowCard view={view} />
      <div className="lg:flex lg:items-start lg:gap-7">
        <div className="lg:order-last lg:w-88 lg:flex-none empty:hidden">
          {day === today && <DueCard />}
          {day === today && <RoomsCard />}
        </div>
        <div className="min-w-0 flex-1">
          <DaySheet view={view} />
        </div>
      </div>
    </div>
  );
}
