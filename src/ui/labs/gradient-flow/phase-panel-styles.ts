import { css } from 'lit';

export const phasePanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    container-type: inline-size;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap) 2rem;
  }
  @container (min-width: 46rem) {
    .panel {
      grid-template-columns: minmax(0, 34rem) minmax(14rem, 1fr);
    }
  }
  .controls {
    display: grid;
    gap: 0.75rem;
    align-content: start;
  }
  .axis {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.4rem 0.6rem;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .axis .field:first-of-type {
    grid-column: 1 / -1;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    align-items: start;
    gap: 0.4rem 0.6rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .actions .button {
    padding: 0 0.9rem;
  }
  .primary {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .key i {
    display: inline-block;
    width: 0.9rem;
    height: 0.9rem;
    margin-right: 0.4rem;
    vertical-align: -0.15em;
  }
  .key i.edge-sample {
    height: 2px;
    vertical-align: 0.3em;
    background: var(--ink);
  }
  .scale {
    display: grid;
    gap: 0.2rem;
    width: 100%;
    max-width: 24rem;
  }
  .scale .bar {
    height: 0.7rem;
  }
  .scale div:last-child {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .reading {
    min-height: 4.4em;
    color: var(--muted);
    font-size: var(--text-small);
  }
  progress {
    width: 100%;
    accent-color: var(--accent);
  }
`;
