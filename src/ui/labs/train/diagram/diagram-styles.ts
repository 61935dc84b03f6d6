import { css } from 'lit';

export const diagramStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .scroller {
    overflow-x: auto;
    overflow-y: hidden;
    /* Room for focus rings, which the scroller would cut off. */
    margin: -4px;
    padding: 4px;
  }
  .diagram {
    position: relative;
  }
  .edges {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
  }
  .node {
    position: absolute;
    display: block;
    padding: 0;
    border: 1px solid var(--border);
    border-radius: 5px;
    background: var(--raised);
    translate: -50% -50%;
    cursor: pointer;
  }
  .node.small {
    border-radius: 3px;
  }
  .node:hover {
    border-color: var(--ink);
  }
  .node[aria-pressed='true'] {
    box-shadow: 0 0 0 2px var(--accent);
    border-color: var(--accent);
  }
  .node canvas {
    display: block;
    width: 100%;
    height: 100%;
    border-radius: inherit;
  }
  /* The bias of a unit, in the corner of its square. */
  .node i {
    position: absolute;
    left: -3px;
    bottom: -3px;
    width: 8px;
    height: 8px;
    border: 1px solid var(--surface);
    border-radius: 2px;
  }
  .node.small i {
    display: none;
  }
  .name,
  .more,
  .title {
    position: absolute;
    color: var(--muted);
    font-size: var(--text-small);
    line-height: 1.2;
    white-space: nowrap;
    pointer-events: none;
  }
  .name {
    translate: 0 -50%;
    max-width: 78px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .name.before {
    translate: -100% -50%;
    text-align: right;
  }
  .more {
    translate: -50% -50%;
  }
  .title {
    top: 0.2rem;
    translate: -50% 0;
  }
  nabla-layer-head {
    position: absolute;
    top: 0;
    translate: -50% 0;
  }
  .tip {
    position: absolute;
    z-index: 2;
    padding: 0.2rem 0.5rem;
    border-radius: 4px;
    background: var(--ink);
    color: var(--surface);
    font-size: var(--text-small);
    white-space: nowrap;
    pointer-events: none;
    translate: -50% calc(-100% - 10px);
  }
  .tip.formula {
    max-width: 22rem;
    white-space: normal;
    translate: 0 6px;
  }
`;
