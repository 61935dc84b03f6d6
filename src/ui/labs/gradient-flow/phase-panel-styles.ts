import { css } from 'lit';

export const phasePanelStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap);
    container-type: inline-size;
  }
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--gap) 2rem;
  }
  @container (min-width: 46rem) {
    .panel {
      grid-template-columns: minmax(0, 34rem) minmax(14rem, 1fr);
    }
  }
  .controls {
    display: grid;
    gap: 0.75rem;
    align-content: start;
  }
  .axis {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 0.4rem 0.6rem;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .axis .field:first-of-type {
    grid-column: 1 / -1;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    align-items: start;
    gap: 0.4rem 0.6rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .actions .button {
    padding: 0 0.9rem;
  }
  .primary {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .picture {
    position: relative;
    display: grid;
    grid-template: 'label ticks plot' auto '. . bottom' auto / 1.4rem 3rem minmax(0, 1fr);
  }
  .plot {
    grid-area: plot;
    position: relative;
    aspect-ratio: 1;
    background: var(--hairline);
    touch-action: pan-y;
    cursor: crosshair;
  }
  canvas {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    image-rendering: pixelated;
  }
  .plot svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
    pointer-events: none;
  }
  .edge {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
  .edge.halo {
    stroke: var(--surface);
    stroke-width: 5;
    stroke-opacity: 0.75;
  }
  .cursor {
    fill: none;
    stroke: var(--ink);
    stroke-width: 2;
    vector-effect: non-scaling-stroke;
  }
  .frame {
    fill: var(--accent);
    fill-opacity: 0.2;
    stroke: var(--accent);
    vector-effect: non-scaling-stroke;
  }
  .ticks,
  .bottom {
    position: relative;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .ticks {
    grid-area: ticks;
  }
  .bottom {
    grid-area: bottom;
    min-height: 2.8em;
  }
  .ticks span {
    position: absolute;
    right: 0.4rem;
    translate: 0 50%;
  }
  .bottom span {
    position: absolute;
    top: 0.25rem;
    translate: -50% 0;
  }
  .bottom .title {
    inset: auto 0 0;
    translate: none;
    text-align: center;
  }
  .side {
    grid-area: label;
    writing-mode: vertical-rl;
    rotate: 180deg;
    text-align: center;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.3rem 1rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .key i {
    display: inline-block;
    width: 0.9rem;
    height: 0.9rem;
    margin-right: 0.4rem;
    vertical-align: -0.15em;
  }
  .key i.edge-sample {
    height: 2px;
    vertical-align: 0.3em;
    background: var(--ink);
  }
  .scale {
    display: grid;
    gap: 0.2rem;
    width: 100%;
    max-width: 24rem;
  }
  .scale .bar {
    height: 0.7rem;
  }
  .scale div:last-child {
    display: flex;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .reading {
    min-height: 4.4em;
    color: var(--muted);
    font-size: var(--text-small);
  }
  progress {
    width: 100%;
    accent-color: var(--accent);
  }
`;
