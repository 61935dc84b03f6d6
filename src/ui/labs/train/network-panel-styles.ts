import { css } from 'lit';

export const networkPanelStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.4rem 1.25rem;
  }
  .depth {
    display: flex;
    align-items: start;
    gap: 0.35rem;
  }
  .depth nabla-number-field {
    width: 3rem;
  }
  .depth .label {
    line-height: var(--field-height);
  }
  .depth .button {
    width: var(--field-height);
    padding: 0;
    font-size: 1rem;
  }
  .quantity {
    display: flex;
    gap: 0.9rem;
    margin: 0 0 0 auto;
    padding: 0;
    border: 0;
  }
  .settings {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.75rem;
    align-items: start;
    padding: 0.75rem 0.9rem;
    border-radius: var(--radius);
    background: var(--raised);
    box-shadow: 0 0 0 1px var(--hairline);
  }
  .settings .close {
    padding: 0 0.6rem;
  }
`;
