// `npm run dev` beside a running server: Vite serves the app's sources, the server all else, boot data too.
// Not here: the server itself (`make run`).
import { AsyncLocalStorage } from "node:async_hooks";
import type { Plugin } from "vite";

const SERVER = process.env.DAYBOOK_URL ?? "http://127.0.0.1:8000";
const BOOT = /<script type="application\/json" id="boot">[\s\S]*?<\/script>/;
const OWN = /^\/(?:src|@|node_modules|theme\.js|favicon\.svg|manifest\.webmanifest)/;

/** The cookies with which the page is asked for that is being made. */
const cookies = new AsyncLocalStorage<string | undefined>();

export function realServer(): Plugin {
  return {
    name: "real-server",
    apply: "serve",
    config: () => ({
      server: {
        proxy: {
          // Vite's own socket stands at "/".
          "/ws": { target: SERVER, ws: true },
          "/": {
            target: SERVER,
            xfwd: true,
            bypass: ({ url = "/", method, headers }) => {
              const isPage = method === "GET" && (headers.accept ?? "").includes("text/html") && url !== "/logout";
              return OWN.test(url) || isPage ? url : undefined;
            },
          },
        },
      },
    }),
    configureServer({ middlewares }) {
      middlewares.use(({ headers }, _, next) => cookies.run(headers.cookie, next));
    },
    transformIndexHtml: {
      order: "pre",
      async handler(html, { originalUrl = "/" }) {
        const headers = { accept: "text/html", cookie: cookies.getStore() ?? "" };
        const answer = await fetch(new URL(originalUrl, SERVER), { headers }).catch(() => null);
        const boot = BOOT.exec((await answer?.text()) ?? "")?.[0];
        return boot ? html.replace("<!--boot-->", boot) : html;
      },
    },
  };
}
