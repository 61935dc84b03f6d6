import { css } from 'lit';

export const confusionStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 0.75rem;
    min-width: 0;
    max-width: 46rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1.25rem;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.9rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .note,
  caption {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: separate;
    border-spacing: 2px;
  }
  caption {
    padding-bottom: 0.5rem;
    text-align: left;
  }
  th {
    max-width: 8rem;
    overflow: hidden;
    padding: 0.2rem 0.15rem;
    color: var(--muted);
    font-weight: 400;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th[scope='row'] {
    text-align: right;
  }
  td {
    padding: 0.3rem 0.1rem;
    border-radius: 3px;
    text-align: center;
    min-width: 1.25rem;
  }
  td.none {
    color: var(--muted);
  }
  .figure {
    padding-left: 0.2rem;
    text-align: right;
    white-space: nowrap;
  }
`;
