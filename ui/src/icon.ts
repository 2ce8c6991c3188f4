const space = "http://www.w3.org/2000/svg";

/** An icon of images/icons.svg, whose hashed address is read from an icon already on the page. */
export function icon(name: string): SVGElement {
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("class", "kc-icon");
  svg.setAttribute("aria-hidden", "true");
  const known = document.querySelector("svg.kc-icon use")?.getAttribute("href")?.split("#")[0];
  if (known) {
    const use = document.createElementNS(space, "use");
    use.setAttribute("href", `${known}#${name}`);
    svg.append(use);
  }
  return svg;
}
