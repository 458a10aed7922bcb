import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './pages/browser.ts';
import { scenes, type Scene } from './showroom/scenes.ts';
import { Showroom } from './showroom/showroom.ts';
import { sizes, Stage } from './showroom/stage.ts';

/** What axe finds, each as `impact rule: what`. @param tags of the rules; all without */
async function findings(page: Page, tags: string[] = []): Promise<string[]> {
  // Legacy mode looks at one frame, and there is no other; the other mode opens a second page for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (tags.length > 0 ? axe.withTags(tags) : axe).analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
  );
}

describe('to axe', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Stage[];
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    stages = await Promise.all(
      (Object.keys(sizes) as (keyof typeof sizes)[]).map((size) => Stage.open(browser, showroom, size)),
    );
  });
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  it.each(scenes)('the scene $name is in order, light and dark, on a desk and on a phone', async (scene) => {
    const found = await Promise.all(stages.map((stage) => inBothThemes(stage, scene)));
    expect(found.flat()).toEqual([]);
  });

  it('a button without a name and text that is hard to read are not', async () => {
    const page = await stages[0]!.show(scenes.find(({ name }) => name === 'not-found')!);
    await page.evaluate(() => {
      const planted = '<button type="button"></button><p style="color: #999; background: #fff">Hard to read</p>';
      document.querySelector('main')!.insertAdjacentHTML('beforeend', planted);
    });
    const rules = (await findings(page)).map((finding) => finding.split(':')[0]);
    expect(rules.toSorted()).toEqual(['critical button-name', 'serious color-contrast']);
    await page.close();
  });
});

async function inBothThemes(stage: Stage, scene: Scene): Promise<string[]> {
  const page = await stage.show(scene);
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only the colours change with the theme.
  const dark = await findings(page, ['cat.color']);
  await page.close();
  return [...light, ...dark];
}
