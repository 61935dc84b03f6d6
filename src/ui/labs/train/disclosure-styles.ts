import { css } from 'lit';

/** A line of summary that opens to the fields behind it. */
export const disclosureStyles = css`
  summary {
    display: inline-block;
    padding: 0.15rem 0;
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.4;
    cursor: pointer;
  }
  summary::marker {
    content: none;
  }
  summary::after {
    content: '';
    display: inline-block;
    width: 0.3rem;
    height: 0.3rem;
    margin: 0 0 0.15rem 0.45rem;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
  }
  details[open] > summary::after {
    margin-bottom: -0.05rem;
    rotate: 225deg;
  }
  summary:hover {
    color: var(--ink);
  }
  .more {
    display: grid;
    gap: 0.6rem;
    padding: 0.4rem 0 0.6rem;
  }
`;
