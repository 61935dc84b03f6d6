import { UnavailableError, UserError } from '../core/errors.ts';
import type { SessionHandle, SessionUpdate } from './handle.ts';

/** The calls of a session that cross to its worker and are answered. */
export type SessionMethod = Exclude<keyof SessionHandle, 'subscribe' | 'dispose'>;
export type SessionArguments<M extends SessionMethod> = Parameters<SessionHandle[M]>;
export type SessionResult<M extends SessionMethod> = Awaited<
  ReturnType<SessionHandle[M]>
>;

/** A call, with the number that its answer will carry. */
export type CallMessage = {
  [M in SessionMethod]: {
    readonly kind: 'call';
    readonly id: number;
    readonly method: M;
    readonly arguments: SessionArguments<M>;
  };
}[SessionMethod];

/** From the page to the worker. */
export type RequestMessage = CallMessage | { readonly kind: 'dispose' };

/** From the worker to the page. */
export type ResponseMessage =
  | { readonly kind: 'result'; readonly id: number; readonly result: AnyResult }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorRecord }
  | { readonly kind: 'update'; readonly update: SessionUpdate };

export type AnyResult = { [M in SessionMethod]: SessionResult<M> }[SessionMethod];

/** An error as it crosses; structured cloning would drop its class. */
export interface ErrorRecord {
  readonly type: 'user' | 'unavailable' | 'internal';
  readonly message: string;
  /** Where an internal error arose. */
  readonly stack?: string;
}

export function recordError(error: unknown): ErrorRecord {
  if (error instanceof UnavailableError)
    return { type: 'unavailable', message: error.message };
  if (error instanceof UserError) return { type: 'user', message: error.message };
  if (error instanceof Error)
    return { type: 'internal', message: error.message, stack: error.stack };
  return { type: 'internal', message: String(error) };
}

/** The error that a record was made of, of the same class. */
export function rebuildError(record: ErrorRecord): Error {
  if (record.type === 'unavailable') return new UnavailableError(record.message);
  if (record.type === 'user') return new UserError(record.message);
  const error = new Error(record.message);
  if (record.stack !== undefined) error.stack = record.stack;
  return error;
}

/**
 * What both ends need of a channel: a MessagePort, a Worker and the global scope of a
 * worker all have it.
 */
export interface MessageEnd<Sent> {
  postMessage(message: Sent, transfer: Transferable[]): void;
  addEventListener(
    type: 'message' | 'messageerror',
    listener: (event: MessageEvent) => void,
  ): void;
}

/** The memory of arrays that the sender gives up, each once, as `postMessage` wants it. */
export function memoryOf(arrays: Iterable<ArrayBufferView>): Transferable[] {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer) buffers.add(buffer);
  return [...buffers];
}
