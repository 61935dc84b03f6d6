/** Columns of a network from left to right: its inputs, the hidden layers, the outputs. */
export interface DiagramColumn {
  /** Index of the layer whose units stand here; −1 for the inputs. */
  readonly layer: number;
  /** Units or inputs of the column. */
  readonly count: number;
  /** How many of them are drawn, from the first on; fewer than `count` where there are many. */
  readonly shown: number;
  /** Middle of the column in CSS pixels from the left edge. */
  readonly x: number;
}

/** Where everything in the diagram stands, in CSS pixels. */
export interface DiagramLayout {
  readonly columns: readonly DiagramColumn[];
  /** Wider than what there is room for where the network is deep: then the diagram scrolls. */
  readonly width: number;
  readonly height: number;
  /** Side of a unit's square. */
  readonly node: number;
  /** From the middle of one column to that of the next. */
  readonly spacing: number;
  /** Middle of the first unit of every column from the top edge. */
  readonly top: number;
  /** From the middle of one unit to that of the next. */
  readonly pitch: number;
  /** Small units without controls of their own, for deep networks and little room. */
  readonly condensed: boolean;
}

/** Room beside the columns for the names of inputs and outputs. */
const MARGIN = {
  comfortable: { before: 80, behind: 92 },
  condensed: { before: 34, behind: 58 },
} as const;
/** A column narrower than this has no room for controls. */
const COMFORTABLE_SPACING = 84;
const LEAST_SPACING = 26;
const SIZES = {
  comfortable: { node: 34, pitch: 42, header: 62, most: 9 },
  condensed: { node: 16, pitch: 20, header: 26, most: 12 },
} as const;
/** On a wide screen, seen from afar, units are larger. */
const USUAL_WIDTH = 760;
const MOST_GROWTH = 1.4;
/** Where the window is low they are smaller, down to this share of their usual size. */
const LEAST_SIZE = 0.62;
/** More edges than this are too many to be drawn every time; then fewer units are. */
const MOST_EDGES = 4000;
/** The fewest units of a layer that stand for all of them. */
const LEAST_SHOWN = 4;

/**
 * @param counts inputs, units of every hidden layer, outputs
 * @param width CSS pixels that there are
 * @param height CSS pixels that it should keep to, if its units do not get too small
 * @param textScale how much larger text is than usual: what holds text grows with it
 */
export function layoutDiagram(
  counts: readonly number[],
  width: number,
  height: number,
  textScale = 1,
): DiagramLayout {
  const gaps = Math.max(1, counts.length - 1);
  const spacingWith = (kind: keyof typeof MARGIN) =>
    (width - textScale * (MARGIN[kind].before + MARGIN[kind].behind)) / gaps;
  const condensed = spacingWith('comfortable') < textScale * COMFORTABLE_SPACING;
  const kind = condensed ? 'condensed' : 'comfortable';
  const { most } = SIZES[kind];
  const header = textScale * SIZES[kind].header;
  const growth = condensed ? 1 : Math.max(1, Math.min(MOST_GROWTH, width / USUAL_WIDTH));
  const before = textScale * MARGIN[kind].before;
  const behind = textScale * MARGIN[kind].behind;
  const spacing = Math.max(LEAST_SPACING, spacingWith(kind));
  const limit = Math.max(
    LEAST_SHOWN,
    Math.min(most, Math.floor(Math.sqrt(MOST_EDGES / gaps))),
  );
  const columns = counts.map((count, at) => ({
    layer: at - 1,
    count,
    // The last place tells how many more there are.
    shown: count > limit ? limit - 1 : count,
    x: before + at * spacing,
  }));
  const rows = Math.max(
    ...columns.map(({ count, shown }) => shown + (count > shown ? 1 : 0)),
  );
  const usual = SIZES[kind].pitch;
  const fitting = (height - header) / rows / usual;
  const size = condensed ? 1 : Math.max(LEAST_SIZE, Math.min(growth, fitting));
  const node = Math.round(SIZES[kind].node * size);
  const pitch = Math.round(usual * size);
  const top = header + node / 2;
  return {
    columns,
    width: Math.max(width, before + behind + gaps * spacing),
    height: top + (rows - 1) * pitch + node / 2 + 6,
    node,
    spacing,
    top,
    pitch,
    condensed,
  };
}

/** Middle of unit `index` of a column from the top edge. */
export function nodeY({ top, pitch }: DiagramLayout, index: number): number {
  return top + index * pitch;
}
