// Classes that stay although no template spells them out: names put together in Rust
// (`bg-{colour}-lt`), and the basics that a new template may use before the next build.

const colours = "blue|azure|green|yellow|orange|red|secondary|primary|success|warning|danger|info";

/** Families kept whole: small ones, or those that carry the look. */
const kept = [
  /^card(-(header|body|footer|title|subtitle|actions|sm|table|link|stacked))?$/,
  /^table(-(sm|striped|bordered|hover|responsive|vcenter|nowrap))?$/,
  /^form-(label|control|select|check|check-input|check-label|check-inline|hint|text|fieldset|switch)(-sm)?$/,
  /^input-group(-text|-flat)?$/,
  /^(is-invalid|is-valid|invalid-feedback|required)$/,
  /^btn(-(primary|secondary|success|danger|warning|link|ghost|icon|sm|lg|list|outline-(primary|secondary|danger|success)|ghost-(primary|secondary|danger)))?$/,
  /^badge(-(outline|pill|sm))?$/,
  new RegExp(`^bg-(${colours})(-lt)?$`),
  new RegExp(`^text-(${colours}|muted|body|end|start|center|nowrap|break|truncate|wrap)$`),
  /^alert(-(success|info|warning|danger|title|important))?$/,
  /^avatar(-(xs|sm|md))?$/,
  /^progress(-(bar|sm))?$/,
  /^(row|row-(cards|deck|sm))$/,
  /^col(-(auto|12|[1-9]|1[01]))?$/,
  /^col-(sm|md|lg)(-(auto|12|[1-9]|1[01]))?$/,
  /^d-(none|block|flex|grid|inline|inline-block|inline-flex|print-none|print-block)$/,
  /^d-(md|lg)-(none|block|flex)$/,
  /^flex-(row|column|wrap|fill|nowrap)$/,
  /^(justify-content|align-items)-(start|end|center|between|baseline)$/,
  /^(gap|g|gx|gy)-[0-4]$/,
  /^(m|mt|mb|ms|me|mx|my|p|pt|pb|ps|pe|px|py)-([0-4]|auto)$/,
  /^(w|h)-(25|50|75|100|auto)$/,
  /^(fs-[1-6]|fw-(bold|medium|normal|semibold)|small|lead|font-monospace|h[1-6])$/,
  /^(border|border-0|border-top|border-bottom|rounded)$/,
  /^list-(unstyled|inline|inline-item|group|group-item)$/,
  /^(nav|nav-tabs|nav-item|nav-link|active|disabled|breadcrumb|breadcrumb-item|page-item|page-link|pagination)$/,
  /^steps(-counter|-color|-vertical)?$/,
  /^(step-item|hr|visually-hidden|visually-hidden-focusable|text-reset|link-secondary|datagrid|datagrid-(item|title|content))$/,
  /^htmx-/,
  /^kc-/,
];

/** The variables that theme.css and the kept classes set or read under names made at run time. */
export const safelist = { standard: kept, variables: [/^--kc-/] };
