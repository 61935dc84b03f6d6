import { css } from 'lit';

export const distributionsToolStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  section {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 1.5rem;
  }
  .quantities {
    display: flex;
    flex-wrap: wrap;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .quantities label {
    position: relative;
    cursor: pointer;
  }
  .quantities input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .quantities span {
    display: grid;
    place-items: center;
    height: var(--field-height);
    margin-left: -1px;
    padding: 0 0.75rem;
    border: 1px solid var(--border);
    color: var(--ink);
    background: var(--raised);
    font-size: var(--text);
  }
  .quantities label:first-of-type span {
    margin-left: 0;
    border-radius: var(--radius) 0 0 var(--radius);
  }
  .quantities label:last-of-type span {
    border-radius: 0 var(--radius) var(--radius) 0;
  }
  .quantities input:checked + span {
    border-color: var(--accent);
    color: var(--on-accent);
    background: var(--accent);
  }
  .quantities label:focus-within {
    z-index: 1;
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  .quantities label:not(:has(:focus-visible)) {
    outline: none;
  }
  .options {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }
  .pages {
    display: flex;
    align-items: center;
    gap: 0.6rem;
    margin-left: auto;
    font-size: var(--text-small);
    color: var(--muted);
  }
  .note {
    max-width: 80ch;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .layers {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 19rem), 1fr));
    gap: 1.25rem 1.5rem;
  }
  .table {
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: 0.3rem;
    font-weight: 600;
    text-align: left;
  }
  th,
  td {
    padding: 0.25rem 1rem 0.25rem 0;
    border-bottom: 1px solid var(--hairline);
    text-align: right;
    font-weight: 400;
    white-space: nowrap;
  }
  thead th {
    color: var(--muted);
  }
  th:first-child {
    text-align: left;
  }
  @media (forced-colors: active) {
    .quantities input:checked + span {
      border-color: Highlight;
      color: HighlightText;
      background: Highlight;
      forced-color-adjust: none;
    }
  }
`;
