import { css } from 'lit';

/** What the parts of the speed lab share: the answer, the button that begins, progress, sections. */
export const panelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  .answer h2 {
    font-size: clamp(1.35rem, 1rem + 1.6vw, 2.1rem);
    font-weight: 600;
    line-height: 1.2;
    max-width: 54rem;
    text-wrap: pretty;
  }
  .answer p {
    margin-top: 0.5rem;
    color: var(--muted);
    max-width: 46rem;
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    gap: 0.75rem;
    align-items: center;
    min-height: var(--field-height);
  }
  .primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    padding: 0 1.1rem;
  }
  .primary:disabled {
    background: none;
    color: var(--muted);
  }
  progress {
    width: 12rem;
    max-width: 100%;
    height: 0.6rem;
    accent-color: var(--accent);
  }
  .doing {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .empty {
    display: grid;
    place-items: center;
    min-height: 11rem;
    border: 1px dashed var(--border);
    border-radius: var(--radius);
    color: var(--muted);
    text-align: center;
    padding: 1rem;
  }
  .chart {
    min-width: 0;
  }
  section {
    min-width: 0;
    padding-top: 1rem;
    border-top: 1px solid var(--hairline);
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
  }
`;

/** A group of engines to choose from. */
export const engineGroupStyles = css`
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    margin-bottom: 0.25rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
`;
