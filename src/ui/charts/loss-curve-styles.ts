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
    flex: 1 0 var(--plot-height, 12.5rem);
    /* The chart inside is as high as this room, and never the other way round. */
    contain: size;
    overflow: hidden;
  }
  /* Room for a second line, so that nothing moves when the numbers get longer. */
  .reading {
    color: var(--muted);
    font-size: var(--text-small);
    min-height: 2.9em;
  }
  @container (min-width: 26rem) {
    .reading {
      min-height: 1.45em;
    }
  }
  .u-cursor-x {
    border-color: var(--border) !important;
  }
`;
