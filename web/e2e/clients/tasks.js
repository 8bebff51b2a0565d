// A front end as those that were written for the task tracker: axios, both tokens in localStorage, whole objects back.
/* global axios, document, localStorage, location */
const api = axios.create({ baseURL: new URLSearchParams(location.search).get("api") });
const tokens = {
  keep: ({ access, refresh }) => {
    localStorage.setItem("access", access);
    localStorage.setItem("refresh", refresh);
  },
  forget: () => localStorage.clear(),
};

api.interceptors.request.use((config) => {
  const access = localStorage.getItem("access");
  if (access && !config.anonymous) config.headers.Authorization = `Bearer ${access}`;
  return config;
});

// An access token that is refused is renewed once, and the request sent again.
api.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config.again || config.anonymous) throw error;
  const { data } = await api.post("/user/refresh/", { refresh: localStorage.getItem("refresh") }, { anonymous: true });
  tokens.keep(data);
  return api({ ...config, again: true });
});

const main = document.querySelector("main");
const list = document.querySelector("ul");
const say = (text) => (document.querySelector("[role=status]").textContent = text);

async function show() {
  const { data: me } = await api.get("/user/me/");
  const { data: tasks } = await api.get("/api/tasks/");
  document.querySelector("h1").textContent = `Tasks of ${me.username}`;
  list.replaceChildren(...tasks.map(item));
  main.hidden = false;
}

function item(task) {
  const li = document.createElement("li");
  const done = document.createElement("button");
  done.textContent = `${task.state === "done" ? "Reopen" : "Finish"} ${task.title}`;
  done.onclick = act(() => api.patch(`/api/tasks/${task.id}/`, { ...task, state: task.state === "done" ? "open" : "done" }));
  const remove = document.createElement("button");
  remove.textContent = `Delete ${task.title}`;
  remove.onclick = act(() => api.delete(`/api/tasks/${task.id}`));
  li.append(`${task.title} (${task.state}) `, done, remove);
  return li;
}

/** Does something, then shows what the server has; says what went wrong. */
function act(something) {
  return async (event) => {
    event?.preventDefault();
    try {
      await something(event && Object.fromEntries(new FormData(event.target.closest("form") ?? undefined)));
      say("");
      await show();
    } catch (error) {
      say(error.response ? `${error.response.status} ${JSON.stringify(error.response.data)}` : error.message);
    }
  };
}

const enter = (path) => async (fields) => tokens.keep((await api.post(path, fields, { anonymous: true })).data);
document.querySelector("#register").onsubmit = act(enter("/user/register/"));
document.querySelector("#login").onsubmit = act(enter("/user/login/"));
document.querySelector("#add").onsubmit = act((fields) => api.post("/api/tasks/", fields));
document.querySelector("#logout").onclick = async () => {
  const { status } = await api.post("/user/logout/").catch((error) => error.response);
  tokens.forget();
  main.hidden = true;
  say(`logged out with ${status}`);
};
if (localStorage.getItem("access")) act(() => undefined)();
