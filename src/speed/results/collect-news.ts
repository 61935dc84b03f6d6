import type { PointEntry, SpeedNews, SpeedResult } from './speed-result.ts';

/** The result with what was told added; the same object where that changes nothing. */
export function collectNews(result: SpeedResult, news: SpeedNews): SpeedResult {
  switch (news.kind) {
    case 'progress':
      return result;
    case 'environment':
      return { ...result, environment: news.environment };
    case 'engine':
      return { ...result, engines: [...result.engines, news.engine] };
    case 'point':
      return { ...result, points: [...result.points, news.point] };
    case 'entry':
      return {
        ...result,
        points: result.points.map((point) =>
          point.value === news.value
            ? { ...point, entries: withEntry(point.entries, news.entry) }
            : point,
        ),
      };
    case 'void':
      return { ...result, voidRounds: [...result.voidRounds, news.void] };
    case 'note':
      return { ...result, notes: [...result.notes, news.note] };
    case 'complete':
      return { ...result, complete: true };
  }
}

/** The later entry of an engine takes the place of the earlier one. */
function withEntry(entries: readonly PointEntry[], entry: PointEntry): PointEntry[] {
  const at = entries.findIndex(({ engine }) => engine === entry.engine);
  return at < 0 ? [...entries, entry] : entries.with(at, entry);
}
