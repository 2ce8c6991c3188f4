import { completeDate, isoDate, tidyDate } from "./numbers";
import { icon } from "./icon";
import { t } from "./wording";

function isDate(target: EventTarget | null): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.matches("input[data-date]");
}

/** Date fields (`input[data-date]`): slashes come by themselves, leaving the field tidies it. */
export function installDates(): void {
  document.addEventListener("input", (event) => {
    const input = event.target;
    if (!isDate(input)) return;
    const { inputType } = event as InputEvent;
    const atEnd = input.selectionStart === input.value.length;
    if (atEnd && inputType !== undefined && !inputType.startsWith("delete")) {
      input.value = completeDate(input.value);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (isDate(event.target)) event.target.value = tidyDate(event.target.value);
  });
}

/** Adds the button that opens the browser's own calendar. */
export function scanDates(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>("input[data-date]:not([data-ready])")) {
    input.dataset.ready = "";
    const control = input.closest(".kc-control");
    if (!control || input.disabled || input.readOnly) continue;
    const native = document.createElement("input");
    native.type = "date";
    native.className = "kc-date-native";
    native.tabIndex = -1;
    native.setAttribute("aria-hidden", "true");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "kc-date-button";
    const label = input.labels?.[0]?.firstChild?.textContent?.trim() ?? "";
    button.setAttribute("aria-label", `${t("Chọn trên lịch", "Choose on a calendar")}: ${label}`);
    button.append(icon("calendar"));
    button.addEventListener("click", () => {
      native.value = isoDate(input.value);
      native.showPicker();
    });
    native.addEventListener("change", () => {
      input.value = tidyDate(native.value);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
    control.append(native, button);
  }
}
