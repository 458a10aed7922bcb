import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, noIsolation } from '@reprise/nextflow';
import { accessQuestion } from './access-question.ts';

/** If this process is root, tasks run as a different user; otherwise as the same one. */
const isRoot = process.getuid?.() === 0;

describe('a runner that checks what tasks can read', () => {
  it('names unreadable paths, also in uploads, with reason and remedy', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'reprise-access-'));
    const at = (path: string) => join(scratch, path);
    for (const folder of ['data/uploads/samples/A-1', 'in', 'open']) mkdirSync(at(folder), { recursive: true });
    writeFileSync(at('data/uploads/samples/A-1/A.fq'), '');
    chmodSync(scratch, 0o755);
    try {
      const isolation = isRoot
        ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [at('data/uploads')] })
        : noIsolation();
      const settings = { isolation, inputRoots: [at('in'), at('open')], samplesRoot: at('data/uploads/samples') };
      const ask = async (...paths: string[]) => {
        const asked = paths.map((path) => ({ path: at(path), whole: true, is_input: true }));
        return (
          await new (accessQuestion({ runner_id: 'a', storage_id: 'storage' }, settings))().access({ paths: asked })
        ).unreadable;
      };
      chmodSync(at('in'), isRoot ? 0o700 : 0);
      const [found, ...others] = await ask('open', 'data/uploads/samples/A-1', 'in', 'absent');
      expect(others).toEqual([]);
      expect(found).toMatchObject({
        path: at('in'),
        reason: expect.stringMatching(
          `^the user \\S+, as which tasks run, may not list ${at('in')} \\(owner`,
        ) as string,
        remedy: expect.stringMatching(/^Run as root: `.*`, or .*upload the files instead\.$/) as string,
      });
    } finally {
      chmodSync(at('in'), 0o700);
      rmSync(scratch, { recursive: true });
    }
  });
});
