import { css } from 'lit';

/** A dialog over the page; its width and what stands in it are its own. */
export const dialogStyles = css`
  dialog {
    max-height: calc(100dvh - 2rem);
    padding: 1.25rem;
    border: 1px solid var(--border);
    border-radius: 12px;
    color: var(--ink);
    background: var(--raised);
    box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 35%);
  }
  dialog h2 {
    font-size: 1.0625rem;
  }
`;
