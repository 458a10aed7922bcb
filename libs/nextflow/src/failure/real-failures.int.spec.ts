import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { accessExplainer } from '../access/access-explainer.ts';
import { chooseIsolation } from '../isolate/choose-isolation.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { findNextflow } from '../testing/nextflow.ts';
import { Scratch, testEnv } from '../testing/scratch.ts';
import { TraceReader, type TraceRow } from '../records/trace-reader.ts';
import { explainTask } from './explain-task.ts';
import type { FailureDigest } from './failure-digest.ts';

const SILENT = 'printed nothing. Run its script by hand to see why, then resume.';
const CRASH = 'Check its input and the version of the program, then resume.';
const KILLED = 'by the system because memory ran out, or by hand';

/** One run of a real Nextflow whose tasks fail in many ways. docs/failures.md lists further recorded failures. */
describe('a task that really failed', () => {
  const scratch = new Scratch();
  const digests = new Map<string, FailureDigest>();
  const isRoot = process.getuid?.() === 0;
  const folder = join(scratch.dir, 'closed');
  const [behind, file] = [join(folder, 'S1.fastq'), join(scratch.dir, 'S2.fastq')];
  let workDir: string;

  beforeAll(async () => {
    const user = isRoot ? 'nobody' : undefined;
    const isolation = chooseIsolation({ setting: 'auto', user, hidden: [], reached: [findNextflow()] });
    mkdirSync(join(scratch.dir, 'attempt-1'));
    await isolation.handOver([scratch.dir]);
    mkdirSync(folder);
    for (const path of [behind, file]) writeFileSync(path, 'reads\n', { mode: isRoot ? 0o600 : 0o000 });
    chmodSync(folder, isRoot ? 0o700 : 0o000);
    const run = await NextflowRun.start(scratch, 'failures', {
      params: { behind, file },
      changes: {
        ...(isRoot && { prefix: isolation.prefix({ cwd: scratch.dir }) }),
        env: { ...testEnv(), HOME: scratch.dir },
      },
    });
    workDir = run.workDir;
    await run.ended();
    const explainAccess = accessExplainer(isolation, []);
    for (const { name, exit, workDir: taskDir } of await traceOf(run)) {
      const report = { task: name, causedBy: null, exitCode: exit, errorLines: [], workDir: taskDir };
      digests.set(
        name,
        await explainTask(report, {
          log: '',
          trace: '',
          workDir,
          explainAccess,
          askDocker: () => Promise.resolve(null),
          containerEvents: () => Promise.resolve(''),
          wasPaused: false,
        }),
      );
    }
  });
  afterAll(async () => {
    chmodSync(folder, 0o700);
    await scratch.end();
  });

  it.each([
    ['a segmentation fault', `crashed with a segmentation fault (exit code 139, line 2 of its script). ${CRASH}`],
    ['a bus error', expect.stringContaining('crashed with a bus error (exit code 135, line 2 of its script). ')],
    ['an illegal instruction', expect.stringContaining('crashed with an illegal instruction (exit code 132, ')],
    [
      'a limit of its processor time',
      'used more processor time than its limit allows (exit code 152, line 2 of its script). Raise or remove the limit (ulimit -t, or RLIMIT_CPU of the runner), then resume.',
    ],
    [
      'a limit of its files',
      'wrote a larger file than its limit allows (exit code 153, line 2 of its script). Raise or remove the limit (ulimit -f, or RLIMIT_FSIZE of the runner), then resume.',
    ],
    ['a kill', `was killed (exit code 137, line 2 of its script), ${KILLED}`],
    ['a kill of its shell', `was killed (exit code 137), ${KILLED}`],
    ['exit 125', `ended with exit code 125 and ${SILENT}`],
    [
      'exit 126',
      'may not run tool in its work dir (exit code 126, line 2 of its script): it is not executable. Write `chmod +x tool` before it in the script, then resume.',
    ],
    [
      'exit 127',
      'needs the command no-such-aligner, which is not installed where it ran (exit code 127, line 2 of its script). Install it, or name a container that has it, then resume.',
    ],
    ['a clean-up', 'ended with exit code 1: ERROR: no index'],
    ['words on stdout', 'ended with exit code 3: ERROR: no reads'],
    ['nothing said', `ended with exit code 4 and ${SILENT}`],
    ['its work dir', 'ended with exit code 5: no panel'],
    ['a here-document', expect.stringContaining('crashed with a segmentation fault (exit code 139, line ')],
    ['a full disk', 'failed because the disk is full. Free some space, then resume.'],
    [
      'an unset variable',
      'uses the variable REFERENCE, which is not set (exit code 1, line 2 of its script). Set it, or correct the script, then resume.',
    ],
  ])('by %s is reported as such', (tag, words) => {
    const message = digests.get(`DOES (${tag})`)?.message.replace(`DOES (${tag}) `, '');
    expect(message).toEqual(words);
  });

  it.each([
    ['in a closed folder', 'DOES (a closed file)', behind, `enter ${folder}`, `x ${folder}`],
    ['that was staged as a link', 'OPENS', file, `read ${file}`, `r ${file}`],
  ])('names the user who may not read a file %s, and the command that opens it', (_, task, path, closed, opens) => {
    const user = isRoot ? 'nobody' : userInfo().username;
    const [message = '', remedy = ''] = digests.get(task)!.message.split(' Run as root: ');
    expect(message).toContain(
      `${task} may not use ${path} (exit code 1): the user ${user}, as which tasks run, may not ${closed} (owner `,
    );
    expect(remedy).toContain(opens);
    expect(remedy).toMatch(/, then resume\.$/);
  });

  it('states the line of its cause, in its stderr and in its log', () => {
    const { excerpt, failing_task } = digests.get('DOES (a clean-up)')!;
    expect(excerpt).toMatchObject({ stream: 'stderr', cause_line: 501, lines: 561 });
    const [start = '', rest = ''] = failing_task!.split('/');
    const name = readdirSync(join(workDir, start)).find((each) => each.startsWith(rest))!;
    const log = readFileSync(join(workDir, start, name, '.command.log'), 'utf8');
    expect(log.slice(excerpt!.log_offset!).split('\n', 1)).toEqual(['ERROR: no index']);
  });
});

async function traceOf({ spec }: NextflowRun): Promise<TraceRow[]> {
  const reader = new TraceReader();
  const lines = (await readFile(attemptFiles(spec.attemptDir).trace, 'utf8')).split('\n');
  return [...lines.flatMap((line) => reader.line(line)), ...reader.end()];
}
