import { css } from 'lit';

export const appStyles = css`
  :host {
    --page-margin: clamp(1rem, 2vw, 3rem);
    display: block;
    min-height: 100vh;
  }
  nabla-top-bar {
    position: sticky;
    top: 0;
    z-index: 5;
  }
  main {
    max-width: 132rem;
    margin: 0 auto;
    padding: 1.25rem var(--page-margin) 3rem;
  }
  .tagline {
    margin-bottom: 1rem;
    color: var(--muted);
  }
  @media (min-width: 62.01rem) {
    .tagline {
      display: none;
    }
  }
  .banner {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 1rem;
    margin-bottom: 1.25rem;
    padding: 0.7rem 1rem;
    border-left: 3px solid var(--accent);
    border-radius: var(--radius);
    background: var(--raised);
  }
  .banner.danger {
    border-color: var(--danger);
    background: var(--danger-surface);
  }
  .banner > :first-child {
    flex: 1;
    align-self: center;
    max-width: 80ch;
    overflow-wrap: anywhere;
  }
  .banner > :first-child + * {
    margin-left: auto;
  }
  .banner ul {
    margin: 0;
    padding-left: 1.1rem;
  }
  .banner p + ul {
    margin-top: 0.35rem;
  }
  .banner .button {
    flex: none;
    padding: 0 0.9rem;
  }
  .waiting {
    color: var(--muted);
  }
`;
