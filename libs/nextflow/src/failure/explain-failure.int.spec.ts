import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRACE_FIELDS } from '../records/trace-reader.ts';
import { readPlan } from '../plan/read-plan.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { NextflowRun } from '../testing/nextflow-run.ts';
import { Scratch } from '../testing/scratch.ts';
import { explainFailure } from './explain-failure.ts';

/** `libs/simulated-nextflow` compares a failing step in a real Nextflow with the simulated one. */
describe('explaining a failure', () => {
  let scratch: Scratch;
  beforeEach(() => (scratch = new Scratch()));
  afterEach(() => scratch.end());

  it('states what Nextflow itself could not do, without a step', async () => {
    const run = await NextflowRun.start(scratch, 'missing');
    await run.ended();
    const digest = await explainFailure({ attemptDir: run.spec.attemptDir, workDir: run.workDir });
    expect(digest).toMatchObject({ failing_step: null, exit_code: null });
    expect(digest.message).toMatch(/^Nextflow could not run the pipeline: .*missing\.nf/);
    expect(await readPlan({ attemptDir: run.spec.attemptDir, ended: run.ended() })).toBeNull();
  });

  describe('from the files of a run', () => {
    const lay = (stdout: string, log = '') => {
      const attemptDir = join(scratch.dir, 'attempt');
      const workDir = join(scratch.dir, 'work');
      [attemptDir, workDir].forEach((dir) => mkdirSync(dir, { recursive: true }));
      writeFileSync(attemptFiles(attemptDir).stdout, stdout);
      writeFileSync(attemptFiles(attemptDir).log, log);
      return { attemptDir, workDir };
    };
    const report = (taskDir: string) =>
      `ERROR ~ Error executing process > 'ALIGN (DEMO1)'\n\nCaused by:\n  it failed\n\nCommand exit status:\n  1\n\nWork dir:\n  ${taskDir}\n`;

    it('recognises a full disk', async () => {
      const { attemptDir, workDir } = lay('');
      const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
      mkdirSync(taskDir, { recursive: true });
      writeFileSync(join(taskDir, '.command.err'), 'sort: write failed: sorted.bam: No space left on device\n');
      writeFileSync(attemptFiles(attemptDir).stdout, report(taskDir));
      expect(await explainFailure({ attemptDir, workDir })).toMatchObject({
        failing_task: 'ab/cdef12',
        disk_full: true,
        message: 'ALIGN (DEMO1) failed because the disk is full. Free some space, then resume.',
      });
    });

    describe('of a container that Docker ended', () => {
      const task = (workDir: string, hash: string, files: Record<string, string>) => {
        const taskDir = join(workDir, hash.padEnd(33, '0'));
        mkdirSync(taskDir, { recursive: true });
        for (const [name, text] of Object.entries(files)) writeFileSync(join(taskDir, name), text);
        return taskDir;
      };
      const wrapper = { '.command.run': 'nxf_launch() {\n    docker run -i --name $NXF_BOXID own /bin/bash\n}\n' };
      const endedWith = (exitCode: number) => {
        const run = lay('');
        const taskDir = task(run.workDir, 'ab/cdef12', wrapper);
        writeFileSync(attemptFiles(run.attemptDir).stdout, report(taskDir).replace(/1$/m, String(exitCode)));
        return run;
      };
      const DOWN = 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock';

      it.each([137, 143])('names Docker, and not memory, if its daemon does not answer: %i', async (exitCode) => {
        const run = { ...endedWith(exitCode), askDocker: () => Promise.resolve(DOWN) };
        expect(await explainFailure(run)).toMatchObject({
          summary: 'ended, most likely because Docker was stopped',
          message: `ALIGN (DEMO1) was ended (exit code ${String(exitCode)}), most likely because Docker was stopped: ${DOWN}. Start Docker on the runner's machine, then resume.`,
        });
      });

      it('names Docker if another task of the attempt could not reach it', async () => {
        const run = endedWith(137);
        const other = task(run.workDir, '12/345678', {
          '.command.err': `docker: ${DOWN}. Is the docker daemon running?\n`,
        });
        const row = TRACE_FIELDS.map(
          (field) => ({ hash: '12/345678', status: 'FAILED', exit: '125', workdir: other })[field as string] ?? '-',
        );
        writeFileSync(attemptFiles(run.attemptDir).trace, `${TRACE_FIELDS.join('\t')}\n${row.join('\t')}\n`);
        expect((await explainFailure(run)).message).toBe(
          `ALIGN (DEMO1) was ended (exit code 137), most likely because Docker was stopped: another task said "${DOWN}". Start Docker on the runner's machine, then resume.`,
        );
      });

      it('names memory if Docker answers', async () => {
        const { message } = await explainFailure({ ...endedWith(137), askDocker: () => Promise.resolve(null) });
        expect(message).toBe(
          'ALIGN (DEMO1) was killed (exit code 137), by the system because memory ran out, or by hand',
        );
      });

      it('does not query Docker about another exit code', async () => {
        const askDocker = () => Promise.reject(new Error('queried'));
        expect((await explainFailure({ ...endedWith(1), askDocker })).message).toContain('exit code 1');
      });
    });

    it('reports that the extra config of the job sets the limit that a task exceeded', async () => {
      const { attemptDir, workDir } = lay(
        report('/gone').replace('it failed', 'Process exceeded running time limit (3s)'),
      );
      writeFileSync(attemptFiles(attemptDir).extraConfig, 'process.time = "3s"\n');
      expect((await explainFailure({ attemptDir, workDir })).message).toMatch(
        /time limit \(3s\)\. The extra config of the job sets `time`, and a resume or rerun keeps it\. Submit another like it\.$/,
      );
    });

    it.each([
      ['an exception', 'java.io.IOException: No space left on device', true],
      ['the cause of one', 'Caused by: java.nio.file.FileSystemException: /work: No space left on device', true],
      ['the script of a task', "  grep 'java.io.IOException: No space left on device' run.log", false],
      ['a value that a task was hashed with', '  0f5e [java.lang.String] df || echo "No space left on device"', false],
    ])('reads a full disk from %s in the log: %s, %s', async (_, line, disk_full) => {
      const log = `Nov-28 03:40:07.510 [TaskFinalizer-1] ERROR nextflow.processor.TaskProcessor - A (1)\n${line}\n`;
      expect(await explainFailure(lay(report('/gone'), log))).toMatchObject({ disk_full });
    });

    const head = 'N E X T F L O W  ~  version 24.10.0\n';
    const aborted = (signal: string) =>
      `Nov-28 07:03:04.924 [${signal} handler] DEBUG nextflow.Session - Session aborted -- Cause: ${signal}\n` +
      `Nov-28 07:03:05.190 [${signal} handler] DEBUG nextflow.Session - \nThread[Finalizer,8,system]\n` +
      'Nov-28 07:03:05.328 [main] WARN  n.processor.TaskPollingMonitor - Killing running tasks (1)\n';

    it.each(['SIGTERM', 'SIGHUP', 'SIGINT'])(
      'reports that a %s ended Nextflow, whatever was printed',
      async (signal) => {
        const output = `${head}Options\n\n  reads: a\n[5d/ec45c9] Submitted process > SLOW\nWARN: Killing running tasks (1)\n`;
        for (const stdout of [output, head])
          expect(await explainFailure(lay(stdout, aborted(signal)))).toEqual({
            failing_step: null,
            failing_task: null,
            exit_code: null,
            stderr_tail: [],
            caused_by: null,
            disk_full: false,
            aborted_by: signal,
            summary: `ended by ${signal} from outside`,
            message: `Nextflow was ended from outside Reprise (${signal}). Resume to continue from there.`,
          });
      },
    );

    it('names the task that had failed before the signal', async () => {
      expect(await explainFailure(lay(report('/gone'), aborted('SIGTERM')))).toMatchObject({ failing_step: 'ALIGN' });
    });

    it('includes no lines of the log that are not errors', async () => {
      const debug = 'Nov-24 15:20:59.180 [main] DEBUG nextflow.Session - Session start invoked\n';
      expect((await explainFailure(lay(head, debug))).message).toBe(
        'Nextflow ended without saying why. Its log may tell more.',
      );
      const error = 'Nov-24 15:20:59.181 [main] ERROR nextflow.cli.Launcher - Unable to acquire lock\n';
      expect((await explainFailure(lay(head, debug + error + debug))).stderr_tail).toEqual(['Unable to acquire lock']);
    });

    describe('with any output of a task', () => {
      const explain = async (stderr: string, name = 'ALIGN (DEMO1)') => {
        const { attemptDir, workDir } = lay('');
        const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
        mkdirSync(taskDir, { recursive: true });
        writeFileSync(join(taskDir, '.command.err'), stderr);
        writeFileSync(
          attemptFiles(attemptDir).stdout,
          report(taskDir).replace('ALIGN (DEMO1)', () => name),
        );
        return explainFailure({ attemptDir, workDir });
      };

      it('prints it without colours, with the last states of a progress bar, and odd bytes as one character', async () => {
        const bar = Array.from({ length: 100 }, (_, i) => `\r${i} %`).join('');
        expect(await explain(`\x1b[31mbroken\x1b[0m index\0\0\x07\n${bar}`)).toMatchObject({
          stderr_tail: Array.from({ length: 20 }, (_, i) => `${80 + i} %`),
        });
        expect((await explain('\x1b[31mbroken\x1b[0m\tindex\0\0\x07\n')).stderr_tail).toEqual(['broken\tindex\uFFFD']);
      });

      it('returns no more than fits into an event', async () => {
        const odd = fc.constantFrom('\0', '\x1b', '"', '\\', 'ä', '語', '😀', 'a', '\r', '\n', '\x85', '\u2028');
        const part = fc.tuple(odd, fc.integer({ min: 1, max: 70_000 })).map(([each, count]) => each.repeat(count));
        const text = fc.array(part, { minLength: 1, maxLength: 30 }).map((parts) => parts.join(''));
        await fc.assert(
          fc.asyncProperty(text, fc.constantFrom('A', 'x'.repeat(60_000)), async (stderr, name) => {
            const { stderr_tail, failing_step, message } = await explain(stderr, name);
            const reported = JSON.stringify({ stderr_tail, failing_step, message });
            expect(Buffer.byteLength(reported)).toBeLessThan(200 * 1024);
          }),
          { numRuns: 60 },
        );
      });
    });

    it('reads no file that the output names outside of the work dir', async () => {
      const { attemptDir, workDir } = lay('');
      const elsewhere = join(scratch.dir, 'elsewhere');
      mkdirSync(elsewhere);
      writeFileSync(join(elsewhere, '.command.err'), 'secret\n');
      writeFileSync(attemptFiles(attemptDir).stdout, report(elsewhere));
      expect(await explainFailure({ attemptDir, workDir })).toMatchObject({
        failing_step: 'ALIGN',
        failing_task: null,
        stderr_tail: [],
      });
    });

    it('has no exit code if Nextflow recorded none for the task', async () => {
      const { attemptDir, workDir } = lay('');
      const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
      mkdirSync(taskDir, { recursive: true });
      // Written after Nextflow ended the task at its time limit.
      writeFileSync(join(taskDir, '.exitcode'), '143');
      writeFileSync(attemptFiles(attemptDir).stdout, report(taskDir).replace('status:\n  1\n', 'status:\n  -\n'));
      expect(await explainFailure({ attemptDir, workDir })).toMatchObject({
        failing_task: 'ab/cdef12',
        exit_code: null,
      });
    });

    it('follows no link and waits at no FIFO that a task left', async () => {
      const { attemptDir, workDir } = lay('');
      const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
      const secret = join(scratch.dir, 'secret');
      mkdirSync(taskDir, { recursive: true });
      writeFileSync(secret, 'secret\n');
      symlinkSync(secret, join(taskDir, '.command.err'));
      execFileSync('mkfifo', [join(taskDir, '.exitcode')]);
      const reported = report(taskDir).replace('Command exit status:\n  1\n\n', '');
      writeFileSync(attemptFiles(attemptDir).stdout, reported);
      expect(await explainFailure({ attemptDir, workDir })).toMatchObject({ exit_code: null, stderr_tail: [] });
    });

    it('reads the log if the output is empty', async () => {
      const line =
        'Nov-24 15:20:59.180 [main] ERROR nextflow.cli.Launcher - Unable to acquire lock on session with ID 1\n';
      const where = lay('N E X T F L O W  ~  version 24.10.0\n', line);
      expect((await explainFailure(where)).message).toBe(
        'Nextflow could not run the pipeline: Unable to acquire lock on session with ID 1',
      );
    });

    it('returns the output if the files of the task cannot be read', async () => {
      const { attemptDir, workDir } = lay('');
      const taskDir = join(workDir, 'ab', 'cdef12'.padEnd(30, '0'));
      mkdirSync(join(workDir, 'ab'));
      // File modes do not prevent root from reading.
      writeFileSync(taskDir, 'a file in the place of a folder');
      writeFileSync(attemptFiles(attemptDir).stdout, report(taskDir));
      expect(await explainFailure({ attemptDir, workDir })).toMatchObject({
        failing_step: 'ALIGN',
        exit_code: 1,
        stderr_tail: [],
        message: expect.stringContaining('ALIGN (DEMO1)'),
      });
    });

    it('has a message if no file is readable', async () => {
      const attemptDir = join(scratch.dir, 'attempt');
      writeFileSync(attemptDir, 'a file in the place of a folder');
      expect((await explainFailure({ attemptDir, workDir: scratch.dir })).message).toBe(
        'Nextflow ended without saying why. Its log may tell more.',
      );
    });

    it('has a message if no file exists', async () => {
      const nowhere = join(scratch.dir, 'nowhere');
      expect((await explainFailure({ attemptDir: nowhere, workDir: nowhere })).message).toBe(
        'Nextflow ended without saying why. Its log may tell more.',
      );
    });
  });
});
