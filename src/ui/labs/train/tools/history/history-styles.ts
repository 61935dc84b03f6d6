import { css } from 'lit';

export const historyStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25rem;
    container-type: inline-size;
  }
  .note {
    max-width: 60ch;
    color: var(--muted);
  }
  .head,
  .title,
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.35rem 0.6rem;
  }
  .head {
    justify-content: space-between;
  }
  h3 {
    font-size: var(--text);
    font-weight: 600;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    border-spacing: 0;
  }
  thead th {
    border-bottom: 2px solid;
    font-weight: 600;
    white-space: nowrap;
  }
  th,
  td {
    padding: 0.25rem 1.25rem 0.25rem 0;
    text-align: left;
    vertical-align: top;
    white-space: nowrap;
  }
  tbody th {
    color: var(--muted);
    font-weight: 400;
    white-space: nowrap;
  }
  tbody th::first-letter {
    text-transform: uppercase;
  }
  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem 1.5rem;
    padding: 0.75rem 0 0.75rem 0.75rem;
    border-left: 3px solid transparent;
    box-shadow: inset 0 -1px var(--hairline);
  }
  .title {
    gap: 0.15rem 0.7rem;
  }
  .title b {
    font-weight: 600;
  }
  .tag {
    color: var(--accent);
    font-size: var(--text-small);
  }
  time,
  small {
    color: var(--muted);
    font-size: var(--text-small);
  }
  .summary {
    color: var(--muted);
  }
  .changes {
    overflow-wrap: anywhere;
  }
  .changes:empty {
    display: none;
  }
  .failure {
    color: var(--danger);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr));
    gap: 0.35rem 0.75rem;
    margin: 0;
  }
  dt {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.3;
  }
  dd {
    margin: 0;
    white-space: nowrap;
  }
  .actions .button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
  }
  @container (min-width: 58rem) {
    li {
      grid-template:
        'title figures actions' auto
        'changes figures actions' 1fr
        / minmax(0, 1fr) 36rem auto;
      gap: 0.15rem 1.5rem;
      align-items: start;
    }
    .title {
      grid-area: title;
    }
    .changes {
      grid-area: changes;
    }
    dl {
      grid-area: figures;
      grid-template-columns: repeat(6, minmax(0, 1fr));
    }
    li .actions {
      grid-area: actions;
      flex-wrap: nowrap;
    }
  }
`;
