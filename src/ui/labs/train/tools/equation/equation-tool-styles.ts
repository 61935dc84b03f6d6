import { css } from 'lit';

export const equationToolStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
  }
  .bar .field {
    width: 7.5rem;
  }
  .step {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: var(--field-height);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  h4 {
    margin: 0.75rem 0 0;
    color: var(--muted);
    font-size: var(--text-small);
    font-weight: 400;
  }
  .formulas {
    padding: 0.25rem 0.1rem;
    overflow-x: auto;
  }
  math {
    width: max-content;
    padding: 0.2rem 0;
    font-size: 1.0625rem;
    text-align: left;
    math-style: normal;
  }
  .one math {
    font-size: 1.1875rem;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }
  .note:empty {
    position: absolute;
  }
  pre {
    max-height: 16rem;
    margin: 0;
    padding: 0.75rem 1rem;
    overflow: auto;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--raised);
    font:
      var(--text-small) / 1.6 ui-monospace,
      'Cascadia Code',
      Menlo,
      Consolas,
      monospace;
  }
  .push {
    margin-left: auto;
  }
`;
