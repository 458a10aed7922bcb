import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { ensureBuilt, thisMachine } from '@reprise/setup';
import { openBrowser } from '../pages/browser.ts';
import { plainScenes } from '../showroom/plain-scenes.ts';
import { scenes as ownScenes, type Scene } from '../showroom/scenes.ts';
import { Showroom } from '../showroom/showroom.ts';
import { Stage, type Theme } from '../showroom/stage.ts';
import { gallery } from './gallery.ts';
import { pictures, type Shot } from './pictures.ts';
import { smallerPng } from './smaller-png.ts';

/**
 * `npm run screens [-- a scene ...]`: takes pictures of every scene for `dist/screens`, and of some scenes for the
 * documentation.
 */
const root = join(import.meta.dirname, '../../../..');
const [all, shown] = [join(root, 'dist/screens'), join(root, 'docs/screens')];
const MOST_BYTES = 150 * 1024;
const shots: readonly { size: 'desktop' | 'phone'; theme: Theme; shot: Shot }[] = [
  { size: 'desktop', theme: 'light', shot: 'light' },
  { size: 'desktop', theme: 'dark', shot: 'dark' },
  { size: 'phone', theme: 'light', shot: 'phone' },
];

const { positionals } = parseArgs({ allowPositionals: true });
mkdirSync(all, { recursive: true });
await ensureBuilt(thisMachine(), console.log);
const [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
const scenes = [...ownScenes];
try {
  scenes.push(...(await plainScenes(await jobsPage())));
  const asked = scenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  if (asked.length === 0) throw new Error(`There are ${scenes.map(({ name }) => name).join(', ')}`);
  for (const size of ['desktop', 'phone'] as const) {
    for (const viewer of ['anonymous', 'owner', 'person'] as const) {
      const stage = await Stage.open(browser, showroom, size, viewer);
      for (const scene of asked.filter((each) => (each.viewer ?? 'owner') === viewer)) await take(stage, size, scene);
    }
  }
} finally {
  await browser.close();
  await showroom.close();
}
writeFileSync(join(shown, 'README.md'), gallery(scenes));

async function jobsPage(): Promise<Page> {
  const stage = await Stage.open(browser, showroom, 'desktop', 'owner');
  return stage.show(ownScenes.find(({ name }) => name === 'jobs')!);
}

async function take(stage: Stage, size: 'desktop' | 'phone', scene: Scene): Promise<void> {
  const page = await stage.show(scene);
  await page.evaluate(() => document.fonts.ready);
  for (const { theme, shot } of shots.filter((each) => each.size === size)) {
    await page.emulateMedia({ colorScheme: theme });
    const name = `${scene.name}-${shot}.png`;
    const png = smallerPng(await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' }));
    writeFileSync(join(all, name), png);
    if (!pictures.some((each) => each[0] === scene.name && each[1] === shot)) continue;
    writeFileSync(join(shown, name), png);
    const { length: bytes } = png;
    console.log(`${name}, ${String(Math.round(bytes / 1024))} KiB`);
    if (bytes > MOST_BYTES) console.error('  is large for a repository');
  }
}
