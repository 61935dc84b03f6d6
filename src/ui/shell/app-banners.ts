import { html, nothing, type TemplateResult } from 'lit';
import type { Run } from '../run/run.ts';

export interface Banners {
  readonly run: Run;
  /** Whether the run is what is looked at: else what stopped it is no news. */
  readonly trains: boolean;
  /** What in a link or an action was not right, a sentence each. */
  readonly problems: readonly string[];
  /** Whether the link that has them was not followed. */
  readonly refused: boolean;
  /** Follows it as far as it is understood. */
  follow(): void;
  dismiss(): void;
}

/** What the page has to say above its lab: why a run stopped or paused, what went wrong, what a link lacks. */
export function appBanners({
  run,
  trains,
  problems,
  refused,
  follow,
  dismiss,
}: Banners): TemplateResult {
  const own = run.problem?.origin === 'page' ? run.problem.message : null;
  return html`
    ${
      trains && run.stopMessage
        ? html`<div class="banner danger" role="alert">
            <p>${run.stopMessage}</p>
            <button class="button" @click=${() => run.reset()}>Reset</button>
          </div>`
        : nothing
    }
    ${own ? html`<div class="banner danger" role="alert"><p>${own}</p></div>` : nothing}
    ${
      trains && run.haltMessage
        ? html`<div class="banner" id="halt">
            <p>${run.haltMessage}</p>
            <button class="button" @click=${() => run.play()}>Go on</button>
          </div>`
        : nothing
    }
    ${
      run.notice
        ? html`<div class="banner" role="status">
            <p>${run.notice}</p>
            <button class="button" @click=${() => run.dismissNotice()}>Close</button>
          </div>`
        : nothing
    }
    ${
      problems.length > 0
        ? html`<div class="banner" role="status">
            <div>
              ${
                !refused
                  ? nothing
                  : html`<p>
                      This link is not right and was not followed; the network goes on. As
                      far as it is understood, it would be read like this:
                    </p>`
              }
              <ul>
                ${problems.map((problem) => html`<li>${problem}</li>`)}
              </ul>
            </div>
            ${
              !refused
                ? nothing
                : html`<button class="button" id="follow" @click=${follow}>
                    Follow it
                  </button>`
            }
            <button class="button" @click=${dismiss}>Close</button>
          </div>`
        : nothing
    }
  `;
}
