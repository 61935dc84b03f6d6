import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LessonId } from '../../../state/flow-options.ts';
import { LESSONS, type Lesson } from '../../../state/lessons.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { baseStyles } from '../../theme.ts';

/** A lesson was chosen; null: its text is to be put away. */
export class LessonChangeEvent extends Event {
  static readonly type = 'lesson-change';
  constructor(readonly lesson: Lesson | null) {
    super(LessonChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The lessons, each a link that sets the lab up, and what to watch in the chosen one. */
@customElement('nabla-lesson-list')
export class LessonList extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
      }
      ol {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      a {
        display: inline-block;
        padding: 0.3rem 0.7rem;
        border: 1px solid var(--border);
        border-radius: 999px;
        color: var(--ink);
        background: var(--raised);
        text-decoration: none;
        line-height: 1.35;
      }
      a:hover {
        border-color: var(--ink);
      }
      a[aria-current] {
        color: var(--on-accent);
        background: var(--accent);
        border-color: var(--accent);
      }
      .lesson {
        display: grid;
        gap: 0.4rem;
        max-width: 52rem;
        padding-left: 0.9rem;
        border-left: 3px solid var(--accent);
      }
      h2 {
        font-size: 1.0625rem;
        font-weight: 600;
      }
      .lesson p {
        font-size: 0.9375rem;
      }
      .actions {
        display: flex;
        gap: 0.5rem;
      }
      .actions .button {
        padding: 0 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) lesson: LessonId | null = null;
  /** The address of a lesson. */
  @property({ attribute: false }) linkOf!: (lesson: Lesson) => string;

  override render() {
    const chosen = this.lesson === null ? null : LESSONS.get(this.lesson);
    const at = LESSONS.entries.findIndex(({ id }) => id === this.lesson);
    const next: Lesson | undefined = LESSONS.entries[at + 1];
    return html`
      <nav aria-label="Lessons">
        <ol>
          ${LESSONS.entries.map(
            (lesson) =>
              html`<li>
                <a
                  href=${this.linkOf(lesson)}
                  aria-current=${lesson.id === this.lesson ? 'true' : nothing}
                  @click=${(event: MouseEvent) => this.#onClick(event, lesson)}
                  >${lesson.label}</a
                >
              </li>`,
          )}
        </ol>
      </nav>
      ${
        chosen
          ? html`<section class="lesson" aria-label="Lesson">
              <h2>${chosen.label}</h2>
              <p>${chosen.watch.join(' ')}</p>
              <div class="actions">
                ${
                  next
                    ? html`<button class="button" @click=${() => this.#choose(next)}>
                        Next: ${next.label}
                      </button>`
                    : nothing
                }
                <button class="button" id="close" @click=${() => this.#choose(null)}>
                  Close
                </button>
              </div>
            </section>`
          : nothing
      }
    `;
  }

  #onClick(event: MouseEvent, lesson: Lesson): void {
    // In a new tab or window it is a link like any other.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#choose(lesson);
  }

  #choose(lesson: Lesson | null): void {
    this.dispatchEvent(new LessonChangeEvent(lesson));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-lesson-list': LessonList;
  }
}
