import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { CommandSender } from '../../../commands/send/command-sender.ts';
import { OFFERED_BULK } from '../../../shared/wings/offered-bulk.ts';
import { Selection } from '../bulk/selection.ts';
import { JobTable } from './job-table.ts';

/** jsdom has no native implementation. Sizes never change here. */
class Sizes {
  observe(): void {}
  disconnect(): void {}
}

async function selects(bulk: object | null): Promise<number> {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: CommandSender, useValue: { refused: () => new Map() } },
      ...(bulk ? [{ provide: OFFERED_BULK, useValue: bulk }] : []),
    ],
  });
  const fixture = TestBed.createComponent(JobTable);
  const list = {
    rows: () => [],
    status: () => 'ready',
    hasMore: () => false,
    unmatchedCount: () => 0,
    error: () => '',
  };
  fixture.componentRef.setInput('list', list);
  fixture.componentRef.setInput('state', { columns: [], sort: 'created_at', order: 'desc' });
  fixture.componentRef.setInput(
    'selection',
    new Selection(
      () => [],
      () => 0,
    ),
  );
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).querySelectorAll('input[type=checkbox]').length;
}

describe('the table of jobs', () => {
  beforeEach(() => Object.assign(globalThis, { ResizeObserver: Sizes }));
  afterEach(() => Reflect.deleteProperty(globalThis, 'ResizeObserver'));

  it('allows selection to people who may send a command to many jobs', async () => {
    expect(await selects({ isAllowed: () => true })).toBe(1);
  });

  it.each([
    ['they may send none', { isAllowed: () => false }],
    ['no wing offers any', null],
  ])('allows no selection if %s', async (_, bulk) => {
    expect(await selects(bulk)).toBe(0);
  });
});
