import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { recorded } from '../testing/recorded.ts';
import { Scratch } from '../testing/scratch.ts';
import { parseStdoutLine } from '../records/parse-stdout-line.ts';
import { CacheMissExplainer } from './cache-miss-explainer.ts';
import { DumpReader } from './hash-dump.ts';

describe('the explanation of a cache miss', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  /** Explains the tasks that a recorded attempt submitted, from the attempt before it. */
  const explain = async (before: string, now: string) => {
    const attemptDir = join(scratch.dir, 'attempt-1');
    const { stdout, trace } = attemptFiles(attemptDir);
    mkdirSync(attemptDir);
    writeFileSync(stdout, recorded(`${before}.stdout.txt`));
    writeFileSync(trace, recorded(`${before}.trace.tsv`));
    const explainer = new CacheMissExplainer(scratch.dir, [{ attempt: 1, attemptDir }]);
    const reader = new DumpReader();
    const explained: [string, unknown][] = [];
    for (const line of recorded(`${now}.stdout.txt`).split('\n')) {
      const { inside, dump } = reader.line(line);
      if (dump) explainer.add(dump);
      const fact = inside ? null : parseStdoutLine(line);
      if (fact?.kind !== 'submitted') continue;
      const [process = ''] = fact.name.split(' ');
      explained.push([fact.name, await explainer.explain({ ...fact, process, tag: null }, () => null)]);
    }
    return explained;
  };

  it('is absent for an interrupted task, although another one without a tag had succeeded', async () => {
    expect(await explain('interrupted-1', 'interrupted-2')).toEqual([['COUNT (2)', null]]);
  });
});
