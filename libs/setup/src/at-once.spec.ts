import { atOnce } from './at-once.ts';
import { SetupError } from './run-step.ts';

describe('parallel pieces of the setup', () => {
  it('return the result of each', async () => {
    expect(await atOnce(Promise.resolve('nextflow'), Promise.resolve(2))).toEqual(['nextflow', 2]);
  });

  it('complete although another one failed', async () => {
    let done = false;
    const slow = new Promise((resolve) => setImmediate(resolve)).then(() => (done = true));
    const failure = new SetupError('no Java: install it');
    await expect(atOnce(Promise.reject(failure), slow)).rejects.toBe(failure);
    expect(done).toBe(true);
  });

  it('report every failure', async () => {
    const pieces = ['no Java: install it', 'no network'].map((line) => Promise.reject(new SetupError(line)));
    await expect(atOnce(...pieces)).rejects.toThrow('no Java: install it\nno network');
  });
});
