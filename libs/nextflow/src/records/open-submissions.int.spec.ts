import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { openSubmissions } from './open-submissions.ts';

const at = 'Nov-30 15:15:29.948';
const submitted = (id: string, name = 'SORT (S1)') =>
  `${at} [Task submitter] DEBUG nextflow.executor.GridTaskHandler - [SLURM] submitted process ${name} > jobId: ${id}; workDir: /work/6f/19a37b`;
const completed = (id: string) =>
  `${at} [Task monitor] DEBUG n.processor.TaskPollingMonitor - Task completed > TaskHandler[jobId: ${id}; id: 1; name: SORT (S1); status: COMPLETED; exit: 140; error: -; workDir: /work/6f/19a37b started: 1]`;

describe('jobs that Nextflow submitted and has not seen end', () => {
  let attemptDir: string;
  beforeEach(() => (attemptDir = mkdtempSync(join(tmpdir(), 'reprise-submissions-'))));
  afterEach(() => rmSync(attemptDir, { recursive: true }));
  const logged = (...lines: string[]) => writeFileSync(attemptFiles(attemptDir).log, `${lines.join('\n')}\n`);

  it('are those in its log, for one executor', async () => {
    logged(submitted('500005'), submitted('500006'), submitted('500007_3'), completed('500005'));
    expect(await openSubmissions(attemptDir, 'slurm')).toEqual(['500006', '500007_3']);
    expect(await openSubmissions(attemptDir, 'sge')).toEqual([]);
  });

  it('exclude those that the name of a task quotes', async () => {
    logged(submitted('1', 'A [SLURM] submitted process B > jobId: 666; workDir: /work'), `echo ${submitted('667')}`);
    expect(await openSubmissions(attemptDir, 'slurm')).toEqual(['1']);
  });

  it('are none without a log', async () => {
    expect(await openSubmissions(attemptDir, 'slurm')).toEqual([]);
  });
});
