import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { RequiredReasons } from '@reprise/web/commands/reasons/required-reasons.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { JOB_ID } from '@reprise/web/testing/views.ts';
import type { BulkView } from '../contract/index.ts';
import { BulkApi } from './bulk-api.ts';
import { LaterBulk } from './later-bulk.ts';

const pinning = {
  bulk_id: 'b-1',
  command: 'pin',
  total: 3,
  accepted: 1,
  waiting: 0,
  refused: 1,
  failed: 0,
  finished_at: null,
} as BulkView;

describe('a command to many jobs from a core page', () => {
  const open = jest.fn<Sheets['open']>();
  let isOpen: boolean;
  let commands: LaterBulk;
  beforeEach(() => {
    open.mockReset();
    isOpen = false;
    TestBed.configureTestingModule({
      providers: [
        { provide: BulkApi, useValue: { show: () => new Promise(() => undefined) } },
        { provide: RequiredReasons, useValue: { known: () => Promise.resolve() } },
        { provide: CurrentUser, useValue: { whyNotRoute: () => null } },
        {
          provide: Sheets,
          useValue: {
            open,
            get isOpen() {
              return isOpen;
            },
          },
        },
      ],
    });
    commands = TestBed.inject(LaterBulk);
  });
  afterEach(() => commands.dismiss());
  const send = () => commands.send({ action: 'pin', count: 3, allowing: 3, target: { job_ids: [JOB_ID] } });

  it('is followed once it is confirmed', async () => {
    open.mockResolvedValue(pinning);
    expect(await send()).toBe(true);
    expect(open.mock.calls[0]?.[2]).toEqual({ label: 'Pin 3 jobs?', alert: true });
    const [title, text] = ['Pinning 3 jobs', '2 of 3 sent'];
    expect(commands.progress()).toEqual({ title, text, state: 'running', total: 3, done: 2, page: '/bulk/b-1' });
  });

  it('is not sent if the dialog is dismissed, or another one is open', async () => {
    open.mockResolvedValue(undefined);
    expect(await send()).toBe(false);
    isOpen = true;
    expect(await send()).toBe(false);
    expect([open.mock.calls.length, commands.progress()]).toEqual([1, null]);
  });

  it('is incomplete if some jobs refused it', async () => {
    open.mockResolvedValue({ ...pinning, accepted: 2, finished_at: '2026-11-24T12:00:00.000Z' });
    await send();
    expect(commands.progress()).toMatchObject({ state: 'incomplete', text: '2 accepted, 1 refused' });
  });
});
