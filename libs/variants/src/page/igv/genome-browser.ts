import type { Browser } from 'igv';
import { type Igv, loadIgv } from './load-igv.ts';
import type { Reference, Track } from './tracks.ts';

export interface Opened {
  readonly reference: Reference;
  readonly tracks: readonly Track[];
  /** A region or a gene name; if absent, the beginning of the reference. */
  readonly locus: string | undefined;
}

/** One browser of igv.js in an element of the page. */
export class GenomeBrowser {
  private igv: Igv | null = null;
  private browser: Browser | null = null;
  /** Number of the latest opening, or closing. */
  private latest = 0;

  constructor(
    private readonly nonce: string | null,
    private readonly moved: (locus: string) => void,
    /** Called after each search in the browser, with what was searched and whether it was found. */
    private readonly searched: (text: string, isFound: boolean) => void,
    private readonly load = loadIgv,
  ) {}

  /** Replaces the drawing. Returns whether the locus was found. @throws Error if a file cannot be read */
  async open(place: HTMLElement, { reference, tracks, locus }: Opened): Promise<boolean> {
    this.close();
    const opening = this.latest;
    this.igv ??= await this.load(this.nonce);
    if (opening !== this.latest) return true;
    const options = {
      reference,
      tracks,
      ...(locus ? { locus } : {}),
      // No requests to other servers: neither a list of genomes nor a search service.
      loadDefaultGenomes: false,
      search: false,
      showIdeogram: false,
    };
    // Its types do not allow `search` to be false (igv.js documentation, Browser creation).
    const browser = await this.igv.createBrowser(place, options as unknown as Parameters<Igv['createBrowser']>[1]);
    if (opening !== this.latest) {
      this.igv.removeBrowser(browser);
      return true;
    }
    this.browser = browser;
    // igv.js resets all styles in its own root, including the colour scheme, but draws on white in dark mode too.
    const container = place.shadowRoot?.querySelector<HTMLElement>('.igv-container');
    if (container) container.style.colorScheme = 'light';
    // The slider of igv.js has no name for screen readers.
    for (const slider of place.shadowRoot?.querySelectorAll('[class*="igv-zoom-widget"] input[type="range"]') ?? [])
      slider.setAttribute('aria-label', 'Zoom');
    const isFound = await isAt(browser, locus);
    this.reportSearches(browser);
    browser.on('locuschange', () => {
      const text = placeOf(browser);
      if (text) this.moved(text);
    });
    return isFound;
  }

  /** Without this, igv.js opens a box that covers the reads and stays open after the next search. */
  private reportSearches(browser: Browser): void {
    const search = browser.search.bind(browser) as unknown as Search;
    const reported: Search = async (text, ...more) => {
      this.searched(text, await search(text, ...more));
      return true;
    };
    Object.assign(browser, { search: reported });
  }

  close(): void {
    this.latest += 1;
    if (this.browser) this.igv?.removeBrowser(this.browser);
    this.browser = null;
  }
}

/** The types of igv.js do not say that `search` returns a result. */
type Search = (text: string, ...more: unknown[]) => Promise<boolean>;

/** The region that is shown: `20:4,680,180-4,680,500`. */
function placeOf(browser: Browser): string {
  const shown: unknown = browser.currentLoci();
  return Array.isArray(shown) ? shown.join(' ') : typeof shown === 'string' ? shown : '';
}

/** Whether a browser shows a locus. For an unknown locus, it shows the beginning of the reference. */
async function isAt(browser: Browser, locus: string | undefined): Promise<boolean> {
  const sequence = locus?.split(':')[0];
  if (!locus || placeOf(browser).startsWith(`${sequence}:`)) return true;
  return await (browser.search.bind(browser) as unknown as Search)(locus);
}
