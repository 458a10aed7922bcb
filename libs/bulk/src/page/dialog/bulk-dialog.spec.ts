import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { Api } from '@reprise/web/core/api/api.ts';
import { SessionApi } from '@reprise/web/core/api/session-api.ts';
import { BulkApi } from '../bulk-api.ts';
import { aJob } from '@reprise/web/testing/views.ts';
import type { CommandToMany } from '@reprise/web/shared/wings/offered-bulk.ts';
import { aSheet, inSheet, press } from '@reprise/web/testing/sheet.ts';
import { aSession, JOB_ID } from '@reprise/web/testing/views.ts';
import { BulkDialog } from './bulk-dialog.ts';

describe('the dialog of a command to many jobs', () => {
  let sheet: ReturnType<typeof aSheet>;
  const api = { start: jest.fn<BulkApi['start']>() };
  const asked: CommandToMany = { action: 'pin', count: 240, allowing: 240, target: { job_ids: [JOB_ID] } };
  let dialog: ComponentFixture<BulkDialog>;
  beforeEach(async () => {
    jest.resetAllMocks();
    sheet = aSheet();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, asked),
        { provide: BulkApi, useValue: api },
        { provide: Api, useValue: {} },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
      ],
    });
    dialog = TestBed.createComponent(BulkDialog);
    await dialog.whenStable();
  });

  it.each([
    [239, '239 of 240 allowed it when this dialog opened. The other one refuses it, which is recorded.'],
    [1, '1 of 240 allowed it when this dialog opened. The others refuse it, which is recorded.'],
  ])('states what happens to the other jobs if only %i allow it', async (allowing, words) => {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { ...asked, allowing }),
        { provide: BulkApi, useValue: api },
        { provide: Api, useValue: {} },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
      ],
    });
    dialog = TestBed.createComponent(BulkDialog);
    await dialog.whenStable();
    dialog.detectChanges();
    expect((dialog.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ')).toContain(words);
  });

  it('stays open until it is known whether the command was started', async () => {
    api.start.mockReturnValue(new Promise(() => undefined));
    await press(dialog, 'Pin 240 jobs');
    expect(api.start).toHaveBeenCalledTimes(1);
    expect(sheet.disableClose).toBe(true);
    await press(dialog, 'Not now');
    expect(sheet.close).not.toHaveBeenCalled();
  });

  it('can be closed after the command was refused', async () => {
    api.start.mockRejectedValue(new Error('Another command to many jobs goes on.'));
    await press(dialog, 'Pin 240 jobs');
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('Another command to many jobs goes on.');
    expect(sheet.disableClose).toBe(false);
    await press(dialog, 'Not now');
    expect(sheet.close).toHaveBeenCalledTimes(1);
  });

  it('states what a cancel does to the tasks on a cluster, once they are counted', async () => {
    const counts = [{ phase: 'running' as const, state: 'RUNNING', reason: null, count: 8 }];
    const slurm = { name: 'slurm', label: 'Slurm', as_of: null, unknown: null, tasks: [], counts };
    const job = aJob({ status: 'running', elsewhere: ['slurm'], asked: ['slurm'] });
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [
        ...inSheet(sheet, { ...asked, action: 'cancel', count: 1, allowing: 1, jobs: [job] }),
        { provide: BulkApi, useValue: api },
        { provide: Api, useValue: { executors: () => Promise.resolve({ executors: [slurm] }) } },
        { provide: SessionApi, useValue: { session: () => Promise.resolve(aSession()) } },
      ],
    });
    dialog = TestBed.createComponent(BulkDialog);
    await dialog.whenStable();
    dialog.detectChanges();
    expect((dialog.nativeElement as HTMLElement).textContent).toContain('8 jobs on Slurm will be cancelled,');
  });
});
