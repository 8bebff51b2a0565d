/** A ref: does something once its element is scrolled to. */
export function whenSeen(act: () => void): (element: Element | null) => () => void {
  return (element) => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) act();
    });
    if (element) observer.observe(element);
    return () => observer.disconnect();
  };
}
