import { css } from 'lit';

export const codeToolStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 0.75rem;
  }
  .bar .field {
    width: 11rem;
  }
  .bar .button {
    flex: none;
  }
  .step {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: var(--field-height);
  }
  .push {
    margin-left: auto;
  }
  pre {
    max-height: 32rem;
    margin: 0;
    padding: 0.75rem 1rem;
    overflow: auto;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font:
      var(--text-small) / 1.5 ui-monospace,
      'Cascadia Code',
      Menlo,
      Consolas,
      monospace;
    tab-size: 4;
  }
  /* There for news to come, but without room until then. */
  .note:empty {
    position: absolute;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
`;
