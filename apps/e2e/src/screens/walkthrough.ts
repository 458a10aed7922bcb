import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, thisMachine } from '@reprise/setup';
import { ExomeWalk, reads } from '../exome/exome-walk.ts';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { smallerPng } from './smaller-png.ts';

/** `npm run screens:walkthrough`: retakes the pictures of docs/walkthrough.md with a real exome. */
const folder = join(import.meta.dirname, '../../../../docs/walkthrough');
const SAMPLE = 'PAT-0417';

await ensureBuilt(thisMachine(), console.log);
mkdirSync(folder, { recursive: true });
const [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
try {
  const { page } = await openPage(browser, lab.system.link);
  const walk = new ExomeWalk(page, async (picture) => {
    await page.evaluate(() => document.fonts.ready);
    const png = smallerPng(await page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' }));
    writeFileSync(join(folder, `${picture}.png`), png);
    console.log(`${picture}.png, ${String(Math.round(png.length / 1024))} KiB`);
  });
  await walk.signsIn();
  const samples = await walk.opensSamples();
  await samples.choose(...reads);
  await walk.uses(samples, SAMPLE);
  await walk.submits();
  await walk.watches();
  await walk.looksAtQuality();
  await walk.looksAtReads();
  await walk.returns(SAMPLE);
  const variants = await walk.judges();
  await variants.record('Uncertain significance', 'one functional study, not replicated');
  await walk.signs(variants);
  await walk.readsReport();
  await walk.returns(SAMPLE);
  await walk.looksAtAudit();
} finally {
  await browser.close();
  await lab.stop();
}
