import { css } from 'lit';

export const labStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.5rem;
  }
  section {
    min-width: 0;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    gap: 1.5rem 2rem;
    align-items: start;
  }
  .key {
    margin-top: 1rem;
  }
  .phase {
    display: grid;
    gap: 0.75rem;
    padding-top: 1.25rem;
    border-top: 1px solid var(--hairline);
  }
  .phase h2 {
    font-size: 1.0625rem;
    font-weight: 600;
  }
  .phase > p {
    max-width: 46rem;
    color: var(--muted);
  }
`;
