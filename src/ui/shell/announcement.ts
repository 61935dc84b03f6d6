import { formatCount, formatDetermination, formatLoss, formatShare } from '../format.ts';
import type { Run } from '../run/run.ts';

/** The state of a run in a sentence or two, for those who hear the page. */
export function describeState(
  run: Pick<Run, 'state' | 'step' | 'evaluation' | 'stopMessage'> &
    Partial<Pick<Run, 'haltMessage'>>,
): string {
  if (run.state === 'empty') return 'Preparing the network.';
  if (run.state === 'stopped') return run.stopMessage ?? 'The run has stopped.';
  if (run.state === 'paused' && run.haltMessage) return run.haltMessage;
  const doing = run.state === 'running' ? 'Training' : 'Paused';
  const { evaluation } = run;
  if (!evaluation) return `${doing}, step ${formatCount(run.step)}.`;
  const { train, test } = evaluation;
  const accuracy = Number.isNaN(test.accuracy)
    ? ''
    : `, test accuracy ${formatShare(test.accuracy)}`;
  const determination =
    test.determination === undefined
      ? ''
      : `, test R² ${formatDetermination(test.determination)}`;
  return (
    `${doing}, step ${formatCount(run.step)}: training loss ${formatLoss(train.loss)}, ` +
    `test loss ${formatLoss(test.loss)}${accuracy}${determination}.`
  );
}
