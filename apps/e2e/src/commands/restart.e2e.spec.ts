import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { JobPage } from '../pages/job-page.ts';

const exome = resolve(import.meta.dirname, '../../../../pipelines/wes/demo');

describe('restarting from a step', () => {
  let lab: Lab;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  beforeAll(async () => {
    [lab, browser] = await Promise.all([
      Lab.start({ REPRISE_PIPELINES: `${join(import.meta.dirname, '../../pipelines')}:${resolve(exome, '../..')}` }),
      openBrowser(),
    ]);
    ({ page, problems } = await openPage(browser, lab.system.link));
  });
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });
  afterEach(async () => {
    await lab.tidy();
    expect(problems.splice(0)).toEqual([]);
  });

  it('shows what it will do before it does anything, and then does that', async () => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE', 'ALIGN', 'CALL', 'REPORT');
    await sample.becomes('completed');
    const first = await sample.attempt();
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
    expect((await sample.story()).at(-1)).not.toBe('restart_requested');
    await dialog.getByRole('textbox', { name: /^Reason/ }).fill('call again');
    await dialog.getByRole('button', { name: 'Restart from Call variants' }).click();
    await job.showsText('restarted this from');
    await sample.says('CALL.reached');
    sample.open('CALL');
    await sample.reads('completed again', ({ attempt, status }) => attempt === 2 && status === 'completed');
    expect(await sample.steps()).toBe('Prepare cached, Align reads cached, Call variants done, Report done');
    const second = await sample.attempt();
    expect(second).toMatchObject({ mode: 'from_step', session_id: first.session_id, reason: 'call again' });
    const digests = (attempt: typeof first) => attempt.outputs.map(({ kind, sha256 }) => [kind, sha256]);
    expect(digests(second)).toEqual(digests(first));
  });

  it('of the exome runs the middle step and what comes after it, to the same bytes as a fresh run', async () => {
    const params = { input_dir: join(exome, 'DEMO1'), reference: join(exome, 'reference/demo.fa.gz') };
    const sample = await lab.submit('wes', params);
    await sample.becomes('completed', 300_000);
    const first = await sample.attempt();
    const bytes = first.outputs.map(({ path }) => [path, readFileSync(path)] as const);

    expect(await sample.command('restart', { step: 'CALL', reason: 'for the test' })).toBe('Pipeline restart started');
    await sample.reads('completed again', ({ attempt, status }) => attempt === 2 && status === 'completed', 300_000);
    const second = await sample.attempt();
    const states = Object.fromEntries(second.steps.map(({ process, state }) => [process, state]));
    expect(states).toMatchObject({
      ...{ FASTQC: 'cached', FASTP: 'cached', INDEX: 'cached', ALIGN: 'cached' },
      ...{ CALL: 'done', ANNOTATE: 'done', FILTER: 'done' },
    });
    expect(second.outputs.map(({ path }) => path).sort()).toEqual(bytes.map(([path]) => path).sort());
    const differing = bytes.filter(([path, before]) => !readFileSync(path).equals(before)).map(([path]) => path);
    expect(differing).toEqual([]);
  });
});
