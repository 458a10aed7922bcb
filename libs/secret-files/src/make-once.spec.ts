import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { makeOnce } from './make-once.ts';

const FILES = 300;
const MAKERS = 3;

/**
 * Creates every file in a folder as soon as the others have reached the same point, and reports what it reads from
 * each.
 */
const maker = (folder: string, arrived: SharedArrayBuffer) =>
  new Promise<string[]>((resolve, reject) => {
    const code = `
      const { readFileSync } = require('node:fs');
      const { parentPort, workerData, threadId } = require('node:worker_threads');
      const arrived = new Int32Array(workerData.arrived);
      import(workerData.module).then(({ makeOnce }) => {
        Atomics.add(arrived, 0, 1);
        Atomics.notify(arrived, 0);
        for (let seen; (seen = Atomics.load(arrived, 0)) < ${String(MAKERS)}; ) Atomics.wait(arrived, 0, seen);
        const read = [];
        for (let n = 0; n < ${String(FILES)}; n++) {
          const file = workerData.folder + '/' + n;
          makeOnce(file, () => 'of ' + threadId);
          read.push(readFileSync(file, 'utf8'));
        }
        parentPort.postMessage(read);
      });`;
    const module = new URL('./make-once.ts', import.meta.url).href;
    new Worker(code, { eval: true, workerData: { folder, arrived, module } })
      .once('message', resolve)
      .once('error', reject);
  });

describe('a file that is created once', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'reprise-once-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read completely by all simultaneous creators, with one content', async () => {
    const arrived = new SharedArrayBuffer(4);
    const [first, ...others] = await Promise.all(Array.from({ length: MAKERS }, () => maker(folder, arrived)));
    expect(first).toEqual(first!.map(() => expect.stringMatching(/^of \d+$/) as string));
    for (const read of others) expect(read).toEqual(first);
    expect(readdirSync(folder)).toHaveLength(FILES);
  });

  it('is readable by its owner only, in a folder that is created for it, and is never changed', () => {
    const file = join(folder, 'keys', 'one');
    for (const content of ['first', 'second']) makeOnce(file, () => content);
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});
