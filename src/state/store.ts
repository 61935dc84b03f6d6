/** A value that can be watched. The value itself is never changed, only replaced. */
export interface Store<State> {
  readonly state: State;
  /** Replaces the named parts. Listeners hear of it where one of them is another value. */
  update(change: Partial<State>): void;
  /** Calls `listener` after each change from now on; returns what ends it. */
  subscribe(listener: (state: State, previous: State) => void): () => void;
}

/**
 * A store of one object. Listeners are called in the order in which they came; one that is
 * added or removed by another counts from the next change on. A listener may update the
 * store: the others then hear of both changes in order. An error that a listener throws
 * comes out of `update`, after the state has changed; those behind it do not hear of it.
 */
export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<(state: State, previous: State) => void>();
  const pending: { readonly state: State; readonly previous: State }[] = [];
  let telling = false;

  const tell = () => {
    telling = true;
    try {
      for (let change = pending.shift(); change; change = pending.shift())
        for (const listener of [...listeners]) listener(change.state, change.previous);
    } finally {
      telling = false;
      pending.length = 0;
    }
  };

  return {
    get state() {
      return state;
    },
    update(change) {
      const names = Object.keys(change) as (keyof State)[];
      if (names.every((name) => Object.is(change[name], state[name]))) return;
      const previous = state;
      state = { ...state, ...change };
      pending.push({ state, previous });
      if (!telling) tell();
    },
    subscribe(listener) {
      // A wrapper, so that the same function may listen twice and stop once.
      const own = (now: State, previous: State) => listener(now, previous);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
  };
}
