import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../../core/spec.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { RunController } from '../../../run/run-controller.ts';
import type { Run } from '../../../run/run.ts';
import { loadProblem } from '../../../load-problem.ts';
import { baseStyles } from '../../../theme.ts';
import { LAB_TOOLS } from './index.ts';
import type { LabTool } from './lab-tool.ts';

/**
 * The tools below the lab behind tabs, after the pattern of the ARIA Authoring Practices with
 * manual activation: arrows move the focus, Enter or Space opens, once more closes.
 */
@customElement('nabla-tool-tabs')
export class ToolTabs extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .tabs {
        display: flex;
        gap: 0.25rem;
        overflow-x: auto;
        border-bottom: 1px solid var(--hairline);
      }
      .tab {
        flex: none;
        padding: 0.55rem 0.8rem;
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        color: var(--muted);
        font: inherit;
        cursor: pointer;
      }
      .tab:hover {
        color: var(--ink);
      }
      .tab:focus-visible {
        outline-offset: -3px;
      }
      .tab[aria-selected='true'] {
        border-bottom-color: var(--accent);
        color: var(--ink);
        font-weight: 600;
      }
      /* Forced colours paint every border, the transparent one too. */
      @media (forced-colors: active) {
        .tab {
          border-bottom-color: Canvas;
        }
        .tab[aria-selected='true'] {
          border-bottom-color: Highlight;
        }
      }
      .panel {
        padding-top: 1.25rem;
      }
      .waiting {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  /** Id of the open tool, or null. */
  @state() private open: string | null = null;
  @state() private loaded: ReadonlySet<string> = new Set();
  @state() private problem: string | null = null;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { description } = this.run;
    const tools = LAB_TOOLS.filter(
      (tool) => !tool.applies || (description && tool.applies(description)),
    );
    if (tools.length === 0) return nothing;
    const open = tools.find(({ id }) => id === this.open);
    return html`
      <div
        class="tabs"
        role="tablist"
        aria-label="More about this run"
        @keydown=${this.#onKey}
      >
        ${tools.map(
          (tool, index) =>
            html`<button
              class="tab"
              role="tab"
              id=${`tab-${tool.id}`}
              aria-selected=${tool === open}
              aria-controls=${tool === open ? 'panel' : nothing}
              tabindex=${tool === open || (!open && index === 0) ? 0 : -1}
              @click=${() => this.#toggle(tool)}
            >
              ${tool.label}
            </button>`,
        )}
      </div>
      ${
        open
          ? html`<div
              class="panel"
              role="tabpanel"
              id="panel"
              aria-labelledby=${`tab-${open.id}`}
            >
              ${this.#renderTool(open)}
            </div>`
          : nothing
      }
    `;
  }

  #renderTool(tool: LabTool) {
    if (this.problem !== null) return html`<p class="problem">${this.problem}</p>`;
    if (!this.loaded.has(tool.id)) return html`<p class="waiting">Loading…</p>`;
    return tool.render({ run: this.run, spec: this.spec, palette: this.palette });
  }

  #toggle(tool: LabTool): void {
    this.problem = null;
    this.open = this.open === tool.id ? null : tool.id;
    if (this.open === null || this.loaded.has(tool.id)) return;
    tool.load().then(
      () => {
        this.loaded = new Set([...this.loaded, tool.id]);
      },
      () => {
        this.problem = `${loadProblem(tool.label)} Open it again to try once more.`;
      },
    );
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.indexOf(event.target as HTMLElement);
    const last = tabs.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    tabs[to].focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-tool-tabs': ToolTabs;
  }
}
