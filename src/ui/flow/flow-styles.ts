import { css } from 'lit';

export const flowStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
  }
  .words {
    display: grid;
    gap: 0.35rem;
    max-width: 46rem;
  }
  h3 {
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .remedies {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 0.5rem;
  }
  .remedies .button {
    padding: 0 0.75rem;
  }
  svg {
    display: block;
    width: 100%;
    height: 22rem;
    font-size: var(--text-small);
  }
  .grid {
    stroke: var(--hairline);
  }
  .zero {
    stroke: var(--border);
  }
  .tick,
  .label {
    fill: var(--muted);
  }
  .curve {
    fill: none;
    stroke: var(--accent);
    stroke-width: 1.75;
  }
  .point {
    fill: var(--accent);
  }
  .marked {
    fill: var(--hairline);
    opacity: 0.6;
  }
  .shrinks {
    fill: var(--negative);
  }
  .grows {
    fill: var(--positive);
  }
  .slope {
    fill-opacity: 0.55;
  }
  .theory {
    stroke: var(--ink);
    stroke-width: 2;
  }
  /* Room for a second line, so that nothing moves when the sentence gets longer. */
  .reading {
    min-height: 2.9em;
    color: var(--muted);
    font-size: var(--text-small);
  }
`;
