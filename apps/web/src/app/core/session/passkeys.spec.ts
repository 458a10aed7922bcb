import { whyNoPasskeys } from './passkeys.ts';

describe('the advice for people who cannot use passkeys', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'isSecureContext'));

  it.each([
    [true, 'This browser is too old for passkeys here: use another one.'],
    [false, 'To add one, open Reprise over https, or at localhost instead of 127.0.0.1.'],
  ])('names the obstacle: a secure page is %s', (isSecure, words) => {
    Object.defineProperty(globalThis, 'isSecureContext', { value: isSecure, configurable: true });
    expect(whyNoPasskeys()).toBe(words);
  });
});
