import { css } from 'lit';

export const phasePictureStyles = css`
  :host {
    display: block;
    min-width: 0;
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
`;
