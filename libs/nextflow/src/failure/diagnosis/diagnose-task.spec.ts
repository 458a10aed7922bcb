import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, summaryOf } from './diagnosis.ts';
import { diagnoseTask } from './diagnose-task.ts';
import type { TaskFailure } from './task-failure.ts';

const failure = (part: Partial<TaskFailure>): TaskFailure => ({
  exitCode: 1,
  causedBy: null,
  lines: [],
  hasPrinted: true,
  cause: null,
  isNamed: true,
  scriptLine: null,
  diskFull: false,
  missingParams: [],
  wasPaused: false,
  clusterTask: null,
  engine: null,
  stoppedDocker: null,
  containerEnd: null,
  ...part,
});
const diagnose = async (part: Partial<TaskFailure>) => {
  const diagnosis = await diagnoseTask(failure(part), null, () => Promise.resolve(null));
  return { message: messageOf('ALIGN', diagnosis), summary: summaryOf(diagnosis) };
};

describe('the diagnosis of a task', () => {
  it('mentions that a time limit includes pauses, if there was one', async () => {
    const causedBy = 'Process exceeded running time limit (20s)';
    expect((await diagnose({ causedBy })).message).toBe(
      'ALIGN ran longer than its time limit (20s). Raise the limit, then resume.',
    );
    expect((await diagnose({ causedBy, wasPaused: true })).message).toBe(
      'ALIGN was over its time limit (20s), which went on counting while the job was paused. Raise the limit if the task needs longer, then resume.',
    );
  });

  it.each(['Downloaded newer image', 'Image is up to date'])(
    'does not report an image as missing if Docker fetched it: %s',
    async (status) => {
      const refused = 'docker: Error response from daemon: OCI runtime create failed: runc: no space for cgroups';
      const lines = ["Unable to find image 'tools:1.0' locally", '1.0: Pulling', `Status: ${status} for tools:1.0`];
      expect(await diagnose({ exitCode: 125, lines: [...lines, refused], cause: refused })).toMatchObject({
        message: expect.stringContaining('did not start: Docker refused its container'),
      });
    },
  );

  it('gives advice if Podman cannot join the namespace of another job', async () => {
    const lines = [
      'time="2026-12-01T13:17:02Z" level=warning msg="Using rootless single mapping into the namespace."',
      'time="2026-12-01T13:17:02Z" level=error msg="invalid internal status, try resetting the pause process with \\"podman system migrate\\": cannot re-exec process to join the existing user namespace"',
    ];
    const { message } = await diagnose({ engine: 'podman', lines, cause: lines[1]! });
    expect(message).toMatch(
      /^ALIGN did not start: Podman could not join the user namespace .*REPRISE_TASK_ISOLATION=off/,
    );
    expect((await diagnose({ lines, cause: lines[1]! })).message).toMatch(/^ALIGN ended with exit code 1: /);
  });

  it('reports a missing program that env cannot run and that is not in the work dir', async () => {
    const cause = '/usr/bin/env: ‘python9’: Permission denied';
    const taskDir = mkdtempSync(join(tmpdir(), 'reprise-task-'));
    const message = async () =>
      messageOf(
        'ALIGN',
        await diagnoseTask(failure({ exitCode: 126, lines: [cause], cause }), taskDir, () => Promise.resolve(null)),
      );
    try {
      expect(await message()).toBe(
        'ALIGN needs python9, which is not installed where it ran, or not executable (exit code 126). Install it, or name a container that has it, then resume.',
      );
      writeFileSync(join(taskDir, 'python9'), '');
      expect(await message()).toBe(
        'ALIGN may not run python9 in its work dir (exit code 126): it is not executable. Write `chmod +x python9` before it in the script, then resume.',
      );
    } finally {
      rmSync(taskDir, { recursive: true });
    }
  });

  it('names a closed file only if the cause does, and not for an earlier line', async () => {
    const lines = ['cp: cannot access /data/cache: Permission denied', 'Error: the reference has no index'];
    expect(await diagnose({ lines, cause: 'Error: the reference has no index' })).toEqual({
      message: 'ALIGN ended with exit code 1: Error: the reference has no index',
      summary: 'Error: the reference has no index',
    });
    expect(await diagnose({ lines, cause: 'cp: /data/x: Permission denied' })).toMatchObject({
      message: expect.stringMatching(/^ALIGN was refused a file \(exit code 1\): cp: /),
    });
  });
});
