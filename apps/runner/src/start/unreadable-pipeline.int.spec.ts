import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chooseIsolation, noIsolation } from '@reprise/nextflow';
import { loadPipelines } from '@reprise/pipelines';
import { unreadablePipeline } from './unreadable-pipeline.ts';

/** If this process is root, tasks run as a different user; otherwise as the same one. */
const isRoot = process.getuid?.() === 0;

describe('a pipeline that tasks cannot read', () => {
  let scratch: string;
  let folder: string;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'reprise-pipeline-'));
    folder = join(scratch, 'toy');
    chmodSync(scratch, 0o755);
    mkdirSync(folder);
    for (const [name, text] of [
      ['reprise.json', '{"name":"toy","script":"main.nf"}'],
      ['main.nf', ''],
      ['nextflow.config', ''],
    ] as const)
      writeFileSync(join(folder, name), text);
  });
  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(scratch, { recursive: true });
  });

  it('is reported with the user, the folder or file, and the command to run, and otherwise not at all', async () => {
    const pipeline = loadPipelines([folder]).pipelines[0]!;
    const isolation = isRoot
      ? chooseIsolation({ setting: 'auto', user: 'nobody', hidden: [], reached: [] })
      : noIsolation();
    expect(await unreadablePipeline(pipeline, isolation)).toBeNull();
    chmodSync(folder, isRoot ? 0o700 : 0o600);
    const message = await unreadablePipeline(pipeline, isolation);
    expect(message).toMatch(
      /^The pipeline toy cannot be read: the user \S+, as which tasks run, may not enter \S+\/toy \(owner \S+, mode [67]00\)\. Run as root: `(setfacl -m u:\S+:|chmod o\+)x \S+\/toy`.*\. Then try again\.$/,
    );
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'nextflow.config'), 0o200);
    expect(await unreadablePipeline(pipeline, isolation)).toMatch(/may not read \S+\/nextflow\.config \(/);
  });
});
