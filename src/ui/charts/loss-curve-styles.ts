import { css } from 'lit';

export const lossCurveStyles = css`
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
  }
  .key i {
    width: 1.1rem;
    border-top: 2px solid var(--train-line);
  }
  .key i.test {
    border-top: 2px dashed var(--test-line);
  }
  .key i.batch {
    border-top: 2px solid var(--batch-line);
  }
  .head .check {
    margin-left: auto;
    color: var(--muted);
  }
  .plot {
    height: var(--plot-height, 12.5rem);
    overflow: hidden;
  }
  .reading {
    color: var(--muted);
    font-size: var(--text-small);
    min-height: 1.45em;
  }
  .u-cursor-x {
    border-color: var(--border) !important;
  }
`;
