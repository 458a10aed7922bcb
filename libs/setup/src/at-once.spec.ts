import { atOnce } from './at-once.ts';
import { SetupError } from './run-step.ts';

describe('pieces of the set-up that are done at once', () => {
  it('answer what each of them made', async () => {
    expect(await atOnce(Promise.resolve('nextflow'), Promise.resolve(2))).toEqual(['nextflow', 2]);
  });

  it('let a piece go on to its end where another one failed', async () => {
    let done = false;
    const slow = new Promise((resolve) => setImmediate(resolve)).then(() => (done = true));
    const failure = new SetupError('no Java: install it');
    await expect(atOnce(Promise.reject(failure), slow)).rejects.toBe(failure);
    expect(done).toBe(true);
  });

  it('tell every failure', async () => {
    const pieces = ['no Java: install it', 'no network'].map((line) => Promise.reject(new SetupError(line)));
    await expect(atOnce(...pieces)).rejects.toThrow('no Java: install it\nno network');
  });
});
