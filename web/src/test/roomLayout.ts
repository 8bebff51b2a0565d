// jsdom has no layout: a frame that shows a dozen messages and those around them.
import { fireEvent } from "@testing-library/react";
import { vi } from "vitest";

export function layOutRooms(): void {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(400);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockImplementation(function (this: Element) {
    return parseFloat(this.querySelector("ol")?.style.height ?? "0");
  });
  // A browser goes where it is told to, as far as there is something, and says so.
  vi.spyOn(Element.prototype, "scrollTo").mockImplementation(function (this: Element, to?: ScrollToOptions | number) {
    const top = typeof to === "object" ? (to.top ?? 0) : 0;
    this.scrollTop = Math.max(0, Math.min(top, this.scrollHeight - this.clientHeight));
    requestAnimationFrame(() => fireEvent.scroll(this));
  });
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(40);
}
