import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './pages/browser.ts';
import { scenes, type Scene } from './showroom/scenes.ts';
import { Showroom } from './showroom/showroom.ts';
import { sizes, Stage } from './showroom/stage.ts';

/** What axe finds, each as `impact rule: what`. @param rules all without */
async function findings(page: Page, rules: string[] = []): Promise<string[]> {
  // Legacy mode looks at one frame, and there is no other; the other mode opens a second page for each look.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe).analyze();
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
      const text = document.createElement('p');
      text.append('Hard to read');
      // Written as HTML, the page's CSP would take no style.
      Object.assign(text.style, { color: '#999', background: '#fff' });
      document.querySelector('main')!.prepend(document.createElement('button'), text);
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
  const dark = await findings(page, ['color-contrast', 'link-in-text-block']);
  await page.close();
  return [...light, ...dark];
}
