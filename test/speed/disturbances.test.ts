import { describe, expect, it } from 'vitest';
import { Disturbances } from '../../src/speed/disturbances.ts';

describe('what makes a round void', () => {
  it('is a page that was hidden, also where it is shown again', () => {
    const disturbances = new Disturbances();
    expect(disturbances.take()).toBeNull();
    disturbances.noteVisibility(true);
    disturbances.noteVisibility(false);
    expect(disturbances.take()).toContain('hidden');
    expect(disturbances.take()).toBeNull();
  });

  it('is a page that is still hidden, which is waited for', async () => {
    const disturbances = new Disturbances();
    disturbances.noteVisibility(true);
    expect(disturbances.take()).toContain('hidden');
    expect(disturbances.take()).toContain('hidden');
    let shown = false;
    const waiting = disturbances.untilVisible().then(() => (shown = true));
    await Promise.resolve();
    expect(shown).toBe(false);
    disturbances.noteVisibility(false);
    await waiting;
    expect(shown).toBe(true);
    await disturbances.untilVisible();
  });

  it('is a machine that slept between two rounds', () => {
    let time = 0;
    const disturbances = new Disturbances(() => time);
    disturbances.pauseBegins();
    time += 20;
    disturbances.pauseEnds();
    expect(disturbances.take()).toBeNull();
    disturbances.pauseBegins();
    time += 60_000;
    disturbances.pauseEnds();
    expect(disturbances.take()).toContain('stood still');
  });
});
