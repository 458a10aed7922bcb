import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';

/** If this process is root, tasks run as a different user; otherwise as the same one. */
const isRoot = process.getuid?.() === 0;

export function closedInputs(shared: { readonly lab: Lab }): void {
  it('is reported at its field before the submission, with the command that opens it, and in the answer to a submission', async () => {
    const { api } = shared.lab;
    const folder = shared.lab.inputFolder();
    const asked = { pipeline: 'gate', params: { folder } };
    chmodSync(folder, isRoot ? 0o700 : 0);
    const { errors, warnings } = await api.untilWarned(asked);
    expect(errors).toEqual([]);
    const user = isRoot ? 'reprise-tasks' : '\\S+';
    const words = new RegExp(
      `^cannot be read by tasks: the user ${user}, as which tasks run, may not list ${folder} \\(owner \\S+, mode 7?00?0?\\)\\. Run as root: \`(.*)\`, or .*upload the files instead\\.$`,
    );
    expect(warnings).toEqual([{ field: 'params.folder', message: expect.stringMatching(words) as string }]);
    const submitted = async () => {
      const { job_id, warnings: ofSubmission = [] } = await api.submit({ ...asked, sample_name: 'closed' });
      await api.command(job_id, 'cancel');
      // A submission does not wait for a slow runner.
      return ofSubmission.length > 0 && ofSubmission;
    };
    expect(await waitUntil(submitted, { every: 500, what: 'a submission has a warning' })).toEqual(warnings);
    expect(canList(folder)).toBe(false);
    if (isRoot) execFileSync('sh', ['-c', words.exec(warnings[0]!.message)![1]!]);
    else chmodSync(folder, 0o777);
    expect(canList(folder)).toBe(true);
    expect((await api.check(asked)).warnings).toEqual([]);
  });
}

/** Whether the user of the tasks can list it, according to the kernel. */
function canList(folder: string): boolean {
  const asTasks = isRoot ? ['setpriv', '--reuid=reprise-tasks', '--regid=reprise-tasks', '--clear-groups'] : [];
  return spawnSync('env', [...asTasks, 'ls', folder]).status === 0;
}
