import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AppState } from '../../state/app-state.ts';
import { encodeUrl } from '../../state/encode-url.ts';
import type { Store } from '../../state/store.ts';

/** Keeps the address and the state the same: each configuration is a link, and back leads to the one before. */
export class LinkController implements ReactiveController {
  readonly #store: Store<AppState>;
  readonly #follow: (hash: string) => void;
  /** A link is being followed: what comes of it takes its place in the history. */
  #following = false;
  #unsubscribe = (): void => undefined;

  /** @param follow takes what a link says */
  constructor(
    host: ReactiveControllerHost,
    store: Store<AppState>,
    follow: (hash: string) => void,
  ) {
    this.#store = store;
    this.#follow = follow;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('popstate', this.#read);
    window.addEventListener('hashchange', this.#read);
    this.#unsubscribe = this.#store.subscribe((state) => this.#write(state));
  }

  hostDisconnected(): void {
    window.removeEventListener('popstate', this.#read);
    window.removeEventListener('hashchange', this.#read);
    this.#unsubscribe();
  }

  readonly #read = (): void => {
    if (encodeUrl(this.#store.state).hash === location.hash) return;
    this.#following = true;
    this.#follow(location.hash);
    this.#following = false;
    // A link that was refused changes nothing that is written.
    this.#write(this.#store.state, true);
  };

  #write(state: AppState, replaces = this.#following): void {
    const { hash } = encodeUrl(state);
    if (hash === location.hash) return;
    const address = hash || location.pathname + location.search;
    if (replaces) history.replaceState(null, '', address);
    else history.pushState(null, '', address);
  }
}
