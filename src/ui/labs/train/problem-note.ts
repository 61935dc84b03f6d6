import { html, nothing, type TemplateResult } from 'lit';
import type { Origin, Run } from '../../run/run.ts';

/** The sentence about a request that failed, where it came from `origin`. */
export function problemNote(run: Run, origin: Origin): TemplateResult | typeof nothing {
  const { problem } = run;
  if (problem?.origin !== origin) return nothing;
  const rest = run.description
    ? ' The network that is shown and trained is the one before.'
    : '';
  return html`<p class="problem" role="alert">${problem.message}${rest}</p>`;
}
