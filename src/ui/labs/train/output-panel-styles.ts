import { css } from 'lit';

export const outputPanelStyles = css`
  :host {
    container-type: inline-size;
  }
  section {
    gap: 1.25rem 1.75rem;
  }
  .answer {
    min-width: 0;
    width: 100%;
  }
  .blank {
    aspect-ratio: 1;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.9rem;
    min-height: 1.75rem;
    padding-left: 1.9rem;
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    margin-left: auto;
  }
  .legend .check {
    color: var(--muted);
  }
  .key {
    display: inline-flex;
    align-items: center;
    gap: 0.35rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .key i {
    width: 0.65rem;
    height: 0.65rem;
    border-radius: 50%;
  }
  .key i.scale {
    width: 3rem;
    border-radius: 3px;
    background: linear-gradient(to right, var(--negative), var(--zero), var(--positive));
  }
  /* The figures beside the answer where it would else be larger than the window is high. */
  @container (min-width: 34rem) {
    section {
      grid-template-columns: minmax(0, max(18rem, 100vh - 20rem)) minmax(8.5rem, 1fr);
    }
  }
`;
