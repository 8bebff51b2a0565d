// What the server wrote into the page: who I am, the CSRF token, the messages of a form that was posted.
// Read once; a sign-in or sign-out is a new page, so this never changes under a running app.
// Not here: anything that changes while the app runs (RTK Query holds that).
export interface Viewer {
  id: number;
  username: string;
  email: string;
  timezone: string;
  is_staff: boolean;
}

export interface FormState {
  errors: Record<string, string[]>;
  values: Record<string, string>;
}

export interface Boot {
  user: Viewer | null;
  csrf: string;
  messages: { level: string; text: string }[];
  form: FormState | null;
  version: string;
}

const NOBODY: Boot = { user: null, csrf: "", messages: [], form: null, version: "" };

export function readBoot(page: Document): Boot {
  const text = page.getElementById("boot")?.textContent;
  if (!text) return NOBODY;
  return { ...NOBODY, ...(JSON.parse(text) as Partial<Boot>) };
}

/** The token that unsafe requests carry: the cookie's, which is the newest, or else the page's. */
export function csrfToken(boot: Boot, cookies: string): string {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(cookies)?.[1];
  return cookie ? decodeURIComponent(cookie) : boot.csrf;
}
