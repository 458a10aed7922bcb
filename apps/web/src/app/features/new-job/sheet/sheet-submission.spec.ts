import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { SheetApi } from '../../../core/api/sheet-api.ts';
import { Live } from '../../../core/live/live.ts';
import { settled } from '../../../testing/settled.ts';
import { CheckedSheet } from './checked-sheet.ts';
import { SheetSubmission } from './sheet-submission.ts';

type Body = Parameters<SheetApi['submit']>[0];

function submissionBy(submit: (body: Body, key: string) => Promise<unknown>) {
  TestBed.configureTestingModule({
    providers: [
      provideRouter([]),
      { provide: SheetApi, useValue: { submit } },
      { provide: Live, useValue: { state: signal('open') } },
    ],
  });
  return TestBed.runInInjectionContext(() => {
    const sheet = new CheckedSheet();
    return { sheet, submission: new SheetSubmission(sheet) };
  });
}

describe('submitting the rows of a samplesheet', () => {
  it('sends no further part after a stop, and keeps the remaining rows', async () => {
    const parts: number[] = [];
    let answer: () => void = () => undefined;
    const { sheet, submission } = submissionBy(({ rows = [] }) => {
      parts.push(rows.length);
      const results = rows.map((_, n) => ({ row: n + 1, job_id: `job-${n}`, problem: null }));
      return new Promise((resolve) => (answer = () => resolve({ results })));
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

  it('continues the same sheet after the page was closed, and begins a new one when all rows were sent', async () => {
    const keys: string[] = [];
    let answered = 1;
    const { sheet } = submissionBy(({ rows = [] }, key) => {
      keys.push(key);
      const results = rows.map((_, n) => ({
        row: n + 1,
        job_id: answered > 0 ? `job-${n}` : null,
        problem: answered > 0 ? null : { status: 503 },
      }));
      answered--;
      return Promise.resolve({ results });
    });
    const send = async () => {
      sheet.state.columns.set(['sample_name']);
      sheet.state.rows.set(Array.from({ length: 30 }, (_, id) => ({ id, cells: ['PAT'], result: null })));
      await TestBed.runInInjectionContext(() => new SheetSubmission(sheet)).sendRows();
      return keys.splice(0);
    };
    const [first, ...broken] = await send();
    expect(broken).toEqual([first]);
    answered = 2;
    expect(await send()).toEqual([first, first]);
    answered = 2;
    expect((await send())[0]).not.toBe(first);
  });

  it('is not possible with an invalid label', () => {
    const { sheet } = submissionBy(() => Promise.reject(new Error('not sent')));
    sheet.form.labels.add();
    const [row] = sheet.form.labels.rows();
    sheet.form.labels.set(row!.id, { key: 'run', value: 'bad value!' });
    expect(sheet.problem()).toBe('1 field of all rows needs a look');
    sheet.form.labels.set(row!.id, { value: '2026-48' });
    expect(sheet.problem()).toBe('');
  });

  it('makes a batch only of rows that were given a name', async () => {
    const batches: Body['batch'][] = [];
    const { sheet, submission } = submissionBy(({ batch }) => {
      batches.push(batch);
      return Promise.resolve({ results: [{ row: 1, job_id: null, problem: null }] });
    });
    sheet.state.columns.set(['sample_name']);
    sheet.state.rows.set([{ id: 0, cells: ['PAT'], result: null }]);
    await submission.sendRows();
    sheet.membership.name.set(' Plate 12 ');
    await submission.sendRows();
    expect(batches).toEqual([undefined, { name: 'Plate 12' }]);
  });
});
