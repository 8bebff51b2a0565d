// The store's services and what follows from the boot data, for components.
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Services } from "@/api/services";
import type { Boot, Viewer } from "@/lib/boot";
import { zoneOf } from "@/lib/zone";

const ServicesContext = createContext<Services | null>(null);

export function ServicesProvider({ services, children }: { services: Services; children: ReactNode }) {
  return <ServicesContext value={services}>{children}</ServicesContext>;
}

export function useServices(): Services {
  const services = use(ServicesContext);
  if (!services) throw new Error("this needs a ServicesProvider");
  return services;
}

export function useBoot(): Boot {
  return useServices().boot;
}

/** Who is signed in. Only for places that nobody else comes to. */
export function useViewer(): Viewer {
  const { user } = useBoot();
  if (!user) throw new Error("this place is for people who signed in");
  return user;
}

export function useZone(): string {
  const { user } = useBoot();
  return useMemo(() => zoneOf(user?.timezone), [user?.timezone]);
}

/** The server's time, anew every `everyMs`. */
export function useNow(everyMs: number): number {
  const { clock } = useServices();
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), everyMs);
    return () => clearInterval(timer);
  }, [clock, everyMs]);
  return now;
}
