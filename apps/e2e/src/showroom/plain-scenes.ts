import type { Page } from 'playwright-core';
import { scenes, type Scene } from './scenes.ts';

/**
 * Returns a scene for each page in the side bar that has none in `scenes.ts`. It shows the page in its initial state,
 * and is named after the page's title.
 * @param page any page with the side bar
 */
export async function plainScenes(page: Page): Promise<Scene[]> {
  const links = page.locator('nav.side a.nav');
  await links.first().waitFor();
  const pages = await links.evaluateAll((all) =>
    all.map((link) => ({
      path: new URL((link as HTMLAnchorElement).href).pathname,
      title: link.querySelector('.word')?.textContent ?? '',
    })),
  );
  return pages
    .filter(({ path }) => scenes.every((scene) => scene.path !== path))
    .map(({ path, title }) => ({ name: path.slice(1), caption: title, path, shows: title }));
}
