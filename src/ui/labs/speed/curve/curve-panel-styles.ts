import { css } from 'lit';

export const curvePanelStyles = css`
  .chart svg {
    display: block;
    max-width: 100%;
    font-family: inherit;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
    list-style: none;
    margin: 0.5rem 0 0;
    padding: 0;
    font-size: var(--text-small);
  }
  .key i {
    display: inline-block;
    width: 0.9rem;
    height: 0.2rem;
    margin-right: 0.4rem;
    vertical-align: middle;
  }
  .reading {
    font-size: var(--text-small);
    color: var(--muted);
    max-width: 60rem;
  }
  .reading ul {
    margin: 0.5rem 0 0;
    padding-left: 1.1rem;
    color: var(--ink);
  }
  h3 {
    margin: 0 0 0.6rem;
  }
  nabla-comparison-table {
    display: block;
    margin-top: 1rem;
  }
`;
