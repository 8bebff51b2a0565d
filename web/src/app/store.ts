// Makes a store with all that works beside it: the API's cache, the live feed, the outbox. One for the app, one for each test.
import { configureStore, createListenerMiddleware, type ThunkDispatch, type UnknownAction } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";
import { api } from "@/api/base";
import { reasonOf } from "@/api/errors";
import type { Services } from "@/api/services";
import { activityWrites } from "@/features/activities/writes";
import { messageWrites } from "@/features/chat/messages/writes";
import { roomWrites } from "@/features/chat/rooms/writes";
import { logWrites } from "@/features/logs/writes";
import { notificationWrites } from "@/features/notifications/writes";
import { taskWrites } from "@/features/tasks/writes";
import type { Boot } from "@/lib/boot";
import { createClock } from "@/lib/clock";
import { m } from "@/lib/messages";
import { startSender } from "@/outbox/sender";
import { adopted, outboxReducer, type OutboxState } from "@/outbox/slice";
import { outboxStorage } from "@/outbox/storage";
import { connectionReducer } from "@/realtime/connection";
import { createFeed } from "@/realtime/feed";
import { presenceReducer } from "@/realtime/presence";
import { createWishes } from "@/realtime/wishes";
import { alarm } from "@/ui/toasts";

const kinds = { ...activityWrites, ...logWrites, ...messageWrites, ...notificationWrites, ...roomWrites, ...taskWrites };

interface StoreOptions {
  boot: Boot;
  onSignedOut: () => void;
}

export function makeStore({ boot, onSignedOut }: StoreOptions) {
  const services: Services = { boot, clock: createClock(), feed: createFeed(), wishes: createWishes(), onSignedOut };
  const listener = createListenerMiddleware<{ outbox: OutboxState }, ThunkDispatch<{ outbox: OutboxState }, unknown, UnknownAction>>();
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer, connection: connectionReducer, outbox: outboxReducer, presence: presenceReducer },
    middleware: (defaults) =>
      defaults({ thunk: { extraArgument: services } }).prepend(listener.middleware).concat(api.middleware),
  });
  setupListeners(store.dispatch);
  if (boot.user) {
    const storage = outboxStorage(boot.user.id);
    const { feed } = services;
    startSender(listener, {
      kinds,
      storage,
      mark: feed.count,
      onAnswer: feed.answer,
      reasonOf,
      onRefused: (write, error) => alarm({ text: m.toast.refused, more: reasonOf(error), action: kinds[write.type]?.giveBack?.(write) }),
    });
    void storage.adopt().then((writes) => writes.length > 0 && store.dispatch(adopted(writes)));
  }
  return { store, services };
}

type Made = ReturnType<typeof makeStore>;
export type AppStore = Made["store"];
export type RootState = ReturnType<AppStore["getState"]>;
export type AppDispatch = AppStore["dispatch"];
