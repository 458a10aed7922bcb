import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { waitUntil } from '@reprise/testing';
import type { Lab } from '../../lab.ts';
import { PAGE_PATIENCE_MS, personsWindow, skipFirstAdmin } from '../../pages/browser.ts';
import { ComparePage } from '../../pages/compare-page.ts';
import { JobPage } from '../../pages/job-page.ts';
import type { Sample } from '../../sample.ts';
import type { SharedPage } from '../shared-page.ts';

/** Sequence of a missing event, which the page requests in vain. */
const NOT_YET = 999_999;

/** Tests of past states. They run first in their Reprise, because `audit` continues with their job. */
export function history(shared: SharedPage): void {
  let lab: Lab;
  let page: Page;
  let problems: string[];
  let sample: Sample;
  let job: JobPage;
  beforeAll(() => {
    ({ lab, page, problems } = shared);
    job = new JobPage(page);
  });
  afterEach(() => expect(problems.splice(0).filter((problem) => !problem.includes(`as_of=${NOT_YET}`))).toEqual([]));

  it('cancels a running job with a reason, and resumes it after one of its two inputs was corrected', async () => {
    const folder = lab.inputFolder();
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    // Before the runner reads them, which it does as soon as the job has started.
    write('adapters.txt', 'AGATCGGAAGAGC\n');
    write('reads.txt', 'ACGT\n');
    sample = await lab.submit('reads', { folder }, { reason: 'first order' });
    await sample.says('CALL.reached');
    // A cancelled attempt does not wait for the checksums of its inputs, which are compared below.
    const areRead = async () => (await sample.story()).includes('inputs_observed') || undefined;
    await waitUntil(areRead, { every: 100, what: 'its inputs are read' });
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    await job.shows('Running');
    await job.ask('Cancel', 'wrong sample');
    await job.shows('Cancelled');
    await job.showsText('wrong sample');
    await sample.leavesNoProcess();

    write('reads.txt', 'ACGTACGT\n');
    sample.open('CALL');
    await job.ask('Resume', 'reads corrected');
    await job.shows('Completed');
  });

  it('reads the history in sentences, attempt by attempt', async () => {
    await job.showsText('asked to cancel this');
    await job.showsText(/The job was cancelled/);
    await job.showsText(/\d+ process(es)? ended, 0 left, \d.* after the cancel/);
    await job.showsText('wrong sample');
    await job.trail.getByRole('button', { name: /^Attempt 1/ }).click();
    await job.trail.getByText('wrong sample').waitFor({ state: 'detached' });
    await job.trail.getByRole('button', { name: /^Attempt 1/ }).click();
    await job.trail.getByText('wrong sample').waitFor();
  });

  it('sees which input made a step run again', async () => {
    await job.showsText('Ran again: reads.txt changed');
  });

  it('moves the slider to the cancel, where no action is available', async () => {
    await job.offers('Rerun');
    await job.showsMomentOf('The job was cancelled');
    await job.showsText(/^As it was at /);
    await job.shows('Was cancelled');
    await job.showsText('Later events are hidden');
    expect(await job.actions()).toEqual([]);
    await page.keyboard.press('Shift+R');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await job.paletteOffers('Rerun this job')).toBe(false);

    await job.slider.focus();
    await page.keyboard.press('ArrowLeft');
    await job.shows('Was cancelling');
    await page.keyboard.press('Home');
    await job.shows('Was pending');
  });

  it('shares the moment with a colleague, who sees the same', async () => {
    const link = page.url();
    expect(link).toMatch(/\?as_of=\d+$/);
    const context = await shared.browser.newContext(personsWindow);
    context.setDefaultTimeout(PAGE_PATIENCE_MS);
    await skipFirstAdmin(context);
    const other = await context.newPage();
    await other.goto(lab.system.link);
    await other.goto(link);
    const theirs = new JobPage(other);
    await theirs.shows('Was pending');
    expect(await theirs.actions()).toEqual([]);
    await context.close();
  });

  it('returns to now', async () => {
    await page.getByRole('button', { name: 'Back to now' }).click();
    await job.shows('Completed');
    await job.offers('Rerun');
    expect(page.url()).not.toContain('as_of');
  });

  it('sees no action and no past label while a moment loads', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/\/api\/.*as_of=/, async (route) => {
      await held;
      await route.continue();
    });
    await job.slider.focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Back to now' }).waitFor();
    expect(await page.getByRole('main').locator('rp-status').first().innerText()).toBe('Completed');
    expect(await job.actions()).toEqual([]);
    release();
    await job.shows('Was running');
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByRole('button', { name: 'Back to now' }).click();
    await job.shows('Completed');
  });

  it('sees a message for a moment that does not exist', async () => {
    await page.goto(new URL(`/jobs/${sample.id}?as_of=${NOT_YET}`, lab.system.url).href);
    await job.showsText(/There is no event 999999 yet: the last one is \d+/);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await job.shows('Completed');
  });

  it('compares the two attempts, differences first', async () => {
    await page.getByRole('link', { name: 'Compare' }).first().click();
    const compare = new ComparePage(page);
    await compare.isOf(1, 2);
    const differing = (await compare.differing()).map((name) => name.slice(name.lastIndexOf('/') + 1));
    const gates = ['CALL', 'CALL.reached'];
    const expected = ['Outcome', 'Trim reads', 'Call variants', 'reads.txt', 'called.txt'];
    expect(differing.filter((name) => !gates.includes(name))).toEqual(expected);
    expect(await compare.row('Outcome')).toContain('cancelled');
    expect(await compare.row('Trim reads')).toContain('cached');
    expect(await compare.row('Read quality')).toContain('Ran again: reads.txt changed');
    expect(await compare.row('called.txt')).toMatch(/not recorded.*[0-9a-f]{4}…[0-9a-f]{4}/s);

    await compare.choose('Second attempt', '1');
    await compare.isOf(1, 1);
    await compare.findsNoDifference();
  });
}
