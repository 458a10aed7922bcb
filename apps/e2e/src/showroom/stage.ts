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
  /** Whether a scene may reuse the document of the previous one. */
  isReusable: boolean;
}

/**
 * Shows scenes to one viewer: a browser of one size without animations. A scene reuses the tab of the previous one,
 * because a new tab costs three times as much.
 */
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
    // Once, like a person.
    if (viewer !== 'anonymous') await tab.page.goto(showroom.lab.system.link);
    return new Stage(tab, showroom, size, viewer);
  }

  /**
   * Loads a scene in the light theme. The page is reused for the next scene.
   * @param size defaults to the size of the stage
   */
  show(scene: Scene, size = this.#size): Promise<Page> {
    return this.#putUp(scene, size, (page, url) => page.goto(url));
  }

  /**
   * Goes from the previous scene to the next with the page's router, as a link does, if possible, because loading costs
   * as much as all checks.
   */
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
      // A later shift would only be seen in some runs.
      await network.settled();
      await endShifts(page);
      await act(page, scene.name, scene.then);
    }
    await untilShown(page, scene);
    await network.settled();
    await scene.about?.(page).evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    tab.isReusable = !this.#isApart(scene);
    return page;
  }

  /** Pages without a session have no router. */
  readonly #isApart = ({ isolated }: Scene): boolean => Boolean(isolated) || this.#viewer === 'anonymous';
}

/**
 * Waits for the text of a scene. If it does not appear, prints the text of the page and reloads it once: once, in a
 * full test run, the form of a copied job never showed its note, for an unknown reason.
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

/**
 * Does the user actions of a scene. If they fail, prints the text of the page, reloads it and does them once more: once,
 * in a full test run, the form of a new job never showed its advanced part, for an unknown reason.
 */
async function act(page: Page, name: string, then: NonNullable<Scene['then']>): Promise<void> {
  try {
    await then(page);
  } catch (error) {
    const text = await page.evaluate(() => document.body.innerText);
    process.stderr.write(`In the scene ${name}, ${String(error)}. ${page.url()} shows:\n${text}\n`);
    await page.reload();
    await untilFirstDrawn(page);
    await endShifts(page);
    await then(page);
  }
}

/** Navigates a document to another address, from a page that is not kept. */
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

/** Resizes the window of a page, and waits until the page is redrawn. */
export async function resize(page: Page, size: Size): Promise<void> {
  await endShifts(page);
  await page.setViewportSize(sizes[size]);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Shows everyone's jobs in the list first, because a faked user has none on the server. */
const listAllJobs = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    if (window.origin !== 'null') localStorage.setItem('reprise.settings', '{"jobs":"all"}');
  });

/** Opens a tab in a separate context, which shares no login with others. */
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
