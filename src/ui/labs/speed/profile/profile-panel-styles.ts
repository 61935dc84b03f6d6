import { css } from 'lit';

export const profilePanelStyles = css`
  .button {
    padding: 0 1.1rem;
  }
  .muted {
    color: var(--muted);
  }
  .notes {
    margin: 0;
    padding-left: 1.1rem;
    max-width: 60rem;
    font-size: var(--text-small);
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }
  section > p {
    color: var(--muted);
    font-size: var(--text-small);
    max-width: 60rem;
  }
  .bar {
    display: flex;
    gap: 1px;
    height: 2.25rem;
    overflow: hidden;
    border-radius: var(--radius);
  }
  .bar i {
    min-width: 0;
  }
  .key {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17.5rem), 1fr));
    gap: 0.3rem 1.5rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .key li {
    display: grid;
    grid-template-columns: 0.8rem minmax(0, 1fr) 3rem 5rem;
    gap: 0.5rem;
    align-items: center;
  }
  .key i {
    width: 0.8rem;
    height: 0.8rem;
  }
  .figure {
    text-align: right;
  }
  th.text {
    text-align: left;
  }
  tbody th.text {
    color: var(--ink);
  }
  th.number {
    min-width: 0;
  }
  .pair th.text {
    white-space: normal;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr));
    gap: 1.25rem 2.5rem;
    align-items: start;
  }
  .pair > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75rem;
  }
  svg {
    display: block;
    max-width: 100%;
    font-family: inherit;
  }
  .grid {
    stroke: var(--hairline);
  }
  .tick,
  .axis,
  .roof-label {
    fill: var(--muted);
  }
  .name {
    fill: var(--ink);
  }
  /* Legible where a line runs behind it. */
  .name,
  .roof-label {
    paint-order: stroke;
    stroke: var(--surface);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .roof {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
  }
  .cache {
    stroke-dasharray: 6 4;
  }
  .ridge {
    fill: var(--ink);
  }
  .point {
    fill-opacity: 0.85;
  }
`;
