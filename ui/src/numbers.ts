// Pure text of numbers and dates, kept apart from the page so that it can be tested.

/** Groups digits by three from the right: "1234567" → "1.234.567". */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ".");
}

export interface Typed {
  value: string;
  caret: number;
}

/**
 * Groups an amount being typed and keeps the caret behind the same digit.
 * Text with anything but digits, dots and spaces is left alone: the server says what is wrong with it.
 */
export function groupMoney(value: string, caret: number): Typed {
  if (!/^[\d.\s]*$/.test(value)) return { value, caret };
  const before = value.slice(0, caret).replace(/\D/g, "").length;
  const all = value.replace(/\D/g, "");
  const leading = all.length - all.replace(/^0+(?=\d)/, "").length;
  const grouped = groupDigits(all.slice(leading));
  let seen = Math.max(0, before - leading);
  let at = 0;
  while (seen > 0 && at < grouped.length) {
    if (grouped[at] !== ".") seen -= 1;
    at += 1;
  }
  return { value: grouped, caret: at };
}

/** Adds the slashes while a date is typed at its end: "0507" → "05/07/", "05072022" → "05/07/2022". */
export function completeDate(value: string): string {
  if (/^\d{2}$/.test(value) || /^\d{2}\/\d{2}$/.test(value)) return `${value}/`;
  const run = /^(\d{2})(\d{2})(\d{0,4})$/.exec(value);
  if (run) return `${run[1]}/${run[2]}/${run[3]}`;
  const second = /^(\d{2}\/\d{2})(\d{1,4})$/.exec(value);
  if (second) return `${second[1]}/${second[2]}`;
  return value;
}

/** Writes d/M/yyyy, d-M-yyyy, d.M.yyyy, ddMMyyyy and yyyy-MM-dd as dd/MM/yyyy; other text stays as it is. */
export function tidyDate(value: string): string {
  const text = value.trim();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return day(iso[3], iso[2], iso[1]);
  const local = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  return local ? day(local[1], local[2], local[3]) : text;
}

function day(d = "", m = "", y = ""): string {
  return `${d.padStart(2, "0")}/${m.padStart(2, "0")}/${y}`;
}

/** dd/MM/yyyy as yyyy-MM-dd for the browser's own picker; empty when it is not a date yet. */
export function isoDate(value: string): string {
  const parts = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(tidyDate(value));
  return parts ? `${parts[3]}-${parts[2]}-${parts[1]}` : "";
}

const units = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const scales = ["", "nghìn", "triệu", "tỷ", "nghìn tỷ", "triệu tỷ"];

/** Three digits in words; `full` says the hundreds even when they are none ("không trăm"). */
function triple(n: number, full: boolean): string[] {
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const words: string[] = [];
  if (hundreds > 0 || full) words.push(units[hundreds] ?? "", "trăm");
  if (tens === 0 && ones > 0 && words.length > 0) words.push("linh");
  if (tens === 1) words.push("mười");
  if (tens > 1) words.push(units[tens] ?? "", "mươi");
  if (ones > 0) words.push(onesWord(ones, tens));
  return words;
}

function onesWord(ones: number, tens: number): string {
  if (ones === 1 && tens > 1) return "mốt";
  if (ones === 4 && tens > 1) return "tư";
  if (ones === 5 && tens > 0) return "lăm";
  return units[ones] ?? "";
}

/** An amount of whole đồng in Vietnamese words, as papers write it; empty for no digits or over 18 of them. */
export function moneyInWords(digits: string): string {
  const clean = digits.replace(/^0+(?=\d)/, "");
  if (!/^\d{1,18}$/.test(clean)) return "";
  if (clean === "0") return "không đồng";
  const groups: number[] = [];
  for (let end = clean.length; end > 0; end -= 3) groups.push(Number(clean.slice(Math.max(0, end - 3), end)));
  const words: string[] = [];
  for (let i = groups.length - 1; i >= 0; i -= 1) {
    const group = groups[i] ?? 0;
    if (group === 0) continue;
    words.push(...triple(group, words.length > 0));
    // "nghìn tỷ" and "tỷ" of the same number share one "tỷ": 1.500 tỷ is "một nghìn năm trăm tỷ".
    const shared = i > 3 && groups.slice(3, i).some((g) => g > 0);
    const scale = shared ? (scales[i] ?? "").replace(" tỷ", "") : (scales[i] ?? "");
    if (scale) words.push(scale);
  }
  return `${words.join(" ")} đồng`;
}
