import { t } from "./wording";

const storedOff = "kc-keys-off";
const goWithinMs = 1500;
let goUntil = 0;

/** One-letter shortcuts can be switched off in the dialog (they disturb speech input). */
function lettersAreOff(): boolean {
  try {
    return localStorage.getItem(storedOff) === "1";
  } catch {
    return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function press(selector: string): boolean {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) return false;
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else {
    element.click();
  }
  return true;
}

export function installKeys(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-keys-help]")) {
    button.addEventListener("click", showHelp);
    button.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
  }
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const field = event.target;
      const form = field instanceof HTMLElement ? field.closest("form") : null;
      if (form && form.method === "post") {
        event.preventDefault();
        form.requestSubmit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || isTyping(event.target) || lettersAreOff()) return;
    if (handleLetter(event.key)) event.preventDefault();
  });
}

function handleLetter(key: string): boolean {
  if (goUntil > performance.now()) {
    goUntil = 0;
    return press(`[data-key-go="${CSS.escape(key.toLowerCase())}"]`);
  }
  switch (key) {
    case "/":
      return press("[data-key-search]");
    case "n":
      return press("[data-key-new]");
    case "e":
      return press("[data-key-edit]");
    case "g":
      goUntil = performance.now() + goWithinMs;
      return true;
    case "?":
      showHelp();
      return true;
    default:
      return false;
  }
}

function showHelp(): void {
  const dialog = document.createElement("dialog");
  dialog.className = "kc-dialog";
  dialog.setAttribute("aria-labelledby", "kc-keys-title");
  const title = document.createElement("h2");
  title.id = "kc-keys-title";
  title.textContent = t("Phím tắt", "Keyboard shortcuts");
  const list = document.createElement("dl");
  list.className = "kc-keys";
  const rows: [string, string][] = [
    ["/", t("Tìm kiếm", "Search")],
    ["n", t("Thêm mới", "New")],
    ["e", t("Sửa", "Edit")],
    ["↑ ↓", t("Dòng trước, dòng sau trong danh sách", "Previous and next row of a list")],
    ["Ctrl Enter", t("Ghi biểu mẫu", "Save the form")],
    ["?", t("Bảng này", "This list")],
  ];
  for (const link of document.querySelectorAll<HTMLElement>("[data-key-go]")) {
    rows.push([`g ${link.dataset.keyGo ?? ""}`, link.textContent.trim()]);
  }
  for (const [keys, meaning] of rows) {
    const term = document.createElement("dt");
    for (const key of keys.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      term.append(kbd, " ");
    }
    const text = document.createElement("dd");
    text.textContent = meaning;
    list.append(term, text);
  }
  dialog.append(title, list, offSwitch(), closeButton(dialog));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function offSwitch(): HTMLElement {
  const label = document.createElement("label");
  label.className = "form-check";
  const box = document.createElement("input");
  box.type = "checkbox";
  box.className = "form-check-input";
  box.checked = lettersAreOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(storedOff, box.checked ? "1" : "0");
    } catch {
      box.checked = false;
    }
  });
  const text = document.createElement("span");
  text.className = "form-check-label";
  text.textContent = t("Tắt phím tắt một chữ trên máy này", "Switch one-letter shortcuts off on this device");
  label.append(box, text);
  return label;
}

function closeButton(dialog: HTMLDialogElement): HTMLElement {
  const row = document.createElement("p");
  row.className = "kc-form-actions";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-primary";
  button.textContent = t("Đóng", "Close");
  button.addEventListener("click", () => dialog.close());
  row.append(button);
  return row;
}
