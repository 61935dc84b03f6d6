import * as v from 'valibot';
import {
  LIMITS,
  TASKS,
  type DrawnPoint,
  type PointsDataSpec,
  type Task,
} from '../core/spec.ts';
import { PLANAR_DOMAIN } from '../data/datasets/planar.ts';
import { MIN_DRAWN_POINTS, targetBounds, toHundredths } from '../data/points.ts';
import { featuresField } from './features-schema.ts';
import {
  closedObject,
  described,
  list,
  normalized,
  numberWithin,
  optional,
  tuple,
  unknownName,
  type NumberBounds,
  type Schema,
} from './schema-parts.ts';

const hundredths = (bounds: NumberBounds) =>
  normalized(numberWithin(bounds), toHundredths);

const coordinate = hundredths({ minimum: PLANAR_DOMAIN[0], maximum: PLANAR_DOMAIN[1] });

function pointOf(task: Task): Schema<DrawnPoint> {
  const target = task === 'classification' ? 'a class' : 'a value';
  return tuple(
    [coordinate, coordinate, hundredths(targetBounds(task))],
    `a list [x1, x2, ${target}]`,
  );
}

/** @param testFraction the field of that name, which all kinds of data share */
export function pointsData(testFraction: Schema<number>): {
  readonly branches: readonly Schema<PointsDataSpec>[];
  /** The branch for points of that task, or what is wrong with it. */
  readonly pick: (
    task: unknown,
  ) => Schema<PointsDataSpec> | ReturnType<typeof unknownName>;
} {
  const branch = (
    task: Task,
    taskField: Schema<Task>,
    title: string,
  ): Schema<PointsDataSpec> =>
    described(
      closedObject({
        points: described(
          list(pointOf(task), LIMITS.drawnPoints, MIN_DRAWN_POINTS),
          'Points',
          `[x1, x2, ${task === 'classification' ? 'index of the class' : 'value'}] each; kept in hundredths.`,
        ),
        task: taskField,
        testFraction,
        features: featuresField,
      }),
      title,
    );
  const classification = branch(
    'classification',
    optional(v.literal('classification'), 'classification', 'Task'),
    'Drawn points of classes',
  );
  const regression = branch(
    'regression',
    described(v.literal('regression'), 'Task'),
    'Drawn points with values',
  );
  return {
    branches: [classification, regression],
    pick: (task) => {
      if (task === undefined || task === 'classification') return classification;
      return task === 'regression' ? regression : unknownName('task', task, TASKS);
    },
  };
}
