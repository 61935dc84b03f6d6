import { formatCount, formatLoss, formatShare } from '../format.ts';
import type { Run } from '../run/run.ts';

/** The state of a run in a sentence or two, for those who hear the page. */
export function describeState(
  run: Pick<Run, 'state' | 'step' | 'evaluation' | 'stopMessage'>,
): string {
  if (run.state === 'empty') return 'Preparing the network.';
  if (run.state === 'stopped') return run.stopMessage ?? 'The run has stopped.';
  const doing = run.state === 'running' ? 'Training' : 'Paused';
  const { evaluation } = run;
  if (!evaluation) return `${doing}, step ${formatCount(run.step)}.`;
  const { train, test } = evaluation;
  const accuracy = Number.isNaN(test.accuracy)
    ? ''
    : `, test accuracy ${formatShare(test.accuracy)}`;
  return (
    `${doing}, step ${formatCount(run.step)}: training loss ${formatLoss(train.loss)}, ` +
    `test loss ${formatLoss(test.loss)}${accuracy}.`
  );
}
