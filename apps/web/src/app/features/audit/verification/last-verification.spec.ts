import { TestBed } from '@angular/core/testing';
import type { VerificationView } from '@reprise/contracts';
import { AuditApi } from '../../../core/api/audit-api.ts';
import { settled } from '../../../testing/settled.ts';
import { LastVerification } from './last-verification.ts';

const view = (state: VerificationView['state']): VerificationView => ({
  state,
  started_at: null,
  finished_at: null,
  scheduled: false,
  next_at: null,
  progress: null,
  report: null,
  problem: null,
});

describe('the last verification', () => {
  it('ignores an answer that a later one has overtaken, and any after its stop', async () => {
    const answers: ((view: VerificationView) => void)[] = [];
    const ask = () => new Promise<VerificationView>((resolve) => answers.push(resolve));
    TestBed.configureTestingModule({
      providers: [{ provide: AuditApi, useValue: { verification: ask, verify: ask } }],
    });
    const last = TestBed.inject(LastVerification);
    void last.read();
    void last.start();
    answers[1]!(view('running'));
    await settled();
    answers[0]!(view('never'));
    await settled();
    expect(last.running()).toBe(true);
    void last.read();
    last.stop();
    answers[2]!(view('done'));
    await settled();
    expect(last.running()).toBe(true);
  });
});
