/**
 * `npm run first-view`: loads the jobs page of a separate Reprise instance in a fresh browser (cold) and in one with
 * cached files (warm), and prints the largest contentful paint and the compressed bytes. Median of seven.
 */
import { ensureBuilt, thisMachine } from '@reprise/setup';
import { openBrowser, skipFirstAdmin } from '../pages/browser.ts';
import { largestPaint, weightOf } from '../pages/first-view.ts';
import { startSimulated } from '../showroom/showroom.ts';
import { exome } from '../showroom/exome.ts';

const TIMES = 7;
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

await ensureBuilt(thisMachine(), console.log);
const lab = await startSimulated();
const browser = await openBrowser();
try {
  for (let n = 0; n < 30; n++)
    await lab.api.submit({
      pipeline: 'simulated-exome',
      sample_name: `PAT-${String(n)}`,
      params: { simulation: exome() },
    });
  await lab.cancelAll();
  const signIn = await browser.newContext();
  await skipFirstAdmin(signIn);
  const first = await signIn.newPage();
  await first.goto(lab.system.link);
  await first.getByRole('row', { name: /PAT-29/ }).waitFor();
  const cookies = await signIn.cookies();
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let n = 0; n < TIMES; n++) {
    const fresh = await browser.newContext();
    await skipFirstAdmin(fresh);
    await fresh.addCookies(cookies);
    const page = await fresh.newPage();
    for (const times of [cold, warm]) {
      await page.goto(`${lab.system.url}/jobs`);
      await page.getByRole('row', { name: /PAT-29/ }).waitFor();
      times.push(await largestPaint(page));
      if (times === cold && n === 0) console.log(await weightOf(page));
    }
    await fresh.close();
  }
  console.log({ coldMs: Math.round(median(cold)), warmMs: Math.round(median(warm)), cold, warm });
} finally {
  await browser.close();
  await lab.stop();
}
