import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { AuditEntry, SetAsideEntry, VerificationView } from '@reprise/contracts';
import { NEVER } from 'rxjs';
import { Api } from '../../core/api/api.ts';
import { AuditApi } from '../../core/api/audit-api.ts';
import { Live } from '../../core/live/live.ts';
import { settled } from '../../testing/settled.ts';
import { aPipeline, anAuditEntry } from '../../testing/views.ts';
import { Health } from '../../shared/health/health.ts';
import { People } from '../../shared/people/people.ts';
import { AuditPage } from './audit-page.ts';

const UNCHECKED: VerificationView = {
  state: 'never',
  started_at: null,
  finished_at: null,
  scheduled: false,
  next_at: null,
  progress: null,
  report: null,
  problem: null,
};
const pageOf = <T>(...items: T[]) => ({ items, next_cursor: null });

/** A server that answers in the order that a test chooses. */
class LateServer {
  readonly session = () => new Promise(() => undefined);
  readonly actors = () => Promise.resolve(pageOf<string>());
  readonly entries = this.late(pageOf<AuditEntry>(anAuditEntry('submitted')));
  readonly quarantined = this.late(pageOf<SetAsideEntry>());
  readonly verification = this.late(UNCHECKED);

  private late<T>(answer: T) {
    const waiting: (() => void)[] = [];
    const ask = () => new Promise<T>((resolve) => waiting.push(() => resolve(answer)));
    return Object.assign(ask, { answer: () => waiting.splice(0).forEach((each) => each()) });
  }
}

describe('the audit page', () => {
  let server: LateServer;
  const open = (command?: string) => {
    const fixture = TestBed.createComponent(AuditPage);
    if (command) fixture.componentRef.setInput('command', command);
    fixture.autoDetectChanges();
    const element = fixture.nativeElement as HTMLElement;
    const drawn = () =>
      ['rp-verification-note .note', 'rp-audit-filter-bar', 'rp-audit-table tr[rpAuditTableRow]'].filter((part) =>
        element.querySelector(part),
      );
    const answer = async (late: { answer: () => void }) => {
      late.answer();
      await settled();
      fixture.detectChanges();
      return drawn().length;
    };
    return { drawn, answer, close: () => fixture.destroy() };
  };
  beforeEach(() => {
    server = new LateServer();
    const live = { follow: () => undefined, events: NEVER, state: signal('open'), openings: signal(0) };
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: AuditApi, useValue: server },
        { provide: Api, useValue: { pipelines: () => Promise.resolve(pageOf(aPipeline())) } },
        { provide: Live, useValue: live },
        { provide: Health, useValue: { projection: signal(null) } },
        { provide: People, useValue: { name: () => ({ text: 'A. Meyer' }), text: () => 'A. Meyer' } },
      ],
    });
  });

  it.each([
    ['entries', 'quarantined', 'verification', [0, 0, 3]],
    ['entries', 'verification', 'quarantined', [0, 1, 3]],
    ['quarantined', 'verification', 'entries', [0, 2, 3]],
    ['verification', 'quarantined', 'entries', [1, 2, 3]],
  ] as const)('draws nothing before the parts above are known, so that nothing moves: %s, %s, %s', async (...given) => {
    const [first, second, third, drawn] = given;
    const page = open();
    const parts = [];
    for (const name of [first, second, third]) parts.push(await page.answer(server[name]));
    expect(parts).toEqual(drawn);
  });

  it('draws everything at once when it is opened again, without entries of another selection', async () => {
    const first = open();
    for (const late of [server.verification, server.quarantined, server.entries]) await first.answer(late);
    first.close();
    const again = open();
    await settled();
    expect(again.drawn()).toHaveLength(3);
    again.close();
    const another = open('cancel');
    await settled();
    expect(another.drawn()).toHaveLength(2);
    expect(await another.answer(server.entries)).toBe(3);
  });
});
