import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { firstValueFrom } from 'rxjs';
import { type ProblemError, problemInterceptor } from './problem.ts';

describe('the problem of a failed command', () => {
  const problemOf = async (status: number, detail: string): Promise<ProblemError> => {
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([problemInterceptor])), provideHttpClientTesting()],
    });
    const answer = firstValueFrom(TestBed.inject(HttpClient).post('/api/jobs/1/pause', {})).catch(
      (error: unknown) => error,
    );
    TestBed.inject(HttpTestingController)
      .expectOne('/api/jobs/1/pause')
      .flush({ detail }, { status, statusText: 'no' });
    return (await answer) as ProblemError;
  };

  it('is not that it could not be done, where the log answered too late', async () => {
    const late = await problemOf(
      503,
      'The event log did not answer in time, so it is not known whether this was stored. Send the same Idempotency-Key again.',
    );
    expect(late.unanswered).toBe(true);
    expect(late.message).toBe(
      'The event log did not answer in time. The command may have been accepted: check the history before you repeat it.',
    );
  });

  it('is in the words of the server otherwise', async () => {
    const away = await problemOf(503, 'The event log does not answer now, and nothing was changed.');
    expect([away.unanswered, away.message]).toEqual([
      false,
      'The event log does not answer now, and nothing was changed.',
    ]);
  });
});
