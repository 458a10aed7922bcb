import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { problemInterceptor } from '../problem.ts';
import { Session } from '../session.ts';
import { repeatAfterRenewal } from './repeat-after-renewal.ts';

const PASSWORD = '/api/account/password';
const SUMMARY = '/api/jobs/summary';

describe('a request while the session is replaced', () => {
  let http: HttpClient;
  let server: HttpTestingController;
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([problemInterceptor, repeatAfterRenewal])),
        provideHttpClientTesting(),
      ],
    });
    [http, server] = [TestBed.inject(HttpClient), TestBed.inject(HttpTestingController)];
  });

  const isSignedOut = () => TestBed.inject(Session).signedOut();
  const read = () => firstValueFrom(http.get(SUMMARY)).catch((error: unknown) => error);
  const changePassword = () => void firstValueFrom(http.post(PASSWORD, {})).catch(() => undefined);
  const answerChange = (status = 204) => server.expectOne(PASSWORD).flush(null, { status, statusText: 'answered' });
  const refuse = () => server.expectOne(SUMMARY).flush(null, { status: 401, statusText: 'no' });

  it.each(['before', 'during'])('is repeated if it was sent %s the change and rejected', async (time) => {
    if (time === 'during') changePassword();
    const summary = read();
    if (time === 'before') changePassword();
    refuse();
    server.expectNone(SUMMARY);
    answerChange();
    await Promise.resolve();
    server.expectOne(SUMMARY).flush({ all: 1 });
    expect([await summary, isSignedOut()]).toEqual([{ all: 1 }, false]);
  });

  it('is repeated if it is rejected after the change', async () => {
    const summary = read();
    changePassword();
    answerChange();
    refuse();
    await Promise.resolve();
    server.expectOne(SUMMARY).flush({ all: 1 });
    expect([await summary, isSignedOut()]).toEqual([{ all: 1 }, false]);
  });

  it('ends the session if it is rejected again', async () => {
    changePassword();
    const summary = read();
    refuse();
    answerChange(422);
    await Promise.resolve();
    refuse();
    await summary;
    expect(isSignedOut()).toBe(true);
  });

  it('ends the session if it was sent after the change', async () => {
    changePassword();
    answerChange();
    const summary = read();
    refuse();
    await summary;
    expect(isSignedOut()).toBe(true);
  });
});
