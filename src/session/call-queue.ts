/** Carries out asynchronous calls one after the other, in the order in which they were made. */
export class CallQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `call` after all earlier ones have settled; a failure is that call's alone. */
  add<T>(call: () => Promise<T>): Promise<T> {
    const result = this.#last.then(call);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
