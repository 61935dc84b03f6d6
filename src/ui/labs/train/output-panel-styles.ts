import { css } from 'lit';

export const outputPanelStyles = css`
  :host {
    container-type: inline-size;
  }
  section {
    grid-template: 'answer' 'figures' 'course' / minmax(0, 1fr);
    gap: 1.25rem 1.75rem;
  }
  nabla-result-figures {
    grid-area: figures;
  }
  .answer,
  .course {
    min-width: 0;
  }
  .answer {
    grid-area: answer;
    width: 100%;
  }
  .course {
    grid-area: course;
    display: grid;
    gap: 1rem;
    align-content: start;
  }
  .blank {
    aspect-ratio: 1;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.9rem;
    padding-left: 1.9rem;
  }
  .legend .check {
    margin-left: auto;
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
  /* The figures beside the answer. */
  @container (min-width: 31rem) {
    section {
      grid-template: 'answer figures' 'course course' / minmax(0, 1fr) 8.5rem;
    }
    nabla-result-figures {
      padding-top: 0.5rem;
    }
  }
  /* The course of training beside the answer, and the figures above it. */
  @container (min-width: 48rem) {
    section {
      grid-template:
        'answer figures' auto 'answer course' 1fr
        / minmax(0, 1.35fr) minmax(0, 1fr);
    }
    nabla-result-figures {
      padding-top: 0;
    }
    .course {
      --plot-height: 15rem;
      --strip-height: 8.5rem;
    }
  }
`;
