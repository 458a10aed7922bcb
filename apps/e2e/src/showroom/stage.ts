import type { Browser, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS, skipFirstAdmin } from '../pages/browser.ts';
import { drawFirst, endShifts, recordShifts } from './layout.ts';
import { QuietNetwork } from './quiet.ts';
import type { Scene } from './scenes.ts';
import type { Showroom } from './showroom.ts';
import { StandIns } from './stand-ins.ts';

/** `zoomed`: a desktop at 150 %; `small`: the narrowest phone, and a desktop at 400 %. */
const sizes = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
  zoomed: { width: 853, height: 533 },
  small: { width: 320, height: 568 },
};
export type Size = keyof typeof sizes;
export type Theme = 'light' | 'dark';

interface Tab {
  readonly page: Page;
  readonly network: QuietNetwork;
  readonly standIns: StandIns;
}

/** Where scenes are put up: a browser of one size in which nothing moves. A scene takes the tab of the one before: a new tab costs three times as much. */
export class Stage {
  readonly #signedIn: Tab;
  readonly #signedOut: Tab;
  readonly #showroom: Showroom;
  readonly #size: Size;

  private constructor(signedIn: Tab, signedOut: Tab, showroom: Showroom, size: Size) {
    this.#signedIn = signedIn;
    this.#signedOut = signedOut;
    this.#showroom = showroom;
    this.#size = size;
  }

  static async open(browser: Browser, showroom: Showroom, size: Size): Promise<Stage> {
    const [signedIn, signedOut] = await Promise.all([openTab(browser, size), openTab(browser, size)]);
    // Once, as a person does.
    await signedIn.page.goto(showroom.lab.system.link);
    return new Stage(signedIn, signedOut, showroom, size);
  }

  /** Puts a scene up, in the light theme. Its page shows the next scene afterwards. @param size that of the stage by default */
  async show(scene: Scene, size = this.#size): Promise<Page> {
    const { page, network, standIns } = scene.signedOut ? this.#signedOut : this.#signedIn;
    await page.setViewportSize(sizes[size]);
    await standIns.clear();
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme: 'light' });
    await scene.before?.(standIns);
    const path = typeof scene.path === 'string' ? scene.path : scene.path(this.#showroom);
    await page.goto(this.#showroom.lab.system.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    if (scene.then) {
      // A jump that comes later would be seen in some runs only.
      await network.settled();
      await endShifts(page);
      await scene.then(page);
    }
    await page.getByText(scene.shows).filter({ visible: true }).first().waitFor();
    await network.settled();
    await scene.about?.(page).evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    return page;
  }
}

/** Makes the window of a page another size, and waits until the page is drawn in it. */
export async function resize(page: Page, size: Size): Promise<void> {
  await endShifts(page);
  await page.setViewportSize(sizes[size]);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Opens a tab in a context of its own, which shares no login with others. */
async function openTab(browser: Browser, size: Size): Promise<Tab> {
  const options = { viewport: sizes[size], reducedMotion: 'reduce', hasTouch: sizes[size].width < 720 } as const;
  const context = await browser.newContext(options);
  await skipFirstAdmin(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await recordShifts(page);
  const standIns = await StandIns.of(page);
  await drawFirst(page);
  return { page, network: new QuietNetwork(page), standIns };
}
