// Where notices appear: above the bottom bar on a phone, in the corner elsewhere.
import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { m } from "@/lib/messages";
import { buttonClass } from "@/ui/Button";
import { toasts } from "@/ui/toasts";

function List() {
  return Toast.useToastManager().toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="rounded-lg border border-line bg-card shadow-float transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0 data-[type=alarm]:border-accent"
    >
      <Toast.Content className="flex items-center gap-2 py-1.5 ps-4 pe-1.5">
        <div className="min-w-0 flex-1 py-1">
          <Toast.Title className="font-medium break-words" />
          <Toast.Description className="text-sm break-words text-muted" />
        </div>
        {toast.actionProps && <Toast.Action className={buttonClass("bare").replace("text-muted", "text-accent")} />}
        {/* All of them are in sight, not in a stack: each can be closed. */}
        <Toast.Close aria-hidden={false} aria-label={m.toast.close} className={buttonClass("bare", true)}>
          <X aria-hidden="true" size={16} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}

export function Toasts() {
  return (
    <Toast.Provider toastManager={toasts} limit={4}>
      <Toast.Portal>
        <Toast.Viewport
          aria-label={m.toast.region}
          className="fixed right-4 bottom-4 z-60 grid w-[min(26rem,calc(100vw-2rem))] gap-2 outline-none max-md:bottom-20"
        >
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
