import { css } from 'lit';

/** A table of figures that scrolls within itself where it is too wide. */
export const tableStyles = css`
  .scroller {
    overflow-x: auto;
    max-width: 100%;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text);
    font-variant-numeric: tabular-nums;
  }
  caption {
    text-align: left;
    color: var(--muted);
    font-size: var(--text-small);
    padding-bottom: 0.4rem;
  }
  th,
  td {
    text-align: right;
    padding: 0.35rem 0.75rem 0.35rem 0;
    border-top: 1px solid var(--hairline);
    vertical-align: top;
    white-space: nowrap;
  }
  thead th {
    border-top: 0;
    color: var(--muted);
    font-size: var(--text-small);
    font-weight: 400;
    vertical-align: bottom;
    white-space: normal;
    min-width: 5.5rem;
  }
  tbody th {
    font-weight: 400;
  }
`;
