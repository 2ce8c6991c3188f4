/** Picks the wording for the page's language, as `Lang::t` does on the server. */
export function t(vi: string, en: string): string {
  return document.documentElement.lang === "en" ? en : vi;
}

/** Says something to people who listen to the page. */
export function announce(text: string): void {
  const live = document.getElementById("kc-live");
  if (!live) return;
  live.textContent = "";
  // A change in the same task as the clearing would not be announced when the text repeats.
  window.setTimeout(() => (live.textContent = text), 50);
}
