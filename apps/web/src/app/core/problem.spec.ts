import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { type ProblemError, problemInterceptor, READ_LIMIT_MS } from './problem.ts';

describe('the problem of a failed command', () => {
  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([problemInterceptor])), provideHttpClientTesting()],
    });
  });
  const asked = (url: string) => {
    const answer = firstValueFrom(TestBed.inject(HttpClient).post(url, {})).catch((error: unknown) => error);
    const request = TestBed.inject(HttpTestingController).expectOne(url);
    return { request, problem: answer as Promise<ProblemError> };
  };
  const problemOf = (status: number, detail: string): Promise<ProblemError> => {
    const { request, problem } = asked('/api/jobs/1/pause');
    request.flush({ detail }, { status, statusText: 'no' });
    return problem;
  };
  const unreached = async (url: string): Promise<string> => {
    const { request, problem } = asked(url);
    request.error(new ProgressEvent('error'));
    return (await problem).message;
  };

  it('leaves open whether it was accepted if no answer came, and only if it would be recorded', async () => {
    expect(await unreached('/api/jobs/1/resume')).toBe(
      'The server did not answer. The command may have been accepted: check the history before you repeat it.',
    );
    for (const url of ['/api/jobs/1/preview', '/api/jobs/check', '/api/sign-in/passkey/options'])
      expect(await unreached(url)).toBe('The server could not be reached.');
  });

  it('is not "could not be done" if the log answered too late', async () => {
    const late = await problemOf(
      503,
      'The event log did not answer in time, so it is not known whether this was stored. Send the same Idempotency-Key again.',
    );
    expect(late.unanswered).toBe(true);
    expect(late.message).toBe(
      'The event log did not answer in time. The command may have been accepted: check the history before you repeat it.',
    );
  });

  it('reports a timeout for a read after a minute, and never for a command', () => {
    const controller = TestBed.inject(HttpTestingController);
    TestBed.inject(HttpClient).get('/api/jobs/1').subscribe();
    expect(controller.expectOne('/api/jobs/1').request.timeout).toBe(READ_LIMIT_MS);
    expect(asked('/api/jobs/1/pause').request.request.timeout).toBeUndefined();
  });

  it('has the text of the server otherwise', async () => {
    const away = await problemOf(503, 'The event log does not answer now, and nothing was changed.');
    expect([away.unanswered, away.message]).toEqual([
      false,
      'The event log does not answer now, and nothing was changed.',
    ]);
  });
});
