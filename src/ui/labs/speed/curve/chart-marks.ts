import { nothing, svg, type SVGTemplateResult } from 'lit';

type Point = readonly [x: number, y: number];

/** A piece of a drawing, in pixels. One list is shown in the page and written to a file alike. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly width: number;
      readonly dash?: string;
    }
  | {
      readonly kind: 'area';
      readonly points: readonly Point[];
      readonly colour: string;
      readonly opacity: number;
    }
  | {
      readonly kind: 'dot';
      readonly at: Point;
      readonly radius: number;
      readonly colour: string;
      readonly shape: 'circle' | 'square';
      /** What it stands for, said where it is pointed at. */
      readonly title?: string;
    }
  | {
      readonly kind: 'text';
      readonly at: Point;
      readonly text: string;
      readonly colour: string;
      readonly size: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly bold?: boolean;
      /** Degrees. */
      readonly rotation?: number;
    };

const path = (points: readonly Point[]): string =>
  points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');

/** A tenth of a pixel is finer than any screen shows, and keeps files short. */
const round = (value: number): number => Math.round(value * 10) / 10;

/** The marks as the contents of an `svg` element. */
export const renderMarks = (marks: readonly Mark[]): SVGTemplateResult[] =>
  marks.map((mark) => {
    switch (mark.kind) {
      case 'line':
        return svg`<path d=${path(mark.points)} fill="none" stroke=${mark.colour} stroke-width=${mark.width} stroke-dasharray=${mark.dash ?? nothing} stroke-linejoin="round"></path>`;
      case 'area':
        return svg`<path d=${`${path(mark.points)}Z`} fill=${mark.colour} fill-opacity=${mark.opacity}></path>`;
      case 'dot': {
        const { at, radius, colour, shape, title = '' } = mark;
        return shape === 'circle'
          ? svg`<circle cx=${round(at[0])} cy=${round(at[1])} r=${radius} fill=${colour}><title>${title}</title></circle>`
          : svg`<rect x=${round(at[0] - radius)} y=${round(at[1] - radius)} width=${2 * radius} height=${2 * radius} fill=${colour}><title>${title}</title></rect>`;
      }
      case 'text': {
        const [x, y] = mark.at.map(round);
        return svg`<text x=${x} y=${y} fill=${mark.colour} font-size=${mark.size} text-anchor=${mark.anchor} font-weight=${mark.bold ? 600 : 400} transform=${mark.rotation ? `rotate(${mark.rotation} ${x} ${y})` : nothing}>${mark.text}</text>`;
      }
    }
  });

export interface SvgFile {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  /** What the picture shows, for those who cannot see it. */
  readonly title: string;
}

/** The marks as a file of their own. */
export function writeSvg(
  marks: readonly Mark[],
  { width, height, background, title }: SvgFile,
): string {
  const body = marks.map((mark) => {
    switch (mark.kind) {
      case 'line':
        return `<path d="${path(mark.points)}" fill="none" stroke="${mark.colour}" stroke-width="${mark.width}"${mark.dash ? ` stroke-dasharray="${mark.dash}"` : ''} stroke-linejoin="round"/>`;
      case 'area':
        return `<path d="${path(mark.points)}Z" fill="${mark.colour}" fill-opacity="${mark.opacity}"/>`;
      case 'dot': {
        const [x, y] = mark.at.map(round);
        const { radius, colour } = mark;
        return mark.shape === 'circle'
          ? `<circle cx="${x}" cy="${y}" r="${radius}" fill="${colour}"/>`
          : `<rect x="${x - radius}" y="${y - radius}" width="${2 * radius}" height="${2 * radius}" fill="${colour}"/>`;
      }
      case 'text': {
        const [x, y] = mark.at.map(round);
        const turned = mark.rotation
          ? ` transform="rotate(${mark.rotation} ${x} ${y})"`
          : '';
        return `<text x="${x}" y="${y}" fill="${mark.colour}" font-size="${round(mark.size)}" text-anchor="${mark.anchor}"${mark.bold ? ' font-weight="600"' : ''}${turned}>${escapeXml(mark.text)}</text>`;
      }
    }
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Segoe UI', 'Liberation Sans', sans-serif" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${background}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n');
}

const escapeXml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
