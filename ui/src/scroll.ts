// Wide tables scroll inside their frame. A frame that scrolls takes the focus, so that the arrow
// keys move it, and says whose table it is; one that fits stays out of the tab order.

const frames = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target as HTMLElement)));

export function scanFrames(root: ParentNode): void {
  for (const frame of root.querySelectorAll<HTMLElement>(".kc-table-wrap")) {
    mark(frame);
    frames.observe(frame);
  }
}

function mark(frame: HTMLElement): void {
  if (frame.scrollWidth > frame.clientWidth) {
    const heading = frame.closest("section, main")?.querySelector("h2, h1");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", heading?.textContent?.trim() ?? document.title);
  } else {
    for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
  }
}
