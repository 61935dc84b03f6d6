import { css } from 'lit';

export const engineMenuStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  details {
    position: relative;
  }
  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    height: var(--field-height);
    padding: 0 0.6rem;
    border-radius: var(--radius);
    cursor: pointer;
    list-style: none;
    white-space: nowrap;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary:hover,
  details[open] summary {
    background: var(--hairline);
  }
  summary::after {
    content: '';
    flex: none;
    width: 0.35rem;
    height: 0.35rem;
    margin-top: -0.2rem;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    rotate: 45deg;
  }
  .engine {
    font-weight: 600;
  }
  .executor,
  .adapter {
    color: var(--muted);
  }
  .adapter {
    max-width: 16rem;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .executor:empty,
  .adapter:empty {
    display: none;
  }
  .executor:not(:empty) + .adapter::before {
    content: '·';
    margin-right: 0.5rem;
  }
  .menu {
    position: absolute;
    z-index: 10;
    right: 0;
    top: calc(100% + 0.4rem);
    width: 22rem;
    /* It stands below a bar that stays on the screen: what exceeds it could not be scrolled to. */
    max-height: calc(100dvh - 7.5rem);
    overflow-y: auto;
    padding: 1rem;
    border: 1px solid var(--border);
    border-radius: 10px;
    background: var(--raised);
    box-shadow: 0 8px 28px rgb(0 0 0 / 18%);
    display: grid;
    gap: 0.9rem;
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.3rem 0.9rem;
    margin: 0;
  }
  dt,
  small {
    color: var(--muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .times {
    border-spacing: 0;
    width: 100%;
  }
  .times caption {
    padding-bottom: 0.3rem;
    font-weight: 600;
    text-align: left;
  }
  .times th {
    font-weight: 400;
    text-align: left;
  }
  .times th small {
    display: inline;
  }
  .times td {
    text-align: right;
  }
  fieldset {
    display: grid;
    gap: 0.1rem;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0 0 0.3rem;
  }
  legend,
  .field label {
    color: var(--ink);
    font-size: var(--text);
    font-weight: 600;
  }
  fieldset label {
    display: flex;
    gap: 0.6rem;
    padding: 0.3rem 0;
    color: var(--ink);
    font-size: var(--text);
    cursor: pointer;
  }
  small {
    display: block;
    font-size: var(--text-small);
  }
  @media (max-width: 75rem) {
    .adapter {
      max-width: 8rem;
    }
  }
  @media (max-width: 48rem) {
    .adapter {
      display: none;
    }
  }
  /* As wide as the page, and so placed within the bar. */
  @media (max-width: 40rem) {
    details {
      position: static;
    }
    .menu {
      inset: auto var(--page-margin);
      width: auto;
      margin-top: 0.4rem;
    }
  }
`;
