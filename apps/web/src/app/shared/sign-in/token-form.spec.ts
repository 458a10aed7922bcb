import { HttpClient } from '@angular/common/http';
import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import { of, throwError } from 'rxjs';
import { ProblemError } from '../../core/problem.ts';
import { settled } from '../../testing/settled.ts';
import { TokenForm } from './token-form.ts';

describe('opening Reprise without its link', () => {
  const request = jest.fn<HttpClient['request']>();
  const opened = jest.fn<(url: string) => void>();
  /** Pastes text. Returns the page's message. */
  const paste = async (text: string): Promise<string | undefined> => {
    const fixture = TestBed.createComponent(TokenForm);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const input = page.querySelector('input')!;
    input.value = text;
    input.dispatchEvent(new Event('input'));
    page.querySelector('form')!.dispatchEvent(new Event('submit'));
    await settled();
    await fixture.whenStable();
    return page.querySelector('[role=alert]')?.textContent.trim();
  };

  beforeEach(() => {
    jest.resetAllMocks();
    request.mockReturnValue(of({}));
    const withoutLeaving = new Proxy(document, {
      get: (page, name) => {
        if (name === 'location') return { assign: opened, pathname: '/audit', search: '?q=tube' };
        const value: unknown = Reflect.get(page, name);
        return typeof value === 'function' ? (value.bind(page) as unknown) : value;
      },
    });
    TestBed.configureTestingModule({
      providers: [
        { provide: HttpClient, useValue: { request } },
        { provide: DOCUMENT, useValue: withoutLeaving },
      ],
    });
  });

  it('succeeds with the token, and with the link that contains it', async () => {
    for (const text of [' t0ken ', 'http://127.0.0.1:8080/jobs?a=b&token=t0ken']) {
      expect(await paste(text)).toBeUndefined();
      expect(request).toHaveBeenLastCalledWith(
        'GET',
        '/api/session',
        expect.objectContaining({ headers: { authorization: 'Bearer t0ken' } }),
      );
      expect(opened).toHaveBeenLastCalledWith('/audit?q=tube&token=t0ken');
    }
  });

  it('reports a wrong token, also malformed text', async () => {
    request.mockReturnValue(throwError(() => new ProblemError(401, 'Sign in')));
    for (const text of ['wrong', '?token=%E0%A4', 'two words', 'ключ'])
      expect(await paste(text)).toBe('This Reprise does not know that token.');
    expect(opened).not.toHaveBeenCalled();
  });

  it('reports other reasons why the server admits no one', async () => {
    request.mockReturnValue(throwError(() => new ProblemError(429, 'Too many wrong tokens came from your address.')));
    expect(await paste('wrong')).toBe('Too many wrong tokens came from your address.');
    expect(opened).not.toHaveBeenCalled();
  });
});
