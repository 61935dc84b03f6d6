import { css } from 'lit';

export const drawDigitStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  section {
    display: grid;
    gap: 1.25rem 1.75rem;
  }
  .paper {
    display: grid;
    gap: 0.5rem;
    max-width: 22rem;
    min-width: 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  .button {
    padding: 0 0.9rem;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
  figure {
    display: grid;
    grid-template-columns: 6rem minmax(0, 1fr);
    align-items: center;
    gap: 0.75rem;
    margin: 0;
  }
  .answer {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: baseline;
    gap: 0 0.75rem;
    max-width: 26rem;
    align-content: start;
  }
  .label {
    grid-column: 1 / -1;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .digit {
    font-size: 3.5rem;
    font-weight: 600;
    line-height: 1.1;
    min-width: 1ch;
  }
  .certainty {
    color: var(--muted);
  }
  nabla-class-bars {
    grid-column: 1 / -1;
    margin-top: 0.5rem;
  }
  @container (min-width: 44rem) {
    section {
      grid-template-columns: minmax(14rem, 22rem) 9rem minmax(0, 26rem);
    }
    figure {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
    }
  }
`;
