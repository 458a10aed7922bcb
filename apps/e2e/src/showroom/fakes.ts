import type { Disposable, Page } from 'playwright-core';

interface Fake {
  readonly path: RegExp;
  /** Changes the server's response; undefined if the server is not called. */
  readonly change?: (body: Record<string, unknown>) => object;
  /** Response without calling the server; undefined for none at all. */
  readonly json?: object;
  readonly status?: number;
}

/** How the page's fetch treats a request. */
type Treatment = 'change' | 'give' | 'never';
type Treatments = readonly (readonly [source: string, Treatment])[];

/**
 * Responses that a tab gets instead of the server's. The page's `fetch` is replaced, because Playwright's routes
 * disable the browser's cache, and a page then takes twice as much processor time to load.
 */
export class Fakes {
  readonly #page: Page;
  #all: readonly Fake[] = [];
  #routed = false;
  #script: Disposable | undefined;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async of(page: Page): Promise<Fakes> {
    const fakes = new Fakes(page);
    await page.exposeFunction('fake', (n: number, body: Record<string, unknown>) => {
      const { change, json, status } = fakes.#all[n]!;
      return { json: change ? change(body) : json, status };
    });
    return fakes;
  }

  /**
   * Puts the responses into the current document and into each document that the tab loads later. A document cannot
   * request them itself, because Playwright drops calls from a document whose execution context it does not know yet.
   */
  async place(): Promise<void> {
    const treatments = this.#all.map((each) => [each.path.source, treatment(each)] as const);
    await this.#script?.dispose();
    this.#script = await this.#page.addInitScript(replaceFetch, treatments);
    await this.#page.evaluate(replaceFetch, treatments);
  }

  /** Changes a JSON response of the server. @param status that of the server by default */
  readonly change = (path: RegExp, change: (body: Record<string, unknown>) => object, status?: number): void => {
    this.#all = [...this.#all, { path, change, status }];
  };

  /** Responds without calling the server. */
  readonly give = (path: RegExp, json: object): void => {
    this.#all = [...this.#all, { path, json, status: 200 }];
  };

  readonly neverAnswer = (path: RegExp): void => {
    this.#all = [...this.#all, { path }];
  };

  /** Aborts each request to this path, and each stream from it. */
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
function replaceFetch(treatments: Treatments): void {
  interface Faked {
    fakeTreatments?: Treatments;
    fake: (n: number, body: unknown) => Promise<{ json: object; status?: number }>;
  }
  const faked = window as unknown as Faked;
  const isReplaced = faked.fakeTreatments !== undefined;
  faked.fakeTreatments = treatments;
  if (isReplaced) return;
  const original = window.fetch;
  window.fetch = async (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    const all = faked.fakeTreatments ?? [];
    const n = all.findIndex(([source]) => new RegExp(source).test(url));
    const how = all[n]?.[1];
    if (how === undefined) return original(resource, options);
    if (how === 'never') return new Promise(() => undefined);
    const response = how === 'change' ? await original(resource, options) : undefined;
    const headers = response?.headers ?? new Headers({ 'content-type': 'application/json' });
    if (response && !headers.get('content-type')?.includes('json')) return response;
    const { json, status = response?.status } = await faked.fake(n, await response?.json());
    return new Response(JSON.stringify(json), { status, headers });
  };
}
