// The app in its providers.
import { useState } from "react";
import { Provider } from "react-redux";
import { RouterProvider } from "react-router";
import type { Services } from "@/api/services";
import { makeRouter } from "@/app/routes";
import type { AppStore } from "@/app/store";
import { useLive } from "@/app/useLive";
import { ServicesProvider } from "@/api/ServicesContext";
import { Toasts } from "@/ui/Toasts";

interface AppProps {
  store: AppStore;
  services: Services;
}

function Live({ services }: { services: Services }) {
  useLive(services);
  return null;
}

export function App({ store, services }: AppProps) {
  const [router] = useState(() => makeRouter(services.boot));
  return (
    <Provider store={store}>
      <ServicesProvider services={services}>
        <Live services={services} />
        <RouterProvider router={router} />
        <Toasts />
      </ServicesProvider>
    </Provider>
  );
}
