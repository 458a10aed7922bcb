import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../pages/browser.ts';
import { Contrast } from '../showroom/contrast.ts';
import { layoutFindings } from '../showroom/layout.ts';
import { plainScenes } from '../showroom/plain-scenes.ts';
import { scenes, type Scene, type Viewer } from '../showroom/scenes.ts';
import { Showroom } from '../showroom/showroom.ts';
import { resize, Stage, type Size } from '../showroom/stage.ts';

/** Minified, because the page of each scene compiles it again. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Selector of the bars around every view. */
const AROUND = 'nav.side, header.topbar, nav.tabbar';
/**
 * Scenes in which axe also checks these bars. They show the bars as the server's owner and as a user see them, with a
 * banner and without other content.
 */
const WITH_AROUND = [
  'jobs',
  'jobs-columns',
  'views',
  'account',
  'tokens',
  'jobs-no-runner',
  'jobs-behind',
  'runners',
  'not-found',
];

/** All rules except axe's slowest, which `Contrast` checks. */
const ALL_BUT_CONTRAST: RunOptions = { rules: { 'color-contrast': { enabled: false } } };

/**
 * Returns the violations that axe finds in a page in which it is loaded, each as `impact rule: element`.
 * @param exclude selectors to skip
 * @param rules to apply, all by default
 */
async function findings(page: Page, exclude: string[] = [], rules: RunOptions = {}): Promise<string[]> {
  // axe takes half the time without copies of the style sheets. Only an experimental rule reads them.
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
 * Orders of sizes in which scenes are checked, alternately: each theme is checked at a wide size in half of the scenes,
 * and at a narrow one in the others. A scene is loaded in the first size, because loading costs as much as all checks.
 */
const widths: readonly Size[] = ['desktop', 'laptop', 'zoomed', 'tablet', 'edge', 'doubled', 'small', 'phone'];
const orders: readonly (readonly Size[])[] = [
  widths,
  ['phone', 'small', 'doubled', 'edge', 'tablet', 'zoomed', 'laptop', 'desktop'],
];

const seenBy = (viewer: Viewer, scene: Scene) => (scene.viewer ?? viewer) === viewer;

describe('the accessibility of the page', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Record<Viewer, Stage>;
  const contrast = new Contrast();
  /** Findings in each scene, by its name. */
  const found = new Map<string, Promise<string[]>>();
  let plain: readonly Scene[];
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    const open = (viewer: Viewer) => Stage.open(browser, showroom, 'desktop', viewer);
    const [anonymous, owner, person] = await Promise.all([open('anonymous'), open('owner'), open('person')]);
    stages = { anonymous, owner, person };
    plain = await plainScenes(await owner.show(scenes.find(({ name }) => name === 'jobs')!));
    // A scene is checked in the windows of all its viewers at once. axe only checks that of the first.
    let before: Promise<unknown> = Promise.resolve();
    [...scenes, ...plain].forEach((scene, index) => {
      const viewers = (['owner', 'person', 'anonymous'] as const).filter(
        (viewer) => seenBy(viewer, scene) && (viewer !== 'anonymous' || scene.viewer),
      );
      // Every other pair is reversed, so that both orders occur.
      if (index % 4 > 1) viewers.reverse();
      const looks = before.then(() =>
        Promise.all(
          viewers.map((viewer, n) => lookAt(stages[viewer], scene, orders[index % 2]!, n === 0 ? contrast : undefined)),
        ),
      );
      const looked = looks.then((each) => each.flatMap((findings, n) => findings.map((it) => `${viewers[n]!}: ${it}`)));
      before = looked.catch(() => undefined);
      found.set(scene.name, looked);
      // Its test awaits it.
      looked.catch(() => undefined);
    });
  }, 600_000);
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  it.each(scenes.map(({ name }) => name))(
    'has no finding in the scene %s, light and dark, from 320 px up, with and without an account',
    async (name) => {
      expect(await found.get(name)).toEqual([]);
    },
  );

  it('has no finding on pages of the side bar without their own scene', async () => {
    expect(plain.map(({ name }) => name)).toContain('storage');
    for (const { name } of plain) expect({ name, found: await found.get(name) }).toEqual({ name, found: [] });
  });

  it('has findings for a button without a name and for text that is hard to read', async () => {
    const page = await stages.owner.show(scenes.find(({ name }) => name === 'not-found')!);
    await page.evaluate(() => {
      const text = document.createElement('p');
      text.append('Hard to read');
      // Written as HTML, the style would be blocked by the page's CSP.
      Object.assign(text.style, { color: '#999', background: '#fff' });
      document.querySelector('main')!.prepend(document.createElement('button'), text);
    });
    await page.evaluate(axeSource);
    const rules = (await findings(page)).map((finding) => finding.split(':')[0]);
    expect(rules.toSorted()).toEqual(['critical button-name', 'serious color-contrast']);
    expect(await contrast.findings(page, [])).toEqual([expect.stringContaining('serious color-contrast')]);
  });
});

/**
 * Checks the layout of a scene at all sizes. At the first size, also checks all axe rules in the light theme; at the
 * last size, also checks the contrast in the dark theme.
 * @param contrast if undefined, only the layout is checked
 */
async function lookAt(stage: Stage, scene: Scene, sizes: readonly Size[], contrast?: Contrast): Promise<string[]> {
  const [first, ...others] = sizes;
  const page = await stage.goTo(scene, first);
  const known = [scene.repeats, WITH_AROUND.includes(scene.name) ? undefined : AROUND].filter(isText);
  const found = await layoutFindings(page);
  if (contrast) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
    found.push(...(await findings(page, known, ALL_BUT_CONTRAST)), ...(await contrast.findings(page, known)));
  }
  for (const size of others) {
    await resize(page, size);
    found.push(...(await layoutFindings(page)));
  }
  if (!contrast) return found;
  // The theme only affects colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...found, ...(await contrast.findings(page, known))];
}

const isText = (each: string | undefined): each is string => each !== undefined;
