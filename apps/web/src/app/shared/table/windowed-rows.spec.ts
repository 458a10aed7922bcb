import { Component, type ElementRef, signal, viewChild } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { WindowedRows } from './windowed-rows.ts';

class List {
  readonly rows = signal(['B', 'C']);
  readonly hasMore = signal(false);
  readonly loadingMore = signal(false);
  readonly error = signal('');
  asked = 0;

  async more(): Promise<void> {
    this.asked++;
    this.loadingMore.set(true);
    await Promise.resolve();
    this.error.set('away');
    this.loadingMore.set(false);
  }
}

@Component({
  template: `<div #body>
    @for (row of rows.seen(); track row.row) {
      <p [attr.aria-rowindex]="row.index + 2">
        <a href="#{{ row.row }}">{{ row.row }}</a>
      </p>
    }
  </div>`,
})
class Table {
  readonly body = viewChild.required<ElementRef<HTMLElement>>('body');
  readonly list = new List();
  readonly rows = new WindowedRows<string>({
    list: () => this.list,
    key: (row) => row,
    body: () => this.body().nativeElement,
    sizes: { row: 10, card: 10, above: 0 },
    extras: () => [],
  });
}

describe('a table of a long list', () => {
  beforeAll(() => (window.scrollBy = () => undefined));
  const open = async () => {
    const fixture = TestBed.createComponent(Table);
    await fixture.whenStable();
    document.body.append(fixture.nativeElement as HTMLElement);
    const { list, rows } = fixture.componentInstance;
    return { fixture, list, rows };
  };

  it('follows the scroll of its container', async () => {
    const { fixture, rows } = await open();
    const body = fixture.componentInstance.body().nativeElement;
    body.getBoundingClientRect = () => ({ top: -500 }) as DOMRect;
    body.dispatchEvent(new Event('scroll'));
    expect(rows.window.top()).toBe(-500);
  });

  it('keeps the focused row in place when rows appear and disappear above it', async () => {
    const { fixture, list, rows } = await open();
    rows.step(1, 'a');
    list.rows.set(['A', 'B', 'C']);
    await fixture.whenStable();
    expect([rows.currentRow(), rows.current()]).toEqual(['B', 1]);
    rows.step(1, 'a');
    expect(rows.currentRow()).toBe('C');
    list.rows.set(['A', 'B']);
    expect(rows.currentRow()).toBeUndefined();
  });

  it('loads more rows once after a failure, and again only after the error is gone', async () => {
    const { fixture, list } = await open();
    const draw = async () => {
      for (let i = 0; i < 5; i++) {
        list.rows.update((rows) => [...rows]);
        await fixture.whenStable();
      }
    };
    list.hasMore.set(true);
    await draw();
    expect(list.asked).toBe(1);
    list.error.set('');
    await draw();
    expect(list.asked).toBe(2);
  });
});
