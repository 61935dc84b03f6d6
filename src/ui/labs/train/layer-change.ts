import type { HiddenLayerSpec } from '../../../core/spec.ts';

/** Sent when a layer is changed. */
export class LayerChangeEvent extends Event {
  /** @param crosses whether it leaves the shadow root of its sender */
  constructor(
    readonly change: Partial<HiddenLayerSpec>,
    crosses = false,
  ) {
    super('layer-change', { bubbles: crosses, composed: crosses });
  }
}
