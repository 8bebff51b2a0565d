// Which address is which place. Places beside Today come in chunks of their own.
import { createBrowserRouter, redirect, type RouteObject } from "react-router";
import { Broken, NotFound } from "@/app/Broken";
import { Shell } from "@/app/shell/Shell";
import { TodayPage } from "@/app/today/TodayPage";
import type { Boot } from "@/lib/boot";

const login = { lazy: async () => ({ Component: (await import("@/features/identity/LoginPage")).LoginPage }) };
const registration = { lazy: async () => ({ Component: (await import("@/features/identity/RegistrationPage")).RegistrationPage }) };

export function routes(boot: Boot): RouteObject[] {
  const signedIn = ({ request }: { request: Request }) => {
    const { pathname, search } = new URL(request.url);
    return boot.user ? null : redirect(`/login?next=${encodeURIComponent(pathname + search)}`);
  };
  return [
    { path: "/login", ErrorBoundary: Broken, ...login },
    { path: "/registration", ErrorBoundary: Broken, ...registration },
    { path: "/signup", ErrorBoundary: Broken, ...registration },
    {
      path: "/",
      loader: signedIn,
      HydrateFallback: () => null,
      ErrorBoundary: Broken,
      Component: Shell,
      children: [
        {
          ErrorBoundary: Broken,
          children: [
            { index: true, Component: TodayPage },
            {
              path: "activity/dashboard",
              lazy: async () => ({ Component: (await import("@/features/activities/list/ActivitiesPage")).ActivitiesPage }),
            },
            { path: "settings", lazy: async () => ({ Component: (await import("@/features/identity/SettingsPage")).SettingsPage }) },
            { path: "*", Component: NotFound },
          ],
        },
      ],
    },
  ];
}

export function makeRouter(boot: Boot) {
  return createBrowserRouter(routes(boot));
}
