import type { SessionHandle } from './handle.ts';
import {
  memoryOf,
  recordError,
  type AnyResult,
  type CallMessage,
  type MessageEnd,
  type RequestMessage,
  type ResponseMessage,
} from './protocol.ts';

/** Answers the calls that arrive at `end` with `session`, and sends its updates there. */
export function serveSession(
  session: SessionHandle,
  end: MessageEnd<ResponseMessage>,
): void {
  session.subscribe((update) => {
    const arrays = [update.losses, ...update.metrics.map((metrics) => metrics.layers)];
    end.postMessage({ kind: 'update', update }, memoryOf(arrays));
  });
  end.addEventListener('message', (event: MessageEvent<RequestMessage>) => {
    const message = event.data;
    if (message.kind === 'dispose') session.dispose();
    else void answer(session, end, message);
  });
}

async function answer(
  session: SessionHandle,
  end: MessageEnd<ResponseMessage>,
  message: CallMessage,
): Promise<void> {
  const { id } = message;
  try {
    const result = await carryOut(session, message);
    const given = memoryOf(arraysOf(result));
    end.postMessage({ kind: 'result', id, result }, given);
  } catch (error) {
    end.postMessage({ kind: 'error', id, error: recordError(error) }, []);
  }
}

/** The arrays of a result that nobody here keeps. */
function arraysOf(result: AnyResult): readonly ArrayBufferView[] {
  if (!result) return [];
  if (ArrayBuffer.isView(result)) return [result];
  if ('gradients' in result)
    return 'outputs' in result ? [result.gradients, result.outputs] : [result.gradients];
  if ('statistics' in result)
    return [result.parameters, result.statistics, result.outputs];
  // Of an inspection.
  return 'parameters' in result ? [result.parameters, ...result.layers] : [];
}

function carryOut(session: SessionHandle, message: CallMessage): Promise<AnyResult> {
  switch (message.method) {
    case 'configure':
      return session.configure(...message.arguments);
    case 'play':
      return session.play(...message.arguments);
    case 'setPace':
      return session.setPace(...message.arguments);
    case 'pause':
      return session.pause(...message.arguments);
    case 'advance':
      return session.advance(...message.arguments);
    case 'reset':
      return session.reset(...message.arguments);
    case 'predict':
      return session.predict(...message.arguments);
    case 'evaluate':
      return session.evaluate(...message.arguments);
    case 'readParameters':
      return session.readParameters(...message.arguments);
    case 'writeParameters':
      return session.writeParameters(...message.arguments);
    case 'readModel':
      return session.readModel(...message.arguments);
    case 'inspect':
      return session.inspect(...message.arguments);
    case 'sensitivity':
      return session.sensitivity(...message.arguments);
    case 'gradientFlow':
      return session.gradientFlow(...message.arguments);
    case 'spectrum':
      return session.spectrum(...message.arguments);
    case 'differentiate':
      return session.differentiate(...message.arguments);
  }
}
