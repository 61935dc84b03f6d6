import { css } from 'lit';

/** Labels, selects and text fields: one look for all of them. */
export const fieldStyles = css`
  .field {
    display: grid;
    gap: 0.2rem;
    min-width: 0;
  }
  label,
  .label {
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.3;
  }
  input[type='text'],
  textarea,
  select,
  .button {
    font: inherit;
    font-variant-numeric: tabular-nums;
    color: var(--ink);
    background-color: var(--raised);
    border: 1px solid var(--border);
    border-radius: var(--radius);
    height: var(--field-height);
    padding: 0 0.5rem;
    width: 100%;
    min-width: 0;
    margin: 0;
  }
  select {
    appearance: none;
    padding-right: 1.4rem;
    text-overflow: ellipsis;
    background-image:
      linear-gradient(45deg, transparent 50%, var(--muted) 50%),
      linear-gradient(-45deg, transparent 50%, var(--muted) 50%);
    background-position:
      right 0.8rem center,
      right 0.5rem center;
    background-size: 0.3rem 0.3rem;
    background-repeat: no-repeat;
    cursor: pointer;
  }
  /* Forced colours leave out the arrow that is drawn here; the browser's own is there then. */
  @media (forced-colors: active) {
    select {
      appearance: auto;
    }
  }
  input[type='text']:hover,
  select:hover,
  .button:hover {
    border-color: var(--ink);
  }
  input[aria-invalid='true'] {
    border-color: var(--danger);
    box-shadow: 0 0 0 1px var(--danger);
  }
  .button {
    width: auto;
    cursor: pointer;
  }
  .button:disabled {
    color: var(--muted);
    cursor: default;
    opacity: 0.6;
    border-color: var(--hairline);
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
    min-height: 1.5rem;
    color: var(--ink);
    font-size: var(--text-small);
    cursor: pointer;
  }
  input[type='checkbox'],
  input[type='radio'] {
    accent-color: var(--accent);
    width: 1rem;
    height: 1rem;
    margin: 0;
    flex: none;
  }
`;
