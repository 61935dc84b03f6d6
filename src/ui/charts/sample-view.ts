import { customElement } from 'lit/decorators.js';
import type { NumericArray } from '../../core/arrays.ts';
import type { PointSet, RunDescription } from '../../session/handle.ts';
import type { PredictionJob } from '../run/prediction-loop.ts';
import { canvasFont } from './canvas-font.ts';
import { sizeCanvas } from './canvas-size.ts';
import { confusionOf, predictedClasses } from './confusion.ts';
import { isImages, isStandardized } from './data-kind.ts';
import { fieldMeaningOf } from './field-meaning.ts';
import { PredictionView } from './prediction-view.ts';
import {
  confusionHeight,
  drawAgreement,
  drawConfusion,
  drawLabelledImages,
  imagesHeight,
} from './sample-painter.ts';

/** Examples that are predicted for a drawing: fewer where that takes long. */
const MOST_SAMPLES = 500;
const LEAST_SAMPLES = 128;
const SLOW_MILLISECONDS = 250;

/** What the network makes of examples that lie in no plane: images, a confusion matrix or a scatter. */
@customElement('nabla-sample-view')
export class SampleView extends PredictionView {
  #samples = MOST_SAMPLES;
  #answer: { of: RunDescription; points: PointSet; predictions: NumericArray } | null =
    null;

  protected override nextJob(duration: number): PredictionJob | null {
    const { description } = this.run;
    if (!description) return null;
    if (duration > SLOW_MILLISECONDS)
      this.#samples = Math.max(LEAST_SAMPLES, Math.round(this.#samples / 2));
    const { train, test } = description.points;
    const all = test.count > 0 ? test : train;
    const count = Math.min(all.count, this.#samples);
    const width = all.inputs.length / all.count;
    const points = {
      count,
      inputs: all.inputs.subarray(0, count * width),
      plane: null,
      labels: all.labels.subarray(0, count),
    };
    return {
      inputs: points.inputs,
      show: (predictions) => {
        if (this.run.description !== description) return;
        this.#answer = { of: description, points, predictions };
        this.frame.request();
      },
    };
  }

  protected override draw(width: number): void {
    const answer = this.#answer;
    if (answer?.of !== this.run.description) return;
    const { of: description, points, predictions } = answer;
    const style = { palette: this.palette, font: canvasFont(this) };
    const { classNames } = description;
    if (!classNames) {
      drawAgreement(
        this.#context(width, width),
        points.labels,
        predictions,
        isStandardized(description) ? ' (standard deviations)' : '',
        width,
        style,
      );
      return;
    }
    const { outputs, probabilities } = fieldMeaningOf(description);
    const predicted = predictedClasses(predictions, outputs, probabilities);
    const confusion = confusionOf(points.labels, predicted, classNames.length);
    if (isImages(description)) {
      const context = this.#context(width, imagesHeight(width));
      drawLabelledImages(context, points, predicted, confusion, classNames, width, style);
    } else {
      const height = confusionHeight(width, confusion.classes);
      drawConfusion(this.#context(width, height), confusion, classNames, width, style);
    }
  }

  #context(width: number, height: number): CanvasRenderingContext2D {
    this.canvas.style.height = `${height}px`;
    return sizeCanvas(this.canvas, width, height);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-sample-view': SampleView;
  }
}
