import { css } from 'lit';

export const racePanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
  }
  .answer h2 {
    font-size: clamp(1.35rem, 1rem + 1.6vw, 2.4rem);
    font-weight: 600;
    line-height: 1.2;
    max-width: 60rem;
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
  }
  .primary {
    height: auto;
    min-width: 9rem;
    padding: 0.55rem 1.6rem;
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
    font-size: clamp(1.1rem, 1rem + 0.5vw, 1.5rem);
    font-weight: 600;
  }
  .primary:disabled {
    background: none;
    color: var(--muted);
  }
  .doing {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .lanes {
    display: grid;
    grid-template-columns: repeat(var(--lanes), minmax(0, 1fr));
    gap: 1.25rem;
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 1.25rem;
  }
  @media (max-width: 46rem) {
    .lanes,
    .charts {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  section {
    min-width: 0;
    padding-top: 1rem;
    border-top: 1px solid var(--hairline);
  }
  .charts section {
    padding-top: 0;
    border-top: 0;
  }
  h3 {
    font-size: 1rem;
    font-weight: 600;
    margin: 0 0 0.4rem;
  }
  .finding {
    font-size: clamp(1rem, 0.9rem + 0.4vw, 1.3rem);
    text-wrap: pretty;
  }
  ul {
    margin: 0;
    padding-left: 1.1rem;
    font-size: var(--text-small);
  }
  nabla-race-engines {
    display: block;
    margin-top: 1rem;
  }
`;
