import { css } from 'lit';

export const firstLayerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  section,
  .units {
    display: grid;
    gap: 0.75rem;
    align-content: start;
    min-width: 0;
  }
  section {
    gap: 1rem 1.75rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1.25rem;
  }
  fieldset {
    display: flex;
    gap: 0.9rem;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .pages {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(3.1rem, 1fr));
    gap: 0.35rem;
  }
  .unit {
    padding: 2px;
    border: 1px solid transparent;
    border-radius: 5px;
    background: none;
    color: var(--muted);
    font: inherit;
    font-size: var(--text-small);
    line-height: 1.3;
    cursor: pointer;
  }
  .unit:hover,
  .unit.shown {
    border-color: var(--accent);
    color: var(--ink);
  }
  .large {
    display: grid;
    grid-template-columns: minmax(0, 11rem) minmax(0, 1fr);
    gap: 0.75rem;
    align-items: start;
    min-width: 0;
  }
  .scale {
    grid-column: 1 / -1;
  }
  h3 {
    font-size: var(--text);
    font-weight: 600;
  }
  dl {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.15rem 0.75rem;
    margin: 0.4rem 0 0;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
  }
  @container (min-width: 44rem) {
    section {
      grid-template-columns: minmax(0, 1fr) 17rem;
    }
    .large {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
