import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { parseSpecText } from '../../src/spec/parse-spec.ts';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { URL_KEYS } from '../../src/state/url-keys.ts';
import { fillTables } from './spec-tables.ts';

const path = fileURLToPath(new URL('../../docs/spec.md', import.meta.url));
const page = await readFile(path, 'utf8');

describe('docs/spec.md', () => {
  it('has the tables of the registries; --update writes them', async () => {
    const options = { ...(await resolveConfig(path)), parser: 'markdown' };
    await expect(await format(fillTables(page), options)).toMatchFileSnapshot(path);
  });

  const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text]) => text);

  it('has examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3);
  });

  it.each(examples)('has an example that is right: %s', (text) => {
    expect(() => parseSpecText(text, 'The example')).not.toThrow();
  });

  it('has links that are right, and explains every key of a link', () => {
    const links = [...page.matchAll(/^#v=1&\S+$/gm)].map(([link]) => link);
    expect(links.length).toBeGreaterThanOrEqual(2);
    for (const link of links) expect(decodeUrl(link, ['webgpu']).problems).toEqual([]);
    for (const key of URL_KEYS) expect(page).toContain(`\`${key}\``);
  });
});
