import type { Report } from '../report.ts';
import type { ChartData, ChartGroup, ChartRow } from './chart-data.ts';

/** Everything in pixels. */
const WIDTH = 760;
const MARGIN = 16;
const PLOT_LEFT = 120;
const PLOT_RIGHT = 680;
const HEAD = 96;
const GROUP_HEAD = 30;
const ROW = 18;
const BAR = 12;
const GROUP_GAP = 14;

/** Marks the engines of this project. */
const OWN = /^(webgpu|cpu)/;

const STYLE = `
    svg { color-scheme: light dark; --ground: #ffffff; --ink: #1d2329; --muted: #5b6570; --grid: #dde1e6; --own: #1f5fd6; --other: #8a94a3; }
    @media (prefers-color-scheme: dark) {
      svg { --ground: #16191d; --ink: #e8ebee; --muted: #a3acb6; --grid: #343a41; --own: #78a6ff; --other: #7d8794; }
    }
    text { font: 12px system-ui, sans-serif; fill: var(--ink); }
    .ground { fill: var(--ground); }
    .title { font-size: 15px; font-weight: 600; }
    .case { font-weight: 600; }
    .muted { fill: var(--muted); }
    .grid { stroke: var(--grid); }
    .own { fill: var(--own); }
    .other { fill: var(--other); }
    .quartiles { stroke: var(--ink); }
`;

/**
 * A bar chart as SVG: one group a case, one bar an engine up to its median, with a line from the
 * lower to the upper quartile, on a logarithmic axis. It follows the reader's colour scheme, and
 * says all its figures in words, too.
 */
export function drawChart(data: ChartData, report: Report): string {
  const values = data.groups.flatMap(({ rows }) =>
    rows.flatMap(({ value }) => (value ? [value.lower, value.upper] : [])),
  );
  const first = Math.floor(Math.log10(Math.min(...values)));
  const last = Math.max(first + 1, Math.ceil(Math.log10(Math.max(...values))));
  const x = (value: number): number =>
    PLOT_LEFT + ((Math.log10(value) - first) / (last - first)) * (PLOT_RIGHT - PLOT_LEFT);

  const parts: string[] = [];
  let y = HEAD;
  for (const group of data.groups) {
    parts.push(drawGroup(group, y, x));
    y += heightOf(group);
  }
  const bottom = y - GROUP_GAP;
  const height = bottom + MARGIN;
  const axis = Array.from({ length: last - first + 1 }, (_, at) => {
    const position = fixed(x(10 ** (first + at)));
    return (
      `  <line class="grid" x1="${position}" y1="${HEAD - 8}" x2="${position}" y2="${bottom}"/>\n` +
      `  <text class="muted" x="${position}" y="${HEAD - 14}" text-anchor="middle">${powerOfTen(first + at)}</text>\n`
    );
  });
  const { environment, rounds } = report;
  const title = `Nabla benchmark: ${data.unit}, ${data.lessIsBetter ? 'less' : 'more'} is better`;
  const place =
    `${environment.platform}, ${environment.processor}, ${environment.cores} cores, ` +
    `${environment.date.slice(0, 10)}, ${rounds} rounds`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">
  <title id="title">${escape(title)}</title>
  <desc id="description">${escape(inWords(data, place))}</desc>
  <style>${STYLE}  </style>
  <rect class="ground" width="${WIDTH}" height="${height}"/>
  <text class="title" x="${MARGIN}" y="26">${escape(title)}</text>
  <text class="muted" x="${MARGIN}" y="44">${escape(place)}</text>
  <rect class="own" x="${MARGIN}" y="53" width="${BAR}" height="${BAR}"/>
  <text x="${MARGIN + 18}" y="63">ours</text>
  <rect class="other" x="${MARGIN + 60}" y="53" width="${BAR}" height="${BAR}"/>
  <text x="${MARGIN + 78}" y="63">others</text>
  <text class="muted" x="${PLOT_RIGHT}" y="63" text-anchor="end">${escape(data.unit)}, logarithmic; median, line: quartiles</text>
${axis.join('')}${parts.join('')}</svg>
`;
}

const heightOf = ({ rows }: ChartGroup): number =>
  GROUP_HEAD + rows.length * ROW + GROUP_GAP;

function drawGroup(
  { id, label, rows }: ChartGroup,
  top: number,
  x: (value: number) => number,
): string {
  const head = `  <text x="${MARGIN}" y="${top + 20}"><tspan class="case">${escape(id)}</tspan> <tspan class="muted">${escape(label)}</tspan></text>\n`;
  return (
    head + rows.map((row, at) => drawRow(row, top + GROUP_HEAD + at * ROW, x)).join('')
  );
}

function drawRow(
  { engine, value, refused }: ChartRow,
  top: number,
  x: (value: number) => number,
): string {
  const middle = top + BAR / 2;
  const baseline = fixed(middle + 4);
  const name = `<text x="${PLOT_LEFT - 8}" y="${baseline}" text-anchor="end">${escape(engine)}</text>`;
  if (!value)
    return `  ${name}<text class="muted" x="${PLOT_LEFT + 4}" y="${baseline}">no time<title>${escape(refused)}</title></text>\n`;
  const end = x(value.median);
  return (
    `  ${name}<rect class="${OWN.test(engine) ? 'own' : 'other'}" x="${PLOT_LEFT}" y="${top}" width="${fixed(Math.max(1, end - PLOT_LEFT))}" height="${BAR}"/>` +
    `<line class="quartiles" x1="${fixed(x(value.lower))}" y1="${middle}" x2="${fixed(x(value.upper))}" y2="${middle}"/>` +
    `<text x="${fixed(Math.max(end, x(value.upper)) + 6)}" y="${baseline}">${threeDigits(value.median)}</text>\n`
  );
}

/** The chart for those who do not see it. */
function inWords({ unit, groups }: ChartData, place: string): string {
  const cases = groups.map(
    ({ id, rows }) =>
      `${id}: ${rows
        .map(({ engine, value }) =>
          value ? `${engine} ${threeDigits(value.median)}` : `${engine} no time`,
        )
        .join(', ')}.`,
  );
  return `Median ${unit} of each engine, on ${place}. ${cases.join(' ')}`;
}

/** `0.001` to `1000`, and `10⁴` beyond. */
function powerOfTen(exponent: number): string {
  if (Math.abs(exponent) <= 3)
    return String(Number((10 ** exponent).toFixed(Math.max(0, -exponent))));
  const digits = String(exponent).replace(
    /[-\d]/g,
    (digit) => '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'['-0123456789'.indexOf(digit)],
  );
  return `10${digits}`;
}

const threeDigits = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : value.toPrecision(3);

/** Tenths of a pixel are enough. */
const fixed = (pixels: number): string => String(Number(pixels.toFixed(1)));

const escape = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (character) =>
      ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? character,
  );
