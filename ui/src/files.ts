import { announce, t } from "./wording";

function sizeText(bytes: number): string {
  const [size, unit] = bytes < 1024 * 1024 ? [bytes / 1024, "KB"] : [bytes / 1024 / 1024, "MB"];
  return `${size.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${unit}`;
}

/** File fields say what was chosen and how large it is, and refuse more than data-max-mb before sending. */
export function installFiles(): void {
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
    const files = [...(input.files ?? [])];
    const limit = Number(input.dataset.maxMb ?? "0");
    const large = limit > 0 ? files.find((file) => file.size > limit * 1024 * 1024) : undefined;
    const line = lineBelow(input);
    if (large) {
      line.textContent = t(
        `Tệp ${large.name} có ${sizeText(large.size)}, lớn hơn mức ${limit} MB. Chọn tệp nhỏ hơn.`,
        `The file ${large.name} has ${sizeText(large.size)}, more than ${limit} MB. Choose a smaller one.`,
      );
      line.className = "kc-field-error";
      input.value = "";
    } else {
      line.textContent = files.map((file) => `${file.name}, ${sizeText(file.size)}`).join("; ");
      line.className = "kc-words";
    }
    announce(line.textContent);
  });
}

function lineBelow(input: HTMLInputElement): HTMLElement {
  const next = input.nextElementSibling;
  if (next instanceof HTMLElement && next.dataset.fileLine !== undefined) return next;
  const line = document.createElement("p");
  line.dataset.fileLine = "";
  input.after(line);
  return line;
}
