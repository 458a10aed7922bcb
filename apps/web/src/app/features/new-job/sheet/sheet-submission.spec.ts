import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { SheetApi } from '../../../core/api/sheet-api.ts';
import { Live } from '../../../core/live/live.ts';
import { settled } from '../../../testing/settled.ts';
import { CheckedSheet } from './checked-sheet.ts';
import { SheetSubmission } from './sheet-submission.ts';

describe('submitting the rows of a samplesheet', () => {
  it('sends no further part after a stop, and keeps the remaining rows', async () => {
    const parts: number[] = [];
    let answer: () => void = () => undefined;
    const submit = ({ rows }: { rows: unknown[] }) => {
      parts.push(rows.length);
      const results = rows.map((_, n) => ({ row: n + 1, job_id: `job-${n}`, problem: null }));
      return new Promise((resolve) => (answer = () => resolve({ results })));
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: SheetApi, useValue: { submit } },
        { provide: Live, useValue: { state: signal('open') } },
      ],
    });
    const [sheet, submission] = TestBed.runInInjectionContext(() => {
      const checked = new CheckedSheet();
      return [checked, new SheetSubmission(checked)] as const;
    });
    const rows = Array.from({ length: 50 }, (_, id) => ({ id, cells: ['PAT'], result: null }));
    sheet.state.columns.set(['sample_name']);
    sheet.state.rows.set(rows);
    const sent = submission.sendRows();
    await settled();
    submission.untilAnswered.stop();
    answer();
    await settled();
    expect(parts).toEqual([20]);
    await sent;
    expect([sheet.sending(), submission.sent(), sheet.state.open().length]).toEqual([false, 20, 30]);
  });
});
