/** Rows that open their record (`tr[data-href]`): click, Enter, and arrows between rows. */
export function installRows(): void {
  document.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row || isControl(event.target) || window.getSelection()?.toString()) return;
    open(row, event.ctrlKey || event.metaKey);
  });
  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    if (event.key === "Enter" && event.target === row) open(row, event.ctrlKey || event.metaKey);
    const isPlace = event.target === row || event.target instanceof HTMLAnchorElement;
    if (!isPlace || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    const next = event.key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
    if (!(next instanceof HTMLTableRowElement)) return;
    event.preventDefault();
    (next.querySelector<HTMLElement>("a") ?? next).focus();
  });
}

/** Rows without a link of their own take the focus themselves. */
export function scanRows(root: ParentNode): void {
  for (const row of root.querySelectorAll<HTMLTableRowElement>("tr[data-href]")) {
    if (!row.querySelector("a")) row.tabIndex = 0;
  }
}

function rowOf(target: EventTarget | null): HTMLTableRowElement | null {
  return target instanceof Element ? target.closest<HTMLTableRowElement>("tr[data-href]") : null;
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("a, button, input, select, textarea, label, summary") !== null;
}

function open(row: HTMLTableRowElement, inNewTab: boolean): void {
  const href = row.dataset.href ?? "";
  if (inNewTab) window.open(href, "_blank", "noopener");
  else location.assign(href);
}
