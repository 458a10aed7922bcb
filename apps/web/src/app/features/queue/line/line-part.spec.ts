import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { QueueView } from '@reprise/contracts';
import { settled } from '../../../testing/settled.ts';
import { LinePart } from './line-part.ts';

describe('the visible part of the queue order', () => {
  const reads: [from: number, limit: number][] = [];
  const queue = signal({ name: 'default', waiting: [], waiting_count: 500 } as unknown as QueueView);
  let part: LinePart;
  const look = async (first: number, last: number) => {
    part.seen.set({ first, last });
    TestBed.tick();
    await settled();
  };

  beforeEach(() => {
    reads.length = 0;
    part = TestBed.runInInjectionContext(
      () =>
        new LinePart(queue, ({ from, limit }) => {
          reads.push([from, limit]);
          return Promise.resolve({ items: [], total: 500 });
        }),
    );
  });

  it('is read once while the same hundred positions are visible', async () => {
    await look(210, 230);
    await look(211, 231);
    expect(reads).toEqual([[200, 100]]);
    await look(290, 310);
    expect(reads.slice(1)).toEqual([[200, 200]]);
  });

  it('is read again with the queue', async () => {
    await look(210, 230);
    queue.update((view) => ({ ...view }));
    await look(210, 230);
    expect(reads).toHaveLength(2);
  });
});
