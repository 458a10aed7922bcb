import { DOCUMENT, Injector, runInInjectionContext } from '@angular/core';
import { jest } from '@jest/globals';
import { reloadIfStale } from './stale-page.ts';

describe('a page that cannot be loaded on navigation', () => {
  const assign = jest.fn();
  const document = { baseURI: 'http://127.0.0.1/', location: { assign } };
  const injector = Injector.create({ providers: [{ provide: DOCUMENT, useValue: document }] });
  const gone = new TypeError('Failed to fetch dynamically imported module: /chunk-ABCD1234.js');
  const go = (error: Error) => runInInjectionContext(injector, () => reloadIfStale({ error, url: '/storage' }));
  const answers = (answer: () => Promise<Response>) => jest.spyOn(globalThis, 'fetch').mockImplementation(answer);
  beforeEach(() => assign.mockClear());

  it('is reloaded if the server answers, as after an update', async () => {
    answers(() => Promise.resolve(new Response()));
    await go(gone);
    expect(assign.mock.calls).toEqual([['/storage']]);
  });

  it('leaves the open page in place while the server is unreachable', async () => {
    answers(() => Promise.reject(new TypeError('Failed to fetch')));
    await go(gone);
    expect(assign).not.toHaveBeenCalled();
  });

  it('is not reloaded for another error', async () => {
    answers(() => Promise.resolve(new Response()));
    await go(new Error('A guard failed'));
    expect(assign).not.toHaveBeenCalled();
  });
});
