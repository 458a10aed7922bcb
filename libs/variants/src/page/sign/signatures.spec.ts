import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import type { ClassificationView } from '../../contract/index.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { Signatures } from './signatures.ts';

const WHY = 'Signing a class needs the role reviewer; yours is viewer. Ask an admin to change it.';
const signature = { seq: 8, by: 'user:a', name: 'Ana Ruiz', meaning: 'approval', at: '2026-11-24T12:00:00.000Z' };

describe('the signatures of a class', () => {
  it.each([
    ['lacks one', [], WHY],
    ['has those that it needs', [signature], ''],
  ])('state why the reader cannot sign if it %s: "%s"', (_, signatures, why) => {
    const user = {
      session: signal({ actor: 'user:v', signatures_required: 1 }),
      account: signal('user:v'),
      whyNot: () => WHY,
    };
    TestBed.configureTestingModule({ providers: [{ provide: CurrentUser, useValue: user }] });
    const shown = TestBed.createComponent(Signatures);
    shown.componentRef.setInput('jobId', 'job-a');
    const classification = { job_id: 'job-a', seq: 7, is_current: true, signatures } as unknown as ClassificationView;
    shown.componentRef.setInput('classification', classification);
    shown.detectChanges();
    expect((shown.nativeElement as HTMLElement).textContent.includes(WHY)).toBe(why !== '');
  });
});
