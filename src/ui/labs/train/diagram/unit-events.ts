import type { UnitPlace } from '../../../charts/unit-map.ts';

/** Sent when a unit was chosen, with the unit before whose weight is meant, if one is. */
export class UnitChooseEvent extends Event {
  static readonly type = 'unit-choose';
  constructor(
    readonly place: UnitPlace,
    readonly from: number | null = null,
  ) {
    super(UnitChooseEvent.type, { bubbles: true, composed: true });
  }
}

/** Sent when the pointer or the focus comes to a unit, or leaves it (null). */
export class UnitHoverEvent extends Event {
  static readonly type = 'unit-hover';
  constructor(readonly place: UnitPlace | null) {
    super(UnitHoverEvent.type, { bubbles: true, composed: true });
  }
}

/** Sent when the settings of a hidden layer were asked for. */
export class LayerOpenEvent extends Event {
  static readonly type = 'layer-open';
  constructor(readonly layer: number) {
    super(LayerOpenEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'unit-choose': UnitChooseEvent;
    'unit-hover': UnitHoverEvent;
    'layer-open': LayerOpenEvent;
  }
}
