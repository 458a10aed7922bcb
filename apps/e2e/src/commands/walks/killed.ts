import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptView, JobView } from '@reprise/contracts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { JobPage } from '../../pages/job-page.ts';
import type { Sample } from '../../sample.ts';

/** Each step begins where the one before ended. */
export function killed(shared: SharedPage): void {
  let sample: Sample;
  let first: AttemptView;

  it('has failed in plain words, and its orphans are ended', async () => {
    sample = await shared.lab.submit('gate');
    sample.open('PREPARE', 'ALIGN');
    const stateOf = (job: JobView, process: string) => job.steps.find((step) => step.process === process)?.state;
    const { process_id } = await sample.reads(
      'calling, with the alignment recorded',
      (job) => stateOf(job, 'ALIGN') === 'done' && stateOf(job, 'CALL') === 'running',
    );
    process.kill(process_id!, 'SIGKILL');

    const job = await sample.becomes('failed');
    await sample.leavesNoProcess();
    expect(job).toMatchObject({
      failure: { cause: 'killed' },
      allowed_actions: expect.arrayContaining(['resume', 'rerun']),
    });
    expect(job.error_message).toMatch(/Nextflow.*(killed|SIGKILL)/i);
    first = await sample.attempt();
  });

  it('goes on by a resume from where it was', async () => {
    expect(await sample.command('resume', { reason: 'the node is back' })).toBe('Pipeline resume started');
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const after = await sample.attempt();
    expect(after).toMatchObject({ attempt: 2, mode: 'resume', session_id: first.session_id, tasks_cached: 2 });
    const report = after.outputs.find(({ kind }) => kind === 'report');
    expect(readFileSync(report!.path, 'utf8')).toBe('prepared\naligned\ncalled\nreported\n');
  });

  it('is restarted from a step: the page shows what that will do before it does anything, and then does that', async () => {
    const { page, lab } = shared;
    const before = await sample.attempt();
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Completed');
    rmSync(join(sample.folder, 'CALL'));

    const dialog = await job.opensRestart();
    await dialog.getByLabel('Start again from').selectOption('CALL');
    await dialog.getByText('2 steps stay cached, 2 run again').waitFor();
    await dialog.getByText('2 work dirs are moved aside').waitFor();
    const rows = await dialog.getByRole('row').allInnerTexts();
    expect(rows.slice(1).map((row) => row.replaceAll(/\s+/g, ' '))).toMatchObject([
      expect.stringContaining('stay cached'),
      expect.stringContaining('stay cached'),
      expect.stringContaining('run again chosen'),
      expect.stringContaining('run again uses Call variants'),
    ]);
    expect(await sample.story()).not.toContain('restart_requested');
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('call again');
    await dialog.getByRole('button', { name: 'Restart from Call variants' }).click();
    await job.showsText('restarted this from');
    await page.goto('about:blank');
    sample.open('CALL');
    await sample.reads('completed again', ({ attempt, status }) => attempt === 3 && status === 'completed');
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const after = await sample.attempt();
    expect(after).toMatchObject({ mode: 'from_step', session_id: first.session_id, reason: 'call again' });
    const digests = ({ outputs }: AttemptView) => outputs.map(({ kind, sha256 }) => [kind, sha256]);
    expect(digests(after)).toEqual(digests(before));
    expect(shared.problems.splice(0)).toEqual([]);
  });
}
