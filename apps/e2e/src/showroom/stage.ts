import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Lab } from '../lab.ts';
import { requestsOf } from './quiet.ts';
import type { Scene } from './scenes.ts';
import type { Showroom } from './showroom.ts';

export const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
export type Theme = 'light' | 'dark';

/** Where scenes are put up: a browser of one size in which nothing moves. */
export class Stage {
  readonly #context: BrowserContext;
  readonly #stranger: BrowserContext;
  readonly #showroom: Showroom;

  private constructor(context: BrowserContext, stranger: BrowserContext, showroom: Showroom) {
    this.#context = context;
    this.#stranger = stranger;
    this.#showroom = showroom;
  }

  static async open(browser: Browser, showroom: Showroom, size: keyof typeof sizes): Promise<Stage> {
    const options = { viewport: sizes[size], reducedMotion: 'reduce', hasTouch: size === 'phone' } as const;
    const [context, stranger] = await Promise.all([browser.newContext(options), browser.newContext(options)]);
    await signIn(context, showroom.lab);
    return new Stage(context, stranger, showroom);
  }

  /** Puts a scene up, in the light theme. The page is the caller's to close. */
  async show(scene: Scene): Promise<Page> {
    const page = await (scene.signedOut ? this.#stranger : this.#context).newPage();
    page.setDefaultTimeout(20_000);
    await page.emulateMedia({ colorScheme: 'light' });
    await scene.before?.(page);
    const hasAll = requestsOf(page);
    const path = typeof scene.path === 'string' ? scene.path : scene.path(this.#showroom);
    await page.goto(this.#showroom.lab.system.url + path);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await scene.then?.(page);
    await page.getByText(scene.shows).filter({ visible: true }).first().waitFor();
    if (!scene.unanswered) await hasAll();
    await scene.about?.(page).evaluate((element) => {
      element.scrollIntoView({ block: 'center' });
    });
    return page;
  }
}

/** Opens the link once, as a person does. */
async function signIn(context: BrowserContext, lab: Lab): Promise<void> {
  const page = await context.newPage();
  await page.goto(lab.system.link);
  await page.close();
}
