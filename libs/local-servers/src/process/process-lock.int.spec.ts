import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from './process-identity.ts';
import { tryLock } from './process-lock.ts';

const program = new URL('./process-lock.ts', import.meta.url).href;
let folder: string;
let lock: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-lock-'));
  lock = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that runs the script, prints its result, and stays until it is released. */
function elsewhere(script: string, ...args: string[]) {
  const source = `import { tryLock } from '${program}';
    import { once } from 'node:events';
    const [, ...args] = process.argv;
    ${script}
    await once(process.stdin.resume(), 'end');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  return {
    says: async () => JSON.parse(String((await once(child.stdout, 'data'))[0])) as unknown,
    tell: (word: string) => void child.stdin.write(word),
    end: () => (child.stdin.end(), ended),
  };
}

describe('the lock of a process', () => {
  it('names its holder while that runs', async () => {
    expect(tryLock(lock)).toBeUndefined();
    const other = elsewhere('console.log(JSON.stringify(tryLock(args[0])))', lock);
    expect(await other.says()).toEqual(identify(process.pid));
    await other.end();
  });

  it.each(['', '4194305', 'null', '{"pid":'])('is free if a crash left %j', (left) => {
    writeFileSync(lock, left);
    expect(tryLock(lock)).toBeUndefined();
    expect(JSON.parse(readFileSync(lock, 'utf8'))).toEqual(identify(process.pid));
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is readable by every user of the folder', () => {
    const umask = process.umask(0o022);
    try {
      tryLock(lock);
    } finally {
      process.umask(umask);
    }
    expect(statSync(lock).mode & 0o777).toBe(0o644);
  });

  it('does not wait endlessly if it cannot be read', () => {
    mkdirSync(lock);
    expect(() => tryLock(lock)).toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['lock']);
  });

  it('is taken over by one of several processes after its holder has ended', async () => {
    const rounds = Array.from({ length: 300 }, (_, i) => `${lock}-${String(i)}`);
    const ended = elsewhere('args.forEach(tryLock); console.log(0)', ...rounds);
    await ended.says();
    await ended.end();
    const left = readdirSync(folder);

    // Synchronized, so that they collide.
    const script = `
      console.log(0);
      const begin = Number(await once(process.stdin, 'data'));
      const taken = args.filter((lock, i) => {
        while (Date.now() < begin + 3 * i);
        return !tryLock(lock);
      });
      console.log(JSON.stringify(taken));`;
    const rivals = [1, 2, 3].map(() => elsewhere(script, ...rounds));
    await Promise.all(rivals.map((rival) => rival.says()));
    rivals.forEach((rival) => rival.tell(String(Date.now())));
    const taken = await Promise.all(rivals.map((rival) => rival.says()));
    await Promise.all(rivals.map((rival) => rival.end()));
    expect(taken.flat().toSorted()).toEqual(rounds.toSorted());
    expect(readdirSync(folder)).toEqual(left);
  });
});
