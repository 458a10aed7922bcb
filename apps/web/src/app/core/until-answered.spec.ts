import { createEnvironmentInjector, EnvironmentInjector, runInInjectionContext, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { settled } from '../testing/settled.ts';
import { Live } from './live/live.ts';
import { ProblemError } from './problem.ts';
import { UntilAnswered } from './until-answered.ts';

describe('a request without an answer', () => {
  const state = signal<'open' | 'down'>('down');
  let tries: number;
  let answer: () => Promise<string>;
  let request: UntilAnswered;
  let page: EnvironmentInjector;
  const send = () =>
    request.send(() => {
      tries += 1;
      return answer();
    });
  const away = (status: number) => () => Promise.reject(new ProblemError(status, 'No answer.'));

  beforeEach(() => {
    state.set('down');
    TestBed.configureTestingModule({ providers: [{ provide: Live, useValue: { state } }] });
    page = createEnvironmentInjector([], TestBed.inject(EnvironmentInjector));
    request = runInInjectionContext(page, () => new UntilAnswered());
    TestBed.tick();
    tries = 0;
  });

  it.each([0, 502, 503, 504])('is repeated once the browser is online again (%i)', async (status) => {
    answer = away(status);
    const sent = send();
    await settled();
    expect([tries, request.isWaiting()]).toEqual([1, true]);
    answer = () => Promise.resolve('accepted');
    window.dispatchEvent(new Event('online'));
    expect(await sent).toBe('accepted');
    expect([tries, request.isWaiting()]).toEqual([2, false]);
  });

  it('is repeated when the stream of events opens again', async () => {
    answer = away(0);
    const sent = send();
    await settled();
    answer = () => Promise.resolve('accepted');
    state.set('open');
    TestBed.tick();
    expect(await sent).toBe('accepted');
  });

  it('is not repeated after an answer, also a negative one', async () => {
    answer = away(422);
    await expect(send()).rejects.toMatchObject({ status: 422 });
    expect([tries, request.isWaiting()]).toEqual([1, false]);
  });

  it('is cancelled by the person, with the reason of the last try', async () => {
    answer = away(0);
    const sent = send();
    await settled();
    request.stop();
    await expect(sent).rejects.toMatchObject({ status: 0 });
    expect(request.isWaiting()).toBe(false);
  });

  it.each([
    ['the person stops it', () => request.stop()],
    ['the page is left', () => page.destroy()],
  ])('is not repeated after %s during a try', async (_, end) => {
    let fail: (error: Error) => void = () => undefined;
    answer = () => new Promise((_resolve, reject) => (fail = reject));
    const sent = send();
    end();
    fail(new ProblemError(0, 'No answer.'));
    const refused = expect(sent).rejects.toMatchObject({ status: 0 });
    await settled();
    expect([tries, request.isWaiting()]).toEqual([1, false]);
    await refused;
  });

  it('can be sent again after it was stopped', async () => {
    request.stop();
    answer = away(0);
    const sent = send();
    await settled();
    answer = () => Promise.resolve('accepted');
    request.tryNow();
    expect(await sent).toBe('accepted');
  });
});
