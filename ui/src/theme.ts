function current(): "light" | "dark" {
  const chosen = document.documentElement.dataset.bsTheme;
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Shows the button that switches between light and dark, and keeps the choice on this device. */
export function installTheme(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = current() === "dark" ? "light" : "dark";
      document.documentElement.dataset.bsTheme = next;
      try {
        localStorage.setItem("kc-theme", next);
      } catch {
        // The choice then lasts for this page only.
      }
    });
  }
}
