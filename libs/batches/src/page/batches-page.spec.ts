import { signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { Live } from '@reprise/web/core/live/live.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { settled } from '@reprise/web/testing/settled.ts';
import { at } from '@reprise/web/testing/views.ts';
import { Subject } from 'rxjs';
import type { BatchView } from '../contract/index.ts';
import { BatchApi } from './batch-api.ts';
import { BatchesPage } from './batches-page.ts';

const jobs = { total: 1, running: 0, pending: 0, paused: 0, failed: 0, cancelled: 0, completed: 1 };
const batchOf = (name: string): BatchView => ({
  batch_id: name,
  name,
  pipelines: ['wes'],
  jobs,
  created_at: at(-60),
  created_by: 'a.meyer',
  completed_at: at(-1),
});

describe('the list of batches', () => {
  const list = jest.fn<(cursor?: string) => Promise<{ items: BatchView[]; next_cursor: string | null }>>();
  let fixture: ComponentFixture<BatchesPage>;
  const names = () =>
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('a .strong')].map(({ textContent }) =>
      textContent.trim(),
    );
  const drawn = async () => {
    await settled();
    fixture.detectChanges();
    await settled();
    fixture.detectChanges();
  };

  it('keeps each batch when newer ones move it to the next part', async () => {
    list.mockResolvedValueOnce({ items: ['C', 'B'].map(batchOf), next_cursor: 'after B' });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: BatchApi, useValue: { list } },
        { provide: Live, useValue: { follow: () => undefined, openings: signal(1), events: new Subject() } },
        { provide: People, useValue: { name: (actor: string) => actor, text: (actor: string) => actor } },
      ],
    });
    fixture = TestBed.createComponent(BatchesPage);
    await drawn();
    list.mockResolvedValueOnce({ items: [batchOf('A')], next_cursor: null });
    [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')]
      .find(({ textContent }) => textContent.includes('more'))!
      .click();
    await drawn();
    expect(list).toHaveBeenLastCalledWith('after B');
    list.mockResolvedValueOnce({ items: ['D', 'C'].map(batchOf), next_cursor: 'after C' });
    fixture.componentInstance['newest'].reload();
    await drawn();
    expect(names()).toEqual(['D', 'C', 'B', 'A']);
  });
});
