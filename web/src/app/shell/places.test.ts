import { expect, test } from "vitest";
import { isAt, PLACES } from "@/app/shell/places";

test.each([
  ["/", "/"],
  ["/activity/dashboard/", "/activity/dashboard/"],
  ["/activity/dashboard", "/activity/dashboard/"],
  ["/activity", "/activity"],
  ["/activity/", "/activity"],
  ["/tasks/", "/tasks"],
  ["/chat", "/chat"],
  ["/chat/general", "/chat"],
  ["/chats", undefined],
  ["/nowhere", undefined],
])("%s is %s alone", (address, place) => {
  expect(PLACES.filter(({ path }) => isAt(path, address)).map(({ path }) => path)).toEqual(place ? [place] : []);
});
