import { settled } from '@reprise/web/testing/settled.ts';
import { GenomeBrowser, type Opened } from './genome-browser.ts';
import type { Igv } from './load-igv.ts';

describe('the genome browser', () => {
  /** The relevant part of igv.js: its own root in the element, which resets the page's colours. */
  const igv = {
    createBrowser: (place: HTMLElement) => {
      const container = document.createElement('div');
      container.className = 'igv-container';
      const slider = document.createElement('input');
      slider.type = 'range';
      const zoom = document.createElement('div');
      zoom.className = 'igv-zoom-widget-900';
      zoom.append(slider);
      container.append(zoom);
      place.attachShadow({ mode: 'open' }).append(container);
      return Promise.resolve({ on: () => undefined, currentLoci: () => [], search: () => undefined });
    },
  } as unknown as Igv;

  const opened = { reference: {}, tracks: [], locus: undefined } as unknown as Opened;
  const browserOf = (made: Igv) => {
    const ignored = () => undefined;
    return new GenomeBrowser(null, ignored, ignored, () => Promise.resolve(made));
  };

  /** igv.js whose browsers are created when `make` is called, in the given order. */
  const slowIgv = () => {
    const waiting: (() => void)[] = [];
    const [made, removed] = [[] as number[], [] as number[]];
    const late = {
      createBrowser: () => {
        const number = waiting.length;
        const browser = { number, on: () => undefined, currentLoci: () => [], search: () => undefined };
        return new Promise((resolve) => waiting.push(() => (made.push(number), resolve(browser))));
      },
      removeBrowser: ({ number }: { number: number }) => removed.push(number),
    } as unknown as Igv;
    return { igv: late, make: (number: number) => waiting[number]!(), made, removed };
  };

  it.each([
    ['the first one made first', [0, 1]],
    ['the first one made last', [1, 0]],
  ])('draws only the last opened of two: %s', async (_, order) => {
    const slow = slowIgv();
    const browser = browserOf(slow.igv);
    const place = document.createElement('div');
    const first = browser.open(place, opened);
    await settled();
    const second = browser.open(place, opened);
    await settled();
    for (const number of order) slow.make(number);
    await Promise.all([first, second]);
    expect([slow.made, slow.removed]).toEqual([order, [0]]);
    browser.close();
    expect(slow.removed).toEqual([0, 1]);
  });

  it('leaves nothing if the page was left before it was drawn', async () => {
    const slow = slowIgv();
    const browser = browserOf(slow.igv);
    const opening = browser.open(document.createElement('div'), opened);
    await settled();
    browser.close();
    slow.make(0);
    await opening;
    expect(slow.removed).toEqual([0]);
  });

  it.each([
    ['a region of the reference', '20:10-20', ['20:10-20'], undefined, true],
    ['a gene', 'PRNP', ['20:4,680,180-4,680,500'], true, true],
    ['neither', 'nowhere', ['20:1-5,000,000'], false, false],
    ['a region of another reference', '21:10-20', ['20:1-5,000,000'], false, false],
  ])('reports whether it found a place: %s', async (_, locus, shown, found, says) => {
    const browser = { on: () => undefined, currentLoci: () => shown, search: () => Promise.resolve(found) };
    const made = { createBrowser: () => Promise.resolve(browser) } as unknown as Igv;
    expect(await browserOf(made).open(document.createElement('div'), { ...opened, locus })).toBe(says);
  });

  it('reports a search without a result instead of the box of igv.js', async () => {
    const search = (text: string) => Promise.resolve(text === 'PRNP');
    const drawn = { on: () => undefined, currentLoci: () => [], search };
    const made = { createBrowser: () => Promise.resolve(drawn) } as unknown as Igv;
    const found: [string, boolean][] = [];
    const searched = (...each: [string, boolean]) => void found.push(each);
    await new GenomeBrowser(
      null,
      () => undefined,
      searched,
      () => Promise.resolve(made),
    ).open(document.createElement('div'), opened);
    // igv.js opens its box if the result is false.
    expect([await drawn.search('BRCA1'), await drawn.search('PRNP')]).toEqual([true, true]);
    expect(found).toEqual([
      ['BRCA1', false],
      ['PRNP', true],
    ]);
  });

  it('labels the slider of igv.js', async () => {
    const place = document.createElement('div');
    await browserOf(igv).open(place, opened);
    expect(place.shadowRoot?.querySelector('input')?.getAttribute('aria-label')).toBe('Zoom');
  });

  it('writes black text on the white of igv.js in dark mode too', async () => {
    const place = document.createElement('div');
    await browserOf(igv).open(place, opened);
    expect(place.shadowRoot?.querySelector<HTMLElement>('.igv-container')?.style.colorScheme).toBe('light');
  });
});
