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
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1rem;
  }
  .transport .button {
    padding: 0 0.9rem;
  }
  .transport .primary {
    min-width: 5.5rem;
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .options {
    display: flex;
    flex: 1 0 100%;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
  }
  .time {
    display: flex;
    flex: 1 1 18rem;
    align-items: center;
    gap: 0.75rem;
    min-width: 0;
  }
  .time input {
    flex: 1;
    min-width: 6rem;
    accent-color: var(--accent);
  }
  .time output {
    min-width: 9.5rem;
  }
  .pick {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .pick select {
    width: auto;
    max-width: 15rem;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
    gap: 1.5rem 2rem;
    align-items: start;
  }
  .legend {
    margin-top: 1rem;
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.1rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .legend span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .legend i {
    width: 0.8rem;
    height: 0.8rem;
    background: linear-gradient(135deg, var(--negative) 50%, var(--positive) 50%);
  }
  .legend i.slope {
    opacity: 0.55;
  }
  .legend i.shrinks {
    background: var(--negative);
  }
  .legend i.grows {
    background: var(--positive);
  }
  .legend i.theory {
    height: 2px;
    background: var(--ink);
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
