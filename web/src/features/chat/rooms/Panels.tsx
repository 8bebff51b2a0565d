// What stands open over Chat. Each comes when it is first opened.
import { lazy, Suspense } from "react";
import { usePanel } from "@/features/chat/rooms/panel";

const NewRoomDialog = lazy(() => import("@/features/chat/rooms/NewRoomDialog"));
const DirectDialog = lazy(() => import("@/features/chat/rooms/DirectDialog"));
const BrowseDialog = lazy(() => import("@/features/chat/rooms/BrowseDialog"));
const SearchPanel = lazy(() => import("@/features/chat/search/SearchPanel"));
const RoomPanels = lazy(() => import("@/features/chat/rooms/RoomPanels"));

export function Panels({ current }: { current: string | null }) {
  const { panel, close } = usePanel();
  return (
    <Suspense fallback={null}>
      {panel === "new" && <NewRoomDialog onClose={close} />}
      {panel === "direct" && <DirectDialog onClose={close} />}
      {panel === "browse" && <BrowseDialog onClose={close} />}
      {panel === "search" && <SearchPanel onClose={close} />}
      {current && (panel === "edit" || panel === "members" || panel === "leave" || panel === "delete") && (
        <RoomPanels name={current} panel={panel} onClose={close} />
      )}
    </Suspense>
  );
}
