import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Ended } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import { aStartedAttempt } from '../attempt/started-attempt.fixture.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';
import { collectAttemptOutputs, type FoundOutputs } from './outputs.ts';
import { readingTools } from './reading-tools.fixture.ts';
import { recordEnding } from './record-ending.ts';

describe('the outputs of an attempt', () => {
  let dataDir: string;
  beforeEach(() => (dataDir = mkdtempSync(join(tmpdir(), 'reprise-outputs-'))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  const outputs = { bam: '*.bam', raw_vcf: '*.vcf', report: '*.html' };
  const pipeline = { manifest: { outputs } } as unknown as Pipeline;
  const withResults = (names: string[]) => {
    const started = aStartedAttempt(dataDir);
    [started.attemptDir, started.run.output_dir].forEach((dir) => mkdirSync(dir, { recursive: true }));
    names.forEach((name) => writeFileSync(join(started.run.output_dir, name), name));
    return started;
  };
  const collect = (names: string[]) => collectAttemptOutputs(withResults(names), pipeline);
  /** More results than fit into an event. */
  const reports = Array.from({ length: 1000 }, (_, i) => `${String(i).padStart(4, '0')}${'x'.repeat(150)}.html`);
  /** Dangling links. */
  const withLinks = (names: string[]) => {
    const { output_dir } = aStartedAttempt(dataDir).run;
    mkdirSync(output_dir, { recursive: true });
    names.forEach((name) => symlinkSync(join(dataDir, 'gone'), join(output_dir, name)));
  };
  const kinds = ({ outputs }: FoundOutputs) => outputs.map(({ kind }) => kind);

  it('are all in the event if they fit', async () => {
    const found = await collect(['S1.bam', 'a.html', 'b.html']);
    expect(kinds(found)).toEqual(['bam', 'report', 'report']);
    expect(found.outputs_manifest).toBeUndefined();
  });

  it('are the first of each kind if the list is too long for an event, with the whole list in a file', async () => {
    const found = await collect(['S2.bam', 'S1.bam', ...reports]);
    expect(found.outputs).toMatchObject([
      { kind: 'bam', path: join(dataDir, 'output', 'S1.bam'), bytes: 6 },
      { kind: 'report', path: join(dataDir, 'output', reports[0]!) },
    ]);
    const { path, sha256, count } = found.outputs_manifest!;
    const list = readFileSync(path, 'utf8');
    expect(createHash('sha256').update(list).digest('hex')).toBe(sha256);
    expect(JSON.parse(list)).toHaveLength(count);
    expect(count).toBe(1002);
  });

  it.each([
    ['ENOSPC: no space left on device', (file: string) => symlinkSync('/dev/full', file)],
    ['EISDIR: illegal operation on a directory', (file: string) => mkdirSync(file)],
  ])(
    'are the first of each kind if their list cannot be written, and the ending is recorded: %s',
    async (why, spoil) => {
      withLinks(Array.from({ length: 30 }, (_, i) => `gone-${i}.bam`));
      const started = withResults(['S1.bam', ...reports]);
      const list = join(started.attemptDir, 'outputs.json');
      spoil(list);
      const at = new Date().toISOString();
      const report = { survivors: [], signals: [], processes_ended: 0, ended_before_signal: true, executors: [] };
      const end = { ended: { status: 'exited', exit_code: 0, signal: null, ended_at: at } as Ended, report };
      const handled: unknown[] = [];
      const handle = (_jobId: string, command: unknown) => Promise.resolve(handled.push(command));
      const commands = { handle } as unknown as RunnerCommands;
      const run = { ...started.run, started_at: at };
      await recordEnding({ ...started, run }, end, {
        ...readingTools(),
        pipeline,
        commands,
        explainAccess: () => Promise.resolve(null),
        askDocker: () => Promise.resolve(null),
        containerEvents: () => Promise.resolve(''),
      });
      expect(handled).toMatchObject([{ name: 'succeed' }]);
      const found = handled[0] as FoundOutputs;
      expect(kinds(found)).toEqual(['bam', 'report']);
      expect(found.outputs_manifest).toBeUndefined();
      const reason = `The list of all 1001 results could not be written, so only the first of each kind is recorded: ${why}`;
      expect(found).toMatchObject({ outputs_skipped: { 0: { path: list, reason } }, outputs_skipped_count: 31 });
    },
  );

  it('include links to what a restart moved aside, and no links to other places', async () => {
    const { output_dir, work_dir } = aStartedAttempt(dataDir).run;
    const [aside, outside] = [join(dirname(work_dir), 'aside'), join(dataDir, 'elsewhere')];
    for (const dir of [output_dir, work_dir, aside, outside]) mkdirSync(dir, { recursive: true });
    for (const [dir, name] of [[aside, 'S1.bam'] as const, [outside, 'S2.bam'] as const]) {
      writeFileSync(join(dir, name), 'reads');
      symlinkSync(join(dir, name), join(output_dir, name));
    }
    const { outputs, outputs_skipped } = await collect([]);
    expect(outputs.map(({ path }) => basename(path))).toEqual(['S1.bam']);
    expect(outputs_skipped?.map(({ path }) => basename(path))).toEqual(['S2.bam']);
  });

  it('name each unreadable file with its reason', async () => {
    withLinks(['S1.bam', 'notes.txt']);
    const found = await collect(['a.html']);
    expect(kinds(found)).toEqual(['report']);
    expect(found.outputs_skipped).toEqual([
      { path: join(dataDir, 'output', 'S1.bam'), reason: 'ENOENT: no such file or directory' },
    ]);
    expect(found).not.toHaveProperty('outputs_skipped_count');
  });

  it('name as many unreadable files as an event can hold, and their number', async () => {
    withLinks(Array.from({ length: 90 }, (_, i) => `${i}.html`));
    const many = await collect([]);
    expect(many).toMatchObject({ outputs_skipped: { length: 20 }, outputs_skipped_count: 90 });
  });

  it('have no list of skipped files after a complete success', async () => {
    expect(await collect(['a.html'])).not.toHaveProperty('outputs_skipped');
  });
});
