// Where the app begins: reads what the server wrote into the page, and draws.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { makeStore } from "@/app/store";
import { readBoot } from "@/lib/boot";
import "@/index.css";

function leave(): void {
  location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
}

const { store, services } = makeStore({ boot: readBoot(document), onSignedOut: leave });
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App store={store} services={services} />
    </StrictMode>,
  );
}
