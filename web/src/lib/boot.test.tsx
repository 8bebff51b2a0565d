import { expect, test } from "vitest";
import { csrfToken, readBoot } from "@/lib/boot";

test("the boot block is read, and its absence is nobody", () => {
  const page = new DOMParser().parseFromString('<script type="application/json" id="boot">{"csrf":"c"}</script>', "text/html");
  expect(readBoot(page)).toMatchObject({ user: null, csrf: "c", form: null });
  expect(readBoot(new DOMParser().parseFromString("", "text/html")).user).toBeNull();
});

test("the cookie's CSRF token is newer than the page's", () => {
  const boot = readBoot(new DOMParser().parseFromString("", "text/html"));
  expect(csrfToken({ ...boot, csrf: "page" }, "a=b; csrftoken=cookie%3D")).toBe("cookie=");
  expect(csrfToken({ ...boot, csrf: "page" }, "xcsrftoken=other")).toBe("page");
});
