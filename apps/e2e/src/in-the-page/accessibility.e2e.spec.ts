import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../pages/browser.ts';
import { Contrast } from '../showroom/contrast.ts';
import { layoutFindings } from '../showroom/layout.ts';
import { scenes, type Scene } from '../showroom/scenes.ts';
import { Showroom } from '../showroom/showroom.ts';
import { resize, Stage, type Size } from '../showroom/stage.ts';

/** Minified: each scene's page compiles it anew. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Selector of the bars around every view. */
const AROUND = 'nav.side, header.topbar, nav.tabbar';
/** Scenes in which axe looks at that too: of the server's owner and of a person, with a banner, with nothing else. */
const WITH_AROUND = [
  'jobs',
  'jobs-columns',
  'account',
  'tokens',
  'jobs-no-runner',
  'jobs-behind',
  'runners',
  'not-found',
];

/** All rules but the one that axe takes longest for, which `Contrast` looks at. */
const ALL_BUT_CONTRAST: RunOptions = { rules: { 'color-contrast': { enabled: false } } };

/**
 * The violations that axe finds in a page with axe in it, each as `impact rule: element`.
 * @param exclude selectors of what it leaves out
 * @param rules those that it applies, all by default
 */
async function findings(page: Page, exclude: string[] = [], rules: RunOptions = {}): Promise<string[]> {
  // Without its copies of the style sheets, which only an experimental rule reads, axe takes half the time.
  const preload = { assets: ['media'] };
  const options: RunOptions = { resultTypes: ['violations'], preload, ...rules };
  const { violations } = await page.evaluate(
    ([context, given]): Promise<AxeResults> => (window as unknown as { axe: typeof axe }).axe.run(context, given),
    [{ exclude }, options] as const,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
  );
}

/**
 * Orders of sizes in which scenes are looked at, by turns: each theme is seen wide in half of the scenes, narrow in the
 * others. A scene is loaded in the first: loading costs as much as all that is looked at. The sizes between differ from
 * their neighbours in width only.
 */
const orders: readonly (readonly [Size, Size, Size, Size])[] = [
  ['desktop', 'zoomed', 'small', 'phone'],
  ['phone', 'small', 'zoomed', 'desktop'],
];

describe('to axe and to the eye', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Stage[];
  const contrast = new Contrast();
  /** Findings in each scene, by its name. */
  const found = new Map<string, Promise<string[]>>();
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    stages = await Promise.all(orders.map(([size]) => Stage.open(browser, showroom, size)));
    // Two windows, each with every other scene: one loads while the other is looked at.
    stages.forEach((stage, turn) => {
      let before: Promise<unknown> = Promise.resolve();
      for (const scene of scenes.filter((_, index) => index % stages.length === turn)) {
        const looked = before.then(() => lookAt(stage, scene, orders[turn]!, contrast));
        before = looked.catch(() => undefined);
        found.set(scene.name, looked);
        // It is awaited by its test.
        looked.catch(() => undefined);
      }
    });
  }, 600_000);
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  it.each(scenes.map(({ name }) => name))(
    'the scene %s is in order, light and dark, and in view from 320 px up',
    async (name) => {
      expect(await found.get(name)).toEqual([]);
    },
  );

  it('a button without a name and text that is hard to read are not', async () => {
    const page = await stages[0]!.show(scenes.find(({ name }) => name === 'not-found')!);
    await page.evaluate(() => {
      const text = document.createElement('p');
      text.append('Hard to read');
      // Written as HTML, the page's CSP would take no style.
      Object.assign(text.style, { color: '#999', background: '#fff' });
      document.querySelector('main')!.prepend(document.createElement('button'), text);
    });
    await page.evaluate(axeSource);
    const rules = (await findings(page)).map((finding) => finding.split(':')[0]);
    expect(rules.toSorted()).toEqual(['critical button-name', 'serious color-contrast']);
    expect(await contrast.findings(page, [])).toEqual([expect.stringContaining('serious color-contrast')]);
  });
});

/** Looks at a scene in four sizes: with all rules of axe in the first, as loaded in the light theme, and at its contrast in the last, in the dark one. */
async function lookAt(
  stage: Stage,
  scene: Scene,
  [first, ...others]: readonly [Size, Size, Size, Size],
  contrast: Contrast,
) {
  const page = await stage.goTo(scene, first);
  const known = [scene.repeats, WITH_AROUND.includes(scene.name) ? undefined : AROUND].filter(isText);
  const found = await layoutFindings(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  found.push(...(await findings(page, known, ALL_BUT_CONTRAST)), ...(await contrast.findings(page, known)));
  for (const size of others) {
    await resize(page, size);
    found.push(...(await layoutFindings(page)));
  }
  // Only the colours change with the theme.
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...found, ...(await contrast.findings(page, known))];
}

const isText = (each: string | undefined): each is string => each !== undefined;
