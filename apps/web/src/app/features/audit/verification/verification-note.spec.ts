import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { VerificationView } from '@reprise/contracts';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { Clock } from '../../../core/clock.ts';
import { ProblemError } from '../../../core/problem.ts';
import { VerificationNote } from './verification-note.ts';
import { settled } from '../../../testing/settled.ts';

const NEVER: VerificationView = {
  state: 'never',
  started_at: null,
  finished_at: null,
  scheduled: false,
  next_at: null,
  progress: null,
  report: null,
  problem: null,
};
const REPORT: NonNullable<VerificationView['report']> = {
  ok: true,
  started_at: '2026-11-24T03:10:00.000Z',
  duration_ms: 12_000,
  entries: 1042,
  last_seq: 1042,
  differing: 0,
  findings: [],
  unsigned: 1,
  unprojected: 0,
  heads: { valid: 2, last_seq: 1041, last_time: '2026-11-24T02:59:00.000Z', places: [] },
};
const done = (part: Partial<typeof REPORT> = {}): VerificationView => ({
  ...NEVER,
  state: 'done',
  report: { ...REPORT, ...part },
});

describe('the note about the history', () => {
  const api = { verification: jest.fn<AuditApi['verification']>(), verify: jest.fn<AuditApi['verify']>() };
  const now = signal(0);
  beforeEach(() => {
    jest.resetAllMocks();
    now.set(Date.parse('2026-11-24T03:10:13.000Z'));
    TestBed.configureTestingModule({
      providers: [
        { provide: AuditApi, useValue: api },
        { provide: Clock, useValue: { now } },
      ],
    });
  });
  const open = async (view: VerificationView) => {
    api.verification.mockResolvedValue(view);
    const fixture = TestBed.createComponent(VerificationNote);
    await fixture.whenStable();
    const element = fixture.nativeElement as HTMLElement;
    const settle = () => settled().then(() => fixture.whenStable());
    const press = () => (element.querySelector('button')!.click(), settle());
    return { words: () => element.textContent!.replace(/\s+/g, ' '), element, press, settle };
  };

  it('states that nothing was verified yet, then the progress, then that the chain is unbroken', async () => {
    const note = await open(NEVER);
    expect(note.words()).toContain('Not checked yet.');
    api.verify.mockResolvedValue({ ...NEVER, state: 'running', progress: { entries: 521, total: 1042 } });
    api.verification.mockResolvedValue(done());
    await note.press();
    expect(note.words()).toContain('Checking the history. 521 of 1,042 entries');
    expect(note.element.querySelector('[role=progressbar]')!.getAttribute('aria-valuenow')).toBe('50');
    while (note.words().includes('Checking')) await note.settle();
    expect(note.words()).toContain(
      'Chain unbroken. 1,042 entries checked at 03:10:12 UTC, in 12 s. Head signed at 02:59:00 UTC. 1 entry after it was not signed then.',
    );
  });

  it('shows the day of a verification before today', async () => {
    now.set(Date.parse('2026-11-25T00:00:01.000Z'));
    const note = await open(done());
    expect(note.words()).toContain(
      'checked at 2026-11-24 03:10:12 UTC, in 12 s. Head signed at 2026-11-24 02:59:00 UTC.',
    );
  });

  it('states the time of the next scheduled run', async () => {
    const note = await open({ ...NEVER, next_at: '2026-11-25T03:00:00.000Z' });
    expect(note.words()).toContain('Not checked yet. Next check at 2026-11-25 03:00:00 UTC.');
    const last = await open({ ...done(), scheduled: true, next_at: '2026-11-25T03:00:00.000Z' });
    expect(last.words()).toContain('1 entry after it was not signed then. Next check at 2026-11-25 03:00:00 UTC.');
  });

  it('names the first wrong entry', async () => {
    const message = 'Event 43 was altered in the audit table: the header ce-actor differs.';
    const note = await open(done({ ok: false, findings: [{ kind: 'altered', place: 'audit', seq: 43, message }] }));
    expect(note.words()).toContain('The history is not what it was.');
    expect(note.words()).toContain(message);
    expect(note.words()).not.toContain('Chain unbroken');
  });

  it('states why a run failed, and why one may not be requested', async () => {
    const note = await open({
      ...NEVER,
      state: 'failed',
      finished_at: '2026-11-24T03:09:00.000Z',
      problem: 'The log does not answer.',
    });
    expect(note.words()).toContain(
      'The history could not be checked to its end at 03:09:00 UTC. The log does not answer.',
    );
    api.verify.mockRejectedValue(new ProblemError(403, 'Only an admin may.'));
    await note.press();
    expect(note.element.querySelector('[role=alert]')!.textContent).toBe('Only an admin may.');
  });
});
