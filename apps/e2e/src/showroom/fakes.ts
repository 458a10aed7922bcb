import type { Page } from 'playwright-core';
import { NEXT_VIEW } from './shifts.ts';

interface Fake {
  readonly path: RegExp;
  /** Changes the server's response; undefined if the server is not called. */
  readonly change?: (body: Record<string, unknown>) => object;
  /** Response without calling the server; undefined for none at all. */
  readonly json?: object;
  readonly status?: number;
}

/** How the page's fetch is to treat a request. */
type Treatment = 'change' | 'give' | 'never';

/**
 * Answers that a tab gets in the server's place. They are put into the page's own `fetch`: Playwright's routes turn off the
 * browser's cache, with which a page takes twice the processor time to load.
 */
export class Fakes {
  readonly #page: Page;
  #all: readonly Fake[] = [];
  #routed = false;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async of(page: Page): Promise<Fakes> {
    const fakes = new Fakes(page);
    await page.exposeFunction('fakePaths', () => fakes.#all.map((each) => [each.path.source, treatment(each)]));
    await page.exposeFunction('fake', (n: number, body: Record<string, unknown>) => {
      const { change, json, status } = fakes.#all[n]!;
      return { json: change ? change(body) : json, status };
    });
    await page.addInitScript(replaceFetch, NEXT_VIEW);
    return fakes;
  }

  /** Changes an answer of the server that is JSON. @param status that of the server by default */
  readonly change = (path: RegExp, change: (body: Record<string, unknown>) => object, status?: number): void => {
    this.#all = [...this.#all, { path, change, status }];
  };

  /** Answers without asking the server. */
  readonly give = (path: RegExp, json: object): void => {
    this.#all = [...this.#all, { path, json, status: 200 }];
  };

  readonly neverAnswer = (path: RegExp): void => {
    this.#all = [...this.#all, { path }];
  };

  /** Breaks off each request to it, and each stream from it. */
  async lose(path: string): Promise<void> {
    this.#routed = true;
    await this.#page.route(path, (route) => route.abort());
  }

  async clear(): Promise<void> {
    this.#all = [];
    if (this.#routed) await this.#page.unrouteAll({ behavior: 'ignoreErrors' });
    this.#routed = false;
  }
}

function treatment({ change, json }: Fake): Treatment {
  if (change) return 'change';
  return json ? 'give' : 'never';
}

/** Runs in the page. */
function replaceFetch(nextView: string): void {
  interface Told {
    fakePaths: () => Promise<readonly (readonly [source: string, Treatment])[]>;
    fake: (n: number, body: unknown) => Promise<{ json: object; status?: number }>;
  }
  const told = window as unknown as Told;
  let paths = told.fakePaths();
  window.addEventListener(nextView, () => {
    paths = told.fakePaths();
  });
  const answered = window.fetch;
  window.fetch = async (asked, options) => {
    const url = asked instanceof Request ? asked.url : String(asked);
    const all = await paths;
    const n = all.findIndex(([source]) => new RegExp(source).test(url));
    const how = all[n]?.[1];
    if (how === undefined) return answered(asked, options);
    if (how === 'never') return new Promise(() => undefined);
    const response = how === 'change' ? await answered(asked, options) : undefined;
    const headers = response?.headers ?? new Headers({ 'content-type': 'application/json' });
    if (response && !headers.get('content-type')?.includes('json')) return response;
    const { json, status = response?.status } = await told.fake(n, await response?.json());
    return new Response(JSON.stringify(json), { status, headers });
  };
}
