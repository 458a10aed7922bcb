import { signalOf } from './inspect-attempt.ts';

describe('a shell exit code', () => {
  it.each([
    [137, 'SIGKILL'],
    [143, 'SIGTERM'],
    [0, null],
    [1, null],
    [128, null],
    [255, null],
  ])('%i names the signal %s', (code, signal) => {
    expect(signalOf(code)).toBe(signal);
  });
});
