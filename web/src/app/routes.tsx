// Which address is which place. Places beside Today come in chunks of their own.
import { lazy, Suspense } from "react";
import { Navigate, Outlet, Route, Routes, useLocation } from "react-router";
import { useBoot } from "@/api/ServicesContext";
import { NotFound } from "@/app/NotFound";
import { Shell } from "@/app/shell/Shell";
import { TodayPage } from "@/app/today/TodayPage";

const LoginPage = lazy(() => import("@/features/identity/LoginPage"));
const RegistrationPage = lazy(() => import("@/features/identity/RegistrationPage"));
const ActivitiesPage = lazy(() => import("@/features/activities/list/ActivitiesPage"));
const TasksPlace = lazy(() => import("@/app/tasks/TasksPlace"));
const LogsPage = lazy(() => import("@/features/logs/LogsPage"));
const ChatPlace = lazy(() => import("@/app/chat/ChatPlace"));
const ProfilePage = lazy(() => import("@/features/profile/ProfilePage"));
const HistoryPage = lazy(() => import("@/features/profile/HistoryPage"));
const SettingsPlace = lazy(() => import("@/app/settings/SettingsPlace"));

/** Only for those who signed in; the others are asked to, and come back. */
function SignedIn() {
  const { user } = useBoot();
  const { pathname, search } = useLocation();
  return user ? <Outlet /> : <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
}

export function Places() {
  return (
    <Suspense fallback={null}>
      <Routes>
        <Route path="/login" element={<LoginPage />} />
        <Route path="/registration" element={<RegistrationPage />} />
        <Route path="/signup" element={<RegistrationPage />} />
        <Route element={<SignedIn />}>
          <Route element={<Shell />}>
            <Route index element={<TodayPage />} />
            <Route path="/activity/dashboard" element={<ActivitiesPage />} />
            <Route path="/tasks" element={<TasksPlace />} />
            <Route path="/logs" element={<LogsPage />} />
            <Route path="/chat" element={<ChatPlace />} />
            <Route path="/chat/:room" element={<ChatPlace />} />
            <Route path="/profilepage" element={<ProfilePage />} />
            <Route path="/activity" element={<HistoryPage />} />
            <Route path="/settings" element={<SettingsPlace />} />
            <Route path="*" element={<NotFound />} />
          </Route>
        </Route>
      </Routes>
    </Suspense>
  );
}
