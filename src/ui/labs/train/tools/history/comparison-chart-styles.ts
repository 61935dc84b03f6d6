import { css } from 'lit';

export const comparisonChartStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 0.35rem;
    min-width: 0;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.9rem;
  }
  h3 {
    font-size: var(--text);
    font-weight: 600;
  }
  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    color: var(--muted);
    font-size: var(--text-small);
    white-space: nowrap;
  }
  .controls {
    display: inline-flex;
    align-items: center;
    gap: 0.9rem;
    margin-left: auto;
  }
  .controls .check {
    color: var(--muted);
    white-space: nowrap;
  }
  .plot {
    height: 15rem;
    overflow: hidden;
  }
  .reading {
    min-height: 1.45em;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .u-cursor-x {
    border-color: var(--border) !important;
  }
`;
