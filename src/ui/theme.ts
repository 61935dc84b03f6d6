import { css, unsafeCSS } from 'lit';
import { PALETTES, PURPLE_GREEN, type Palette } from './palette.ts';

const variables = (palette: Partial<Palette>): string =>
  Object.entries(palette)
    .map(
      ([name, value]) =>
        `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: ${value};`,
    )
    .join('\n');

const lightVariables = unsafeCSS(`color-scheme: light;${variables(PALETTES.light)}`);
const darkVariables = unsafeCSS(`color-scheme: dark;${variables(PALETTES.dark)}`);

const lightPair = unsafeCSS(variables(PURPLE_GREEN.light));
const darkPair = unsafeCSS(variables(PURPLE_GREEN.dark));

/** The page's own style sheet: custom properties for every component, light and dark. */
export const themeStyles = css`
  :root {
    ${lightVariables}
    /* Grows with the window, so that a wide screen is legible from afar. */
    font-size: clamp(1rem, 0.6rem + 0.5vw, 1.5rem);
    --font:
      system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', 'Liberation Sans',
      sans-serif;
    --text-small: 0.75rem;
    --text: 0.8125rem;
    --text-large: 1.5rem;
    --field-height: 2rem;
    --radius: 6px;
    --gap: 0.75rem;
  }
  @media (prefers-color-scheme: dark) {
    :root:not([data-theme='light']) {
      ${darkVariables}
    }
  }
  :root[data-theme='dark'] {
    ${darkVariables}
  }
  :root[data-colours='purple-green'] {
    ${lightPair}
  }
  @media (prefers-color-scheme: dark) {
    :root[data-colours='purple-green']:not([data-theme='light']) {
      ${darkPair}
    }
  }
  :root[data-colours='purple-green'][data-theme='dark'] {
    ${darkPair}
  }
  /* Whoever asks for more contrast gets lines and small text in the colours of the text. */
  @media (prefers-contrast: more) {
    :root:root:root {
      --muted: var(--ink);
      --border: var(--ink);
      --hairline: color-mix(in srgb, var(--ink) 45%, var(--surface));
    }
  }
  @media (pointer: coarse) {
    :root {
      --field-height: 2.5rem;
      --text: 0.9375rem;
      --text-small: 0.8125rem;
    }
  }
  body {
    margin: 0;
    background: var(--surface);
    color: var(--ink);
    font: 400 var(--text) / 1.45 var(--font);
    font-variant-numeric: tabular-nums;
    -webkit-font-smoothing: antialiased;
    -webkit-text-size-adjust: 100%;
  }
`;

/** What every component shares inside its shadow root. */
export const baseStyles = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  h2,
  h3,
  p {
    margin: 0;
  }
  /* A swatch is nothing but its colour, which forced colours would take from it. */
  @media (forced-colors: active) {
    i[style*='background'],
    i.scale {
      forced-color-adjust: none;
    }
  }
  .problem {
    color: var(--danger);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
