import { GenomeBrowser, type Opened } from './genome-browser.ts';
import type { Igv } from './load-igv.ts';

describe('a genome browser', () => {
  /** igv.js as far as it matters here: its own root in the element, which resets what the page says of colours. */
  const igv = {
    createBrowser: (place: HTMLElement) => {
      const container = document.createElement('div');
      container.className = 'igv-container';
      place.attachShadow({ mode: 'open' }).append(container);
      return Promise.resolve({ on: () => undefined, currentLoci: () => [] });
    },
  } as unknown as Igv;

  it('writes black on the white of igv.js in dark mode too', async () => {
    const place = document.createElement('div');
    const browser = new GenomeBrowser(
      null,
      () => undefined,
      () => Promise.resolve(igv),
    );
    await browser.open(place, { reference: {}, tracks: [], locus: undefined } as unknown as Opened);
    expect(place.shadowRoot?.querySelector<HTMLElement>('.igv-container')?.style.colorScheme).toBe('light');
  });
});
