import { PassThrough } from 'node:stream';
import { confirm } from './confirm.ts';

function ask(typed: string): { agreed: Promise<boolean>; shown: () => string } {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const agreed = confirm(input, output, 'Go on?');
  input.end(typed);
  return { agreed, shown: () => String(output.read()) };
}

describe('the question before a data loss', () => {
  it.each([
    ['y\n', true],
    [' Yes \n', true],
    ['n\n', false],
    ['yesterday\n', false],
    ['\n', false],
    ['', false],
  ])('accepts the answer %j: %s', async (typed, expected) => {
    const { agreed, shown } = ask(typed);
    expect(await agreed).toBe(expected);
    expect(shown()).toContain('Go on? [y/N] ');
  });
});
