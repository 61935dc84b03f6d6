/**
 * Resolves after the host has handled the events that wait: messages, input, I/O. Timers
 * will not do, because browsers hold nested ones back for at least 4 ms.
 */
export const yieldToEvents: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise((resolve) => setImmediate(resolve))
    : createMessageYield();

function createMessageYield(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(null);
    });
}
