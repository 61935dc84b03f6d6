import { css } from 'lit';

export const layerRowStyles = css`
  .row {
    display: grid;
    grid-template-columns: 1.1rem 3.75rem minmax(0, 1fr) 1.75rem;
    gap: 0.4rem;
    align-items: start;
  }
  .number {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: var(--field-height);
    text-align: right;
  }
  .remove {
    display: grid;
    place-items: center;
    width: 1.75rem;
    height: var(--field-height);
    padding: 0;
    border: 0;
    background: none;
    color: var(--muted);
    cursor: pointer;
  }
  .remove:hover {
    color: var(--danger);
  }
  svg {
    width: 0.9rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
  }
  details {
    padding-left: 1.5rem;
  }
`;
