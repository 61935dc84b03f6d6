import { css } from 'lit';

export const topBarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.75rem;
    padding: 0.6rem var(--page-margin);
    border-bottom: 1px solid var(--hairline);
    background: var(--surface);
  }
  h1 {
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 600;
    letter-spacing: -0.01em;
    white-space: nowrap;
  }
  h1 span {
    color: var(--accent);
  }
  .tagline {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .transport {
    display: flex;
    align-items: center;
    gap: 0.35rem;
  }
  button {
    display: grid;
    place-items: center;
    padding: 0;
    border: 0;
    color: var(--ink);
    background: none;
    font: 600 1rem/1 var(--font);
    cursor: pointer;
  }
  button:focus-visible {
    border-radius: 50%;
  }
  .icon {
    width: max(2.25rem, var(--field-height));
    height: max(2.25rem, var(--field-height));
    border-radius: 50%;
  }
  .icon:hover:not(:disabled) {
    background: var(--hairline);
  }
  .play {
    width: 3rem;
    height: 3rem;
    border-radius: 50%;
    color: var(--on-accent);
    background: var(--accent);
  }
  .play:hover:not(:disabled) {
    filter: brightness(1.12);
  }
  button:disabled {
    opacity: 0.4;
    cursor: default;
  }
  svg {
    width: 1.25rem;
    height: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.6;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .play svg {
    width: 1.5rem;
    height: 1.5rem;
  }
  svg .solid {
    fill: currentColor;
    stroke: none;
  }
  .settings {
    display: flex;
    gap: 0.9rem;
  }
  .settings label {
    display: grid;
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.2;
  }
  .settings select {
    width: auto;
    height: auto;
    margin: 0.1rem 0 0 -0.25rem;
    padding: 0 1.1rem 0 0.25rem;
    border: 0;
    border-radius: 4px;
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: var(--text);
    line-height: 1.25;
    cursor: pointer;
  }
  .settings select:hover {
    background: var(--hairline);
  }
  dl {
    display: flex;
    gap: 1.5rem;
    margin: 0;
  }
  dl div {
    min-width: 4.25rem;
  }
  dl .time {
    min-width: 5.25rem;
    white-space: nowrap;
  }
  dt {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.2;
  }
  dd {
    margin: 0;
    font-size: 1.125rem;
    line-height: 1.25;
  }
  .end {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-width: 0;
    margin-left: auto;
  }
  /* A run is being prepared; shown once that takes longer than one notices. */
  .progress {
    position: absolute;
    inset: auto 0 -2px;
    height: 3px;
    background: var(--accent);
    animation:
      wait 0.4s step-end,
      sweep 1.6s ease-in-out infinite;
  }
  @keyframes wait {
    from {
      visibility: hidden;
    }
  }
  @keyframes sweep {
    from {
      clip-path: inset(0 100% 0 0);
    }
    50% {
      clip-path: inset(0);
    }
    to {
      clip-path: inset(0 0 0 100%);
    }
  }
  @media (max-width: 75rem) {
    :host {
      column-gap: 1.25rem;
    }
  }
  /* The page shows the tagline below. */
  @media (max-width: 62rem) {
    :host {
      column-gap: 0.75rem;
    }
    .tagline {
      display: none;
    }
    dl {
      gap: 0.5rem;
    }
    .settings {
      gap: 0.5rem;
    }
  }
  @media (max-width: 90rem) {
    /* The engine menu tells it too. */
    dl .time {
      display: none;
    }
  }
  /* The transport on a line of its own, which the engine's wide line leaves it. */
  @media (max-width: 40rem) {
    .end {
      order: 1;
      flex: 1 0 65%;
      justify-content: flex-end;
    }
    .transport {
      order: 2;
    }
    .settings {
      order: 3;
      margin-left: auto;
    }
    dl {
      display: contents;
    }
    dl div {
      order: 4;
      flex: 1;
    }
  }
`;
