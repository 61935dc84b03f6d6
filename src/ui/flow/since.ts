import {
  diagnoseFlow,
  type FlowCondition,
  type GradientFlow,
} from '../../core/gradient-flow.ts';

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
      const { condition } = diagnoseFlow(flow);
      return found?.condition === condition ? found : { condition, step };
    },
    null,
  );
}
