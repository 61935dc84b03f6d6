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
    gap: 1rem 1.5rem;
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
  /* The figures beside the answer, which leaves the window room for the charts below. */
  @container (min-width: 31rem) {
    section {
      grid-template:
        'answer figures' 'course course'
        / minmax(0, max(16rem, 100vh - 26.5rem)) minmax(8.5rem, 1fr);
    }
    nabla-result-figures {
      padding-top: 0.5rem;
    }
    .course {
      grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    }
  }
  /*
   * Figures and gradients beside the answer, the loss below both: on a screen of the usual
   * shape this leaves nothing empty, and nothing to scroll to.
   */
  @container (min-width: 46rem) {
    section {
      grid-template:
        'answer figures' auto 'answer strip' 1fr 'loss loss' auto
        / minmax(0, max(22rem, 100vh - 23.5rem)) minmax(17.5rem, 1fr);
    }
    nabla-result-figures {
      padding-top: 0;
    }
    .course {
      --plot-height: 10.5rem;
      display: contents;
    }
    nabla-loss-curve {
      grid-area: loss;
    }
    nabla-gradient-strip {
      grid-area: strip;
    }
  }
`;
