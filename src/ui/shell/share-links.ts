import type { LinkState } from '../../state/app-state.ts';
import { encodeUrl } from '../../state/encode-url.ts';

/** A link to a configuration. */
export interface SharedLink {
  readonly address: string;
  /** A sentence on what the link cannot hold, or null. */
  readonly omitted: string | null;
}

/** @param page address of the page, with or without a hash */
export function shareLink(state: LinkState, page: string): SharedLink {
  const { hash, omitted } = encodeUrl(state);
  return { address: page.replace(/#.*$/s, '') + hash, omitted };
}

/** Height in pixels that shows the lab without its tools. */
const EMBEDDED_HEIGHT = 720;

/** HTML that shows that page inside of another one. */
export function embedCode(address: string): string {
  const src = address
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;');
  return `<iframe src="${src}" title="Nabla, a neural network in training" width="100%" height="${EMBEDDED_HEIGHT}" loading="lazy" allow="cross-origin-isolated; clipboard-write" style="border: 0"></iframe>`;
}
