import {
  diagnoseFlow,
  type FlowCondition,
  type GradientFlow,
} from '../../core/gradient-flow.ts';

/** What was found of each measurement: a course is gone over with every new one. */
const known = new WeakMap<GradientFlow, FlowCondition>();

function conditionOf(flow: GradientFlow): FlowCondition {
  const found = known.get(flow) ?? diagnoseFlow(flow).condition;
  known.set(flow, found);
  return found;
}

/**
 * The first step from which on a network has been in the condition that it is in at the end.
 * @param course of one network, in the order of its steps; nulls are passed over
 */
export function conditionSince(
  course: readonly { readonly step: number; readonly flow: GradientFlow | null }[],
): { readonly condition: FlowCondition; readonly step: number } | null {
  return course.reduce<{ condition: FlowCondition; step: number } | null>(
    (found, { step, flow }) => {
      if (!flow) return found;
      const condition = conditionOf(flow);
      return found?.condition === condition ? found : { condition, step };
    },
    null,
  );
}
