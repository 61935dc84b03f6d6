import { css } from 'lit';

export const surfaceToolStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 0.5rem;
    max-width: 60rem;
    margin: 0 auto;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 0.5rem 1.25rem;
  }
  .field {
    flex: 0 1 16rem;
  }
  .controls .check {
    min-height: var(--field-height);
  }
  .moves {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem;
    margin-left: auto;
  }
  .move {
    width: var(--field-height);
    padding: 0;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
`;
