import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { CurrentUser } from './current-user.ts';
import { refreshWhenDenied } from './refresh-when-denied.ts';

describe('a denied request', () => {
  it.each([
    [403, 1],
    [409, 0],
  ])('checks again who is signed in: %i', (status, times) => {
    const refresh = jest.fn(() => Promise.resolve());
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([refreshWhenDenied])),
        provideHttpClientTesting(),
        { provide: CurrentUser, useValue: { refresh } },
      ],
    });
    const failed = jest.fn();
    TestBed.inject(HttpClient).post('/api/jobs/j1/pause', {}).subscribe({ error: failed });
    TestBed.inject(HttpTestingController).expectOne('/api/jobs/j1/pause').flush(null, { status, statusText: 'no' });
    expect(failed).toHaveBeenCalledTimes(1);
    expect(refresh).toHaveBeenCalledTimes(times);
  });
});
