import { JobContendedError } from './errors.ts';
import { untilDecided } from './until-decided.ts';

describe('the tries of a command', () => {
  const contended = () => new JobContendedError('others were faster');

  it('are as many as allowed, by default twenty', async () => {
    for (const [given, expected] of [
      [undefined, 20],
      [3, 3],
    ] as const) {
      let tries = 0;
      const never = async () => {
        tries += 1;
        return null;
      };
      await expect(untilDecided(never, contended, given)).rejects.toThrow('others were faster');
      expect(tries).toBe(expected);
    }
  });

  it('end with the first decision', async () => {
    let tries = 0;
    expect(await untilDecided(async () => (tries++ === 2 ? 'decided' : null), contended)).toBe('decided');
    expect(tries).toBe(3);
  });
});
