import type { Browser, Page } from 'playwright-core';
import { PAGE_PATIENCE_MS, skipFirstAdmin } from '../pages/browser.ts';
import { drawFirst, endShifts, NEXT_VIEW, recordShifts, untilFirstDrawn } from './shifts.ts';
import { QuietNetwork } from './quiet.ts';
import { asPerson } from './accounts.ts';
import type { Scene, Viewer } from './scenes.ts';
import type { Showroom } from './showroom.ts';
import { Fakes } from './fakes.ts';

/**
 * `desktop` at 150 and 200 % zoom is as wide as `zoomed` and `doubled`; `edge` is the narrowest window with a side bar;
 * `small` is the narrowest phone, and a desktop at 400 %.
 */
const sizes = {
  desktop: { width: 1280, height: 800 },
  laptop: { width: 1024, height: 768 },
  zoomed: { width: 853, height: 533 },
  tablet: { width: 768, height: 1024 },
  edge: { width: 720, height: 450 },
  doubled: { width: 640, height: 400 },
  phone: { width: 390, height: 844 },
  small: { width: 320, height: 568 },
};
export type Size = keyof typeof sizes;
export type Theme = 'light' | 'dark';

interface Tab {
  readonly page: Page;
  readonly network: QuietNetwork;
  readonly fakes: Fakes;
  /** Whether a scene may take the document of the one before. */
  isReusable: boolean;
}

/** Where scenes are put up for one viewer: a browser of one size in which nothing moves. A scene takes the tab of the one before: a new tab costs three times as much. */
export class Stage {
  readonly #tab: Tab;
  readonly #showroom: Showroom;
  readonly #size: Size;
  readonly #viewer: Viewer;

  private constructor(tab: Tab, showroom: Showroom, size: Size, viewer: Viewer) {
    this.#tab = tab;
    this.#showroom = showroom;
    this.#size = size;
    this.#viewer = viewer;
  }

  static async open(browser: Browser, showroom: Showroom, size: Size, viewer: Viewer): Promise<Stage> {
    const tab = await openTab(browser, size);
    if (viewer === 'person') await listAllJobs(tab.page);
    // Once, as a person does.
    if (viewer !== 'anonymous') await tab.page.goto(showroom.lab.system.link);
    return new Stage(tab, showroom, size, viewer);
  }

  /** Loads a scene, in the light theme. Its page shows the next scene afterwards. @param size that of the stage by default */
  show(scene: Scene, size = this.#size): Promise<Page> {
    return this.#putUp(scene, size, (page, url) => page.goto(url));
  }

  /** Goes to a scene from the one before by the page's router, as a link does, where that is enough: a load costs as much as all that is looked at. */
  goTo(scene: Scene, size = this.#size): Promise<Page> {
    const { isReusable } = this.#tab;
    return this.#putUp(scene, size, isReusable && !this.#isApart(scene) ? route : (page, url) => page.goto(url));
  }

  async #putUp(scene: Scene, size: Size, open: (page: Page, url: string) => Promise<unknown>): Promise<Page> {
    const tab = this.#tab;
    const { page, network, fakes } = tab;
    tab.isReusable = false;
    await page.setViewportSize(sizes[size]);
    await fakes.clear();
    await page.mouse.move(0, 0);
    await page.emulateMedia({ colorScheme: 'light' });
    await scene.before?.(fakes);
    if (this.#viewer === 'person') asPerson(fakes);
    await fakes.place();
    const path = typeof scene.path === 'string' ? scene.path : scene.path(this.#showroom);
    await open(page, this.#showroom.lab.system.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await untilFirstDrawn(page);
    network.begin();
    if (scene.then) {
      // A jump that comes later would be seen in some runs only.
      await network.settled();
      await endShifts(page);
      await scene.then(page);
    }
    await untilShown(page, scene);
    await network.settled();
    await scene.about?.(page).evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    tab.isReusable = !this.#isApart(scene);
    return page;
  }

  /** The pages without a session have no router. */
  readonly #isApart = ({ isolated }: Scene): boolean => Boolean(isolated) || this.#viewer === 'anonymous';
}

/**
 * Waits for the text of a scene. Loads the page once more if it does not come, and prints what was there instead: the
 * form of a copied job once stayed without its note in a whole test run, and what came in between is not known.
 */
async function untilShown(page: Page, { name, shows, then }: Scene): Promise<void> {
  const shown = (timeout?: number) => page.getByText(shows).filter({ visible: true }).first().waitFor({ timeout });
  try {
    await shown(PAGE_PATIENCE_MS / 4);
  } catch (error) {
    const text = await page.evaluate(() => document.body.innerText);
    process.stderr.write(`The scene ${name} does not show ${String(shows)} at ${page.url()}, but:\n${text}\n`);
    if (then) throw error;
    await page.reload();
    await shown();
  }
}

/** Leads a document to another address, from a page that nothing is kept of. */
async function route(page: Page, url: string): Promise<void> {
  const goTo = (address: string) =>
    page.evaluate(
      ([next, nextView]) => {
        window.dispatchEvent(new Event(nextView));
        history.pushState(null, '', next);
        window.dispatchEvent(new PopStateEvent('popstate'));
      },
      [address, NEXT_VIEW] as const,
    );
  const between = page.getByRole('heading', { level: 1, name: 'There is no such page' });
  await goTo('/nowhere');
  await between.waitFor();
  await goTo(url);
  await between.waitFor({ state: 'detached' });
}

/** Makes the window of a page another size, and waits until the page is drawn in it. */
export async function resize(page: Page, size: Size): Promise<void> {
  await endShifts(page);
  await page.setViewportSize(sizes[size]);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Lets the list begin with the jobs of all: on the server, a person of fakes has none. */
const listAllJobs = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    if (window.origin !== 'null') localStorage.setItem('reprise.settings', '{"jobs":"all"}');
  });

/** Opens a tab in a context of its own, which shares no login with others. */
async function openTab(browser: Browser, size: Size): Promise<Tab> {
  const options = { viewport: sizes[size], reducedMotion: 'reduce', hasTouch: sizes[size].width < 720 } as const;
  const context = await browser.newContext(options);
  await skipFirstAdmin(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PAGE_PATIENCE_MS);
  await recordShifts(page);
  const fakes = await Fakes.of(page);
  await drawFirst(page);
  return { page, network: new QuietNetwork(page), fakes, isReusable: false };
}
