import { css } from 'lit';

export const racePanelStyles = css`
  .answer h2 {
    font-size: clamp(1.35rem, 1rem + 1.6vw, 2.4rem);
    max-width: 60rem;
  }
  .primary {
    height: auto;
    min-width: 9rem;
    padding: 0.55rem 1.6rem;
    font-size: clamp(1.1rem, 1rem + 0.5vw, 1.5rem);
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
  .charts section {
    padding-top: 0;
    border-top: 0;
  }
  h3 {
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
