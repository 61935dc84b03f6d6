import { css, html, type TemplateResult } from 'lit';

/** What the marks of the lower plot of a flow chart mean. */
export function flowKey(): TemplateResult {
  return html`<div class="key" aria-hidden="true">
    <span><i></i>through Wᵀ of the layer above</span>
    <span><i class="slope"></i>through φ′</span>
    <span><i class="theory"></i>both, as mean-field theory has it</span>
    <span><i class="shrinks"></i>shrinks</span>
    <span><i class="grows"></i>grows</span>
  </div>`;
}

export const flowKeyStyles = css`
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.1rem;
    color: var(--muted);
    font-size: var(--text-small);
  }
  .key span {
    display: inline-flex;
    align-items: center;
    gap: 0.4rem;
  }
  .key i {
    width: 0.8rem;
    height: 0.8rem;
    background: linear-gradient(135deg, var(--negative) 50%, var(--positive) 50%);
  }
  .key i.slope {
    opacity: 0.55;
  }
  .key i.shrinks {
    background: var(--negative);
  }
  .key i.grows {
    background: var(--positive);
  }
  .key i.theory {
    height: 2px;
    background: var(--ink);
  }
`;
