import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Live } from '../../core/live/live.ts';
import { ProblemError } from '../../core/problem.ts';
import { UntilAnswered } from '../../core/until-answered.ts';
import { settled } from '../../testing/settled.ts';
import { WaitingRequest } from './waiting-request.ts';

describe('the note of a waiting submission', () => {
  const noteAfter = async (...errors: ProblemError[]) => {
    TestBed.configureTestingModule({ providers: [{ provide: Live, useValue: { state: signal('down') } }] });
    const request = TestBed.runInInjectionContext(() => new UntilAnswered());
    const fixture = TestBed.createComponent(WaitingRequest);
    fixture.componentRef.setInput('request', request);
    fixture.componentRef.setInput('what', 'the job');
    await fixture.whenStable();
    const sent = request.send(() => Promise.reject(errors.shift()!)).catch(() => undefined);
    for (await settled(); errors.length > 0; await settled()) request.tryNow();
    await fixture.whenStable();
    const note = (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ').trim();
    request.stop();
    await sent;
    return note;
  };

  it.each([0, 502, 504])('states that there is no answer (%i)', async (status) => {
    const note = await noteAfter(new ProblemError(status, 'The server answered.'));
    expect(note).toMatch(
      /^Reprise does not answer\. Keep this page open: it submits the job again, with the same key,/,
    );
  });

  it('states why a server that answers does not accept it now', async () => {
    const note = await noteAfter(new ProblemError(503, 'The event log does not answer now.'));
    expect(note).toMatch(/^Reprise does not accept it now\. The event log does not answer now\. Keep this page open/);
  });

  it('belongs to the last try', async () => {
    const note = await noteAfter(new ProblemError(503, 'The event log does not answer now.'), new ProblemError(0, ''));
    expect(note).toMatch(/^Reprise does not answer\. Keep/);
  });
});
