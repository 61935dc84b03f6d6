import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../src/spec/parse-spec.ts';
import { decodeUrl } from '../../../src/state/decode-url.ts';
import { embedCode, shareLink } from '../../../src/ui/shell/share-links.ts';

const STATE = { engine: 'auto', executor: 'auto', playing: true } as const;
const PAGE = 'https://example.org/lab/?x=1';

it('a shared link leads to the configuration, from wherever the page stands', () => {
  const spec = parseSpec({ ...DEFAULT_SPEC, batchSize: 64 });
  for (const page of [PAGE, `${PAGE}#v=1&data=spiral`, `${PAGE}#a\nb`]) {
    const { address, omitted } = shareLink({ ...STATE, spec }, page);
    expect(address.startsWith(`${PAGE}#v=1&`)).toBe(true);
    expect(omitted).toBeNull();
    const decoded = decodeUrl(new URL(address).hash, []);
    expect(decoded).toMatchObject({ spec, problems: [] });
  }
});

it('says what a link cannot hold', () => {
  const spec = parseSpec({
    ...DEFAULT_SPEC,
    data: { csv: 'houses.csv', target: 'price', task: 'classification' },
  });
  expect(shareLink({ ...STATE, spec }, PAGE).omitted).toMatch(/file/);
});

it('a frame for another page cannot break out of its attribute', () => {
  const code = embedCode('https://example.org/#v=1&hide="><script>alert(1)</script>');
  expect(code.match(/<(?!\/?iframe)/g)).toBeNull();
  expect(/^<iframe src="([^"]*)" /.exec(code)?.[1]).toBe(
    'https://example.org/#v=1&amp;hide=&quot;>&lt;script>alert(1)&lt;/script>',
  );
});
