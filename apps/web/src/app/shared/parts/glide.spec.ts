import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { settled } from '../../testing/settled.ts';
import { Glide } from './glide.ts';

const ROW = 40;

@Component({
  imports: [Glide],
  template: `<ol rpGlide>
    @for (row of rows(); track row) {
      <li>{{ row }}</li>
    }
    <li>
      <ul rpGlide>
        @for (row of inner(); track row) {
          <li>{{ row }}</li>
        }
      </ul>
    </li>
  </ol>`,
})
class List {
  readonly rows = signal(['b', 'c']);
  readonly inner = signal<string[]>([]);
}

describe('a list whose entries glide', () => {
  let fixture: ComponentFixture<List>;
  let resized: () => void;
  let scrolled: number;
  const frames: FrameRequestCallback[] = [];
  const element = () => fixture.nativeElement as HTMLElement;
  const transformsIn = (list: string) =>
    [...element().querySelectorAll<HTMLElement>(`${list} > li`)].map(({ style }) => style.transform);
  const transforms = () => transformsIn('ol').slice(0, -1);

  beforeEach(async () => {
    [scrolled, frames.length] = [0, 0];
    class Sizes {
      observe = () => undefined;
      unobserve = () => undefined;
      disconnect = () => undefined;
      constructor(callback: () => void) {
        resized = callback;
      }
    }
    Object.assign(globalThis, { ResizeObserver: Sizes });
    Object.assign(globalThis, { matchMedia: () => ({ matches: false }) });
    jest.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => frames.push(frame));
    jest
      .spyOn(HTMLElement.prototype, 'getBoundingClientRect')
      .mockImplementation(() => ({ top: -scrolled }) as DOMRect);
    // Places each entry below the previous ones, because the test document has no layout.
    jest.spyOn(HTMLElement.prototype, 'offsetTop', 'get').mockImplementation(function (this: HTMLElement) {
      return this.tagName === 'LI' ? ROW * [...this.parentElement!.children].indexOf(this) : 0;
    });
    fixture = TestBed.createComponent(List);
    await fixture.whenStable();
    resized();
  });

  /** Renders a frame after this many milliseconds. */
  const frame = (ms: number) => frames.splice(0).forEach((step) => step(performance.now() + ms));
  const addOnTop = async () => {
    fixture.componentInstance.rows.set(['a', 'b', 'c']);
    await fixture.whenStable();
    await settled();
  };

  it('keeps entries in place when one is inserted above them, then moves them', async () => {
    await addOnTop();
    expect(transforms()).toEqual(['', 'translateY(-40.00px)', 'translateY(-40.00px)']);
    for (let ms = 0; frames.length > 0; ms += 16) frame(ms);
    expect(transforms()).toEqual(['', '', '']);
  });

  it('continues from the current position when another entry arrives', async () => {
    await addOnTop();
    frame(10_000); // a busy browser first paints them at their old positions
    expect(transforms()).toEqual(['', 'translateY(-40.00px)', 'translateY(-40.00px)']);
    frame(10_045);
    await settled();
    fixture.componentInstance.rows.set(['z', 'a', 'b', 'c']);
    await fixture.whenStable();
    await settled();
    const [, a, b] = transforms().map((text) => Math.round(Number.parseFloat(text.slice('translateY('.length))));
    expect(a).toBe(-40);
    expect(b).toBeGreaterThanOrEqual(-54);
    expect(b).toBeLessThan(-45);
  });

  it('reverts the step of this frame if a nested list moves, since both in one frame look like a jump', async () => {
    fixture.componentInstance.inner.set(['y']);
    await addOnTop();
    frame(10_000);
    await settled();
    const held = transformsIn('ol').at(-1);
    frame(10_045);
    expect(transformsIn('ol').at(-1)).not.toBe(held);
    fixture.componentInstance.inner.set(['x', 'y']);
    fixture.detectChanges();
    await Promise.resolve();
    expect(transformsIn('ul')).toEqual(['', 'translateY(-40.00px)']);
    expect(transformsIn('ol').at(-1)).toBe(held);
    for (let ms = 10_061; frames.length > 0; ms += 16) frame(ms);
    expect([transformsIn('ol').at(-1), transformsIn('ul')]).toEqual(['', ['', '']]);
  });

  it('moves at once for a person who prefers reduced motion', async () => {
    Object.assign(globalThis, { matchMedia: () => ({ matches: true }) });
    fixture = TestBed.createComponent(List);
    await fixture.whenStable();
    await addOnTop();
    expect(transforms()).toEqual(['', '', '']);
  });

  it('leaves the scroll position to the browser', async () => {
    scrolled = 300;
    await addOnTop();
    expect(transforms()).toEqual(['', '', '']);
  });
});
