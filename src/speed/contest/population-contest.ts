import {
  memberOf,
  populationProblemOf,
  type PopulationCase,
} from '../cases/population-case.ts';
import { operationsPerStep } from '../cases/training-case.ts';
import type { Contest } from './contest.ts';
import {
  answersFrom,
  populationDisagreement,
  populationReference,
} from './population-parity.ts';
import { enter, referenceOf } from './training-contest.ts';

/**
 * Networks to train side by side: the gate compares the first two losses of some of them and
 * how far these steps took their parameters. An engine that trains one network after the other
 * is timed at network 0 alone, which enters as any network does.
 */
export async function populationContest(benchCase: PopulationCase): Promise<Contest> {
  const problem = populationProblemOf(benchCase);
  const reference = await populationReference(problem);
  const first = memberOf(problem, 0);
  const firstReference = await referenceOf(first);
  return {
    operations: operationsPerStep(first.plan),
    parameterCount: first.plan.parameterCount,
    async enter(engine) {
      const begin = performance.now();
      const run = await engine.populate(problem);
      if (run === null) return enter(engine, first, firstReference);
      try {
        const firstLosses = await run.advance();
        const firstUse = performance.now() - begin;
        const answers = await answersFrom(run, problem, firstLosses);
        const found = populationDisagreement(problem, answers, reference);
        if (found !== null) throw new Error(found);
        return { run, firstUse };
      } catch (error) {
        run.dispose();
        throw error;
      }
    },
  };
}
