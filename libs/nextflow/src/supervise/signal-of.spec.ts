import { signalOf } from './inspect-attempt.ts';

describe('the signal of a shell exit code', () => {
  it.each([
    [137, 'SIGKILL'],
    [143, 'SIGTERM'],
    [0, null],
    [1, null],
    [128, null],
    [255, null],
  ])('%i is %s', (code, signal) => {
    expect(signalOf(code)).toBe(signal);
  });
});
