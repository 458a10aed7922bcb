import { waitUntil } from '@reprise/testing';
import type { OneJob } from '../../commands/one-job.ts';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { PAGE_PATIENCE_MS } from '../../pages/browser.ts';
import { JobPage } from '../../pages/job-page.ts';
import { appears, wholeStory, type Sample } from '../../sample.ts';

/** One run, whose runner was already killed twice, survives all of the kills. The steps depend on each other. */
export function servicesKilled(shared: SharedPage, job: OneJob): void {
  let sample: Sample;
  let process_id: number | null;
  beforeAll(() => {
    ({ sample } = job);
  });
  const reachesStep = (step: string) => sample.reads(`at ${step}`, (job) => job.current_step === step);
  /** In a single request, because on a busy machine a running service may occasionally not answer. */
  const untilOnlyDown = (part: string, other: string) => {
    const shows = async () => {
      const { http, parts } = await shared.lab.readiness();
      return http === 503 && parts[part] === 'down' && parts[other] === 'up';
    };
    return waitUntil(shows, {
      what: `the gateway says that ${part} is down, and ${other} is not`,
    });
  };

  it('of the runner between start and first task leaves the run going', async () => {
    const { runner } = shared.lab.system.services;
    await sample.says('launch.reached');
    ({ process_id } = await sample.reads('running', ({ status }) => status === 'running'));
    await runner.kill();
    sample.open('launch', 'PREPARE');
    await sample.says('ALIGN.reached');
    await runner.start();
  });

  it.each([
    ['nats', 'log', 'database', 'ALIGN', 'Align reads', 'CALL', 'Call variants'],
    ['postgres', 'database', 'log', 'CALL', 'Call variants', 'REPORT', 'Report'],
  ] as const)(
    'of %s is reported by the gateway, and the run continues',
    async (server, part, other, step, title, next, then) => {
      const { lab } = shared;
      await sample.says(`${step}.reached`);
      await reachesStep(title);
      await lab.system.services[server]!.kill();
      await untilOnlyDown(part, other);
      sample.open(step);
      await sample.says(`${next}.reached`);

      await lab.bringBack(server);
      await lab.untilReady();
      expect(await reachesStep(then)).toMatchObject({ status: 'running', attempt: 1, process_id });
    },
  );

  it('of gateway and runner before the end: the page reports it, recovers by itself and misses nothing, and each event is recorded once', async () => {
    const { lab, page, problems } = shared;
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Running');
    await page.evaluate(() => {
      Object.assign(window, { neverLoadedAgain: true });
      // It is only shown for five seconds, so a stalled machine could miss it.
      const note = () => {
        if (document.querySelector('main')?.textContent.includes('Connected again.'))
          Object.assign(window, { wasConnectedAgain: true });
      };
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true });
    });

    await sample.reads('planned', ({ steps }) => steps.length === 4);
    const { gateway, runner } = lab.system.services;
    await Promise.all([gateway.kill(), runner.kill()]);
    sample.open('REPORT');
    await appears(lab.filesOf(sample).exit);
    await job.showsText('Connection lost.');
    await lab.bringBack('gateway');
    await page.waitForFunction(() => 'wasConnectedAgain' in window, undefined, { timeout: PAGE_PATIENCE_MS });
    await runner.start();
    await job.shows('Completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    expect(await sample.story()).toContain('plan_observed');
    expect((await sample.attempt()).outputs).toHaveLength(2);
    const seqs = (await sample.history()).map(({ seq }) => seq);
    expect((await job.eventsInTrail()).toSorted((a, b) => a - b)).toEqual(seqs);
    expect(await page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
    await sample.leavesNoProcess();
    await page.goto('about:blank');
    problems.splice(0); // caused by the lost connection
  });
}
