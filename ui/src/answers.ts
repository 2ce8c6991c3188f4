// What a person notices of an answer: the focus goes to the errors or to the message, a slow
// request shows a bar, menus close by themselves.

const quietMs = 300;

/** After a page or a fragment arrives: the summary of errors first, else the message. */
export function scanAnswers(root: ParentNode): void {
  const place = root.querySelector<HTMLElement>("[data-form-errors]") ?? root.querySelector<HTMLElement>("[data-flash]");
  place?.focus();
}

export function installAnswers(): void {
  let timer = 0;
  document.addEventListener("htmx:before:request", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => document.documentElement.classList.add("kc-loading"), quietMs);
  });
  document.addEventListener("htmx:finally:request", () => {
    window.clearTimeout(timer);
    document.documentElement.classList.remove("kc-loading");
  });

  const closeMenus = (except: Element | null) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>("details.kc-menu[open]")) {
      if (!except || !menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMenus(event.target as Element));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = (event.target as Element).closest<HTMLDetailsElement>("details.kc-menu[open]");
    closeMenus(null);
    menu?.querySelector("summary")?.focus();
  });
}
