import type { AttemptView } from '@reprise/contracts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { JobPage } from '../../pages/job-page.ts';
import type { OneJob } from '../one-job.ts';

export function restarted(shared: SharedPage, oneJob: OneJob): void {
  it('is restarted from a step: the page shows what that will do before it does anything, and then does that', async () => {
    const { page, lab } = shared;
    const { sample } = oneJob;
    const before = await sample.attempt();
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Completed');
    sample.close('CALL');

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
    await sample.reads('completed again', ({ attempt, status }) => attempt === 5 && status === 'completed');
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const after = await sample.attempt();
    expect(after).toMatchObject({ mode: 'from_step', session_id: before.session_id, reason: 'call again' });
    const digests = ({ outputs }: AttemptView) => outputs.map(({ kind, sha256 }) => [kind, sha256]);
    expect(digests(after)).toEqual(digests(before));
    expect(shared.problems.splice(0)).toEqual([]);
  });
}
