import type { WatchedPage } from '../../src/speed/speed-client.ts';

/**
 * Watches whether a page is hidden: browsers then slow its timers and its GPU down, so that no
 * time counts.
 * @returns `stop`, which gives the reason why a run is void, or null when the page was visible all along
 */
export function watchVisibility(page: WatchedPage): { stop(): string | null } {
  const isHidden = () => page.visibilityState === 'hidden';
  let wasHidden = isHidden();
  const look = () => {
    wasHidden ||= isHidden();
  };
  page.addEventListener('visibilitychange', look);
  return {
    stop() {
      look();
      page.removeEventListener('visibilitychange', look);
      return wasHidden ? 'the page was hidden while it ran.' : null;
    },
  };
}
