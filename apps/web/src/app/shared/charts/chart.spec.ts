import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { Chart } from './chart.ts';
import type { ChartContent } from './chart-content.ts';

const CONTENT: ChartContent = {
  title: 'Memory',
  height: 120,
  columns: ['Step', 'GB'],
  rows: [
    ['Alignment', '8.4'],
    ['Calling', '3.1'],
  ],
  draw: (plot) => ({ marks: [plot.barX([8.4, 3.1], { y: ['Alignment', 'Calling'], fill: 'var(--rp-accent)' })] }),
};

@Component({ imports: [Chart], template: '<rp-chart [content]="content()" />' })
class Page {
  readonly content = signal(CONTENT);
}

describe('a chart', () => {
  let fixture: ComponentFixture<Page>;
  let resized: () => void;
  const element = () => fixture.nativeElement as HTMLElement;
  const button = () => element().querySelector('button')!;

  beforeEach(async () => {
    class Sizes {
      observe = () => undefined;
      disconnect = () => undefined;
      constructor(callback: () => void) {
        resized = callback;
      }
    }
    Object.assign(globalThis, { ResizeObserver: Sizes });
    jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(480);
    fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
    resized();
    await fixture.whenStable();
  });
  afterEach(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  it('is drawn in the width of its column, with colours of the theme and no style element', () => {
    const [drawing, ...others] = element().querySelectorAll('svg');
    expect(others).toEqual([]);
    expect([drawing!.getAttribute('width'), drawing!.getAttribute('height')]).toEqual(['480', '120']);
    expect(drawing!.querySelectorAll('rect')).toHaveLength(2);
    expect(drawing!.innerHTML).toContain('var(--rp-accent)');
    expect(drawing!.querySelector('style')).toBeNull();
  });

  it('has its height before it is drawn', () => {
    expect(element().querySelector<HTMLElement>('.room')!.style.height).toBe('120px');
  });

  it('is a table for screen readers', () => {
    expect(element().querySelector('svg')!.getAttribute('aria-hidden')).toBe('true');
    expect(element().querySelector('table')!.getAttribute('aria-label')).toBe('Memory');
    expect(element().querySelector('.unseen table')).not.toBeNull();
    expect([...element().querySelectorAll('tr')].map(({ textContent }) => textContent.trim())).toEqual([
      'StepGB',
      'Alignment 8.4',
      'Calling 3.1',
    ]);
  });

  it('becomes a visible table and a chart again by its button', async () => {
    expect(button().getAttribute('aria-label')).toBe('Show as table: Memory');
    button().click();
    await fixture.whenStable();
    expect(element().querySelector('svg')).toBeNull();
    expect(element().querySelector('.unseen')).toBeNull();
    expect(button().textContent.trim()).toBe('Show as chart');
    button().click();
    await fixture.whenStable();
    resized();
    await fixture.whenStable();
    expect(element().querySelectorAll('svg')).toHaveLength(1);
  });

  it('is drawn again when its values change', async () => {
    fixture.componentInstance.content.set({ ...CONTENT, draw: (plot) => ({ marks: [plot.barX([1], { y: ['A'] })] }) });
    await fixture.whenStable();
    expect(element().querySelectorAll('svg')).toHaveLength(1);
    expect(element().querySelectorAll('svg rect')).toHaveLength(1);
  });
});
