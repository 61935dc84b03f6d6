import { css } from 'lit';

export const pointEditorStyles = css`
  dialog {
    position: fixed;
    /* Held at its top: what is said below the plane must not move the plane. */
    --top: clamp(1rem, 100dvh - 43rem, 7.5rem);
    inset: var(--top) auto auto 1rem;
    width: min(24rem, calc(100vw - 2rem));
    max-height: calc(100dvh - var(--top) - 1rem);
    margin: 0;
    padding: 1rem;
    overflow: auto;
    border: 1px solid var(--border);
    border-radius: 12px;
    color: var(--ink);
    background: var(--raised);
    box-shadow: 0 16px 48px rgb(0 0 0 / 25%);
  }
  .content {
    display: grid;
    gap: 0.6rem;
  }
  .head,
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem;
  }
  .head {
    justify-content: space-between;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .classes {
    display: grid;
    grid-template-columns: repeat(10, minmax(0, 1fr));
    gap: 0.2rem;
  }
  .class {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 0.1rem;
    padding: 0.25rem 0 0.1rem;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    color: var(--ink);
    cursor: pointer;
  }
  .class:hover {
    border-color: var(--border);
  }
  .class:has(:checked) {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  .class:has(:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .class input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .class i {
    width: 0.75rem;
    height: 0.75rem;
    border-radius: 50%;
  }
  .button[aria-pressed='true'] {
    border-color: var(--accent);
    box-shadow: 0 0 0 1px var(--accent);
  }
  @media (pointer: coarse) {
    .keys {
      display: none;
    }
  }
  .note {
    color: var(--muted);
    font-size: var(--text-small);
  }
`;
