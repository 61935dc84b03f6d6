import { css } from 'lit';

/** A part of the lab: a heading and what can be changed below it, without a box. */
export const panelStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    display: grid;
    gap: var(--gap);
    align-content: start;
  }
  h2 {
    font-size: 0.9375rem;
    font-weight: 600;
    letter-spacing: -0.005em;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.5rem;
    align-items: start;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .problem {
    padding-left: 0.6rem;
    border-left: 2px solid var(--danger);
  }
`;
