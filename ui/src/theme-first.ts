// Loaded before the styles paint, so that a stored choice does not flash. Without a choice the
// system decides (color-scheme: light dark).
try {
  const choice = localStorage.getItem("kc-theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.bsTheme = choice;
} catch {
  // Storage may be forbidden; the system's scheme is then used.
}
