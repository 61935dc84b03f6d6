import { css } from 'lit';

export const sensitivityStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    min-width: 0;
  }
  section {
    display: grid;
    gap: 1rem 1.75rem;
    min-width: 0;
  }
  .side {
    display: grid;
    gap: 0.75rem;
    align-content: start;
    max-width: 24rem;
    min-width: 0;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
  h3 {
    font-size: var(--text);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.15rem 0.75rem;
    margin: 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
  }
  @container (min-width: 40rem) {
    section {
      grid-template-columns: minmax(0, 26rem) minmax(0, 24rem);
    }
  }
`;
