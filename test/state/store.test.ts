import { describe, expect, it, vi } from 'vitest';
import { createStore } from '../../src/state/store.ts';

const initial: { readonly a: number; readonly b: string } = { a: 1, b: 'x' };

describe('a store', () => {
  it('tells its listeners the new state and the old one', () => {
    const store = createStore(initial);
    const listener = vi.fn();
    store.subscribe(listener);
    store.update({ a: 2 });
    expect(store.state).toEqual({ a: 2, b: 'x' });
    expect(listener.mock.calls).toEqual([[{ a: 2, b: 'x' }, initial]]);
    expect(initial.a).toBe(1);
  });

  it('is silent when nothing changes', () => {
    const store = createStore(initial);
    const listener = vi.fn();
    store.subscribe(listener);
    store.update({ a: 1 });
    store.update({});
    expect(listener).not.toHaveBeenCalled();
    expect(store.state).toBe(initial);
  });

  it('lets a listener go, and the same function listen twice', () => {
    const store = createStore(initial);
    const listener = vi.fn();
    const end = store.subscribe(listener);
    store.subscribe(listener);
    store.update({ a: 2 });
    expect(listener).toHaveBeenCalledTimes(2);
    end();
    end();
    store.update({ a: 3 });
    expect(listener).toHaveBeenCalledTimes(3);
  });

  it('tells every listener every change in order, also one made while it tells', () => {
    const store = createStore(initial);
    const heard: number[] = [];
    store.subscribe(({ a }) => {
      if (a === 2) store.update({ a: 3 });
    });
    store.subscribe(({ a }) => heard.push(a));
    store.update({ a: 2 });
    expect(heard).toEqual([2, 3]);
  });

  it('goes on after a listener failed', () => {
    const store = createStore(initial);
    const end = store.subscribe(() => {
      throw new Error('broken');
    });
    expect(() => store.update({ a: 2 })).toThrow('broken');
    end();
    const listener = vi.fn();
    store.subscribe(listener);
    store.update({ a: 3 });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(store.state.a).toBe(3);
  });
});
