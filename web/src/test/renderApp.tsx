// The whole app as a person has it, with a server in memory. Components are tested by role and name, never by their insides.
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { App } from "@/app/App";
import { makeStore } from "@/app/store";
import type { Boot } from "@/lib/boot";
import { FakeServer, FakeSocket } from "@/test/fakeServer";

interface Options {
  path?: string;
  boot?: Partial<Boot>;
  prepare?: (server: FakeServer) => void;
}

export const ANN = { id: 7, username: "ann", email: "", timezone: "Europe/Berlin", is_staff: false };

export function renderApp({ path = "/", boot = {}, prepare }: Options = {}) {
  const server = new FakeServer();
  prepare?.(server);
  FakeSocket.open.length = 0;
  vi.stubGlobal("fetch", server.fetch);
  vi.stubGlobal("WebSocket", Object.assign(FakeSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 }));
  history.replaceState(null, "", path);
  const onSignedOut = vi.fn();
  const whole: Boot = { user: ANN, csrf: "token", messages: [], form: null, version: "test", ...boot };
  const { store, services } = makeStore({ boot: whole, onSignedOut });
  const view = render(<App store={store} services={services} />);
  const socket = () => FakeSocket.open.at(-1);
  return { ...view, server, store, services, onSignedOut, socket, user: userEvent.setup() };
}
