// Runs before the first paint, so that a chosen theme never flashes. "system" leaves the choice to the media query.
(function () {
  try {
    var theme = localStorage.getItem("daybook.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch (_) {
    // Storage is switched off: the system's theme it is.
  }
})();
