import { html, svg, type TemplateResult } from 'lit';

const icon = (content: unknown): TemplateResult =>
  html`<svg viewBox="0 0 20 20" aria-hidden="true">${content}</svg>`;

export const PLAY_ICON = icon(svg`<path class="solid" d="M6.5 3.6v12.8L16.5 10z" />`);
export const PAUSE_ICON = icon(
  svg`<path class="solid" d="M5.5 4h3.2v12H5.5zM11.3 4h3.2v12h-3.2z" />`,
);
export const STEP_ICON = icon(
  svg`<path class="solid" d="M4.5 4.5v11l8-5.5z" /><path d="M15 4.5v11" />`,
);
export const RESET_ICON = icon(
  svg`<path d="M4.6 7.2a6.2 6.2 0 1 1-.6 4.3" /><path d="M4.2 3.4v4.2h4.2" />`,
);

export const SHARE_ICON = icon(
  svg`<path d="M8.2 11.8a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.2 3.2 0 0 0-4.6-4.6l-1 1" /><path d="M11.8 8.2a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.2 3.2 0 0 0 4.6 4.6l1-1" />`,
);

/** One picture for each appearance. */
export const THEME_ICONS = {
  system: icon(
    svg`<circle cx="10" cy="10" r="6.5" /><path class="solid" d="M10 3.5a6.5 6.5 0 0 1 0 13z" />`,
  ),
  light: icon(
    svg`<circle cx="10" cy="10" r="3.2" /><path d="M10 2.2v2M10 15.8v2M2.2 10h2M15.8 10h2M4.5 4.5l1.4 1.4M14.1 14.1l1.4 1.4M4.5 15.5l1.4-1.4M14.1 5.9l1.4-1.4" />`,
  ),
  dark: icon(svg`<path d="M16.2 12.2A6.8 6.8 0 0 1 7.8 3.8a6.8 6.8 0 1 0 8.4 8.4z" />`),
} as const;
