// The app in its providers.
import { Provider } from "react-redux";
import { BrowserRouter } from "react-router";
import type { Services } from "@/api/services";
import { Places } from "@/app/routes";
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
  return (
    <Provider store={store}>
      <ServicesProvider services={services}>
        <Live services={services} />
        <BrowserRouter>
          <Places />
        </BrowserRouter>
        <Toasts />
      </ServicesProvider>
    </Provider>
  );
}
