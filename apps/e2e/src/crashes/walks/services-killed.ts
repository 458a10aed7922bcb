import { waitUntil } from '@reprise/testing';
import type { SharedPage } from '../../in-the-page/shared-page.ts';
import { JobPage } from '../../pages/job-page.ts';
import { wholeStory, type Sample } from '../../sample.ts';

/** One run outlives all of them; each step begins where the one before ended. */
export function servicesKilled(shared: SharedPage): void {
  let sample: Sample;
  beforeAll(async () => {
    sample = await shared.lab.submit('gate');
  });
  const reachesStep = (step: string) => sample.reads(`at ${step}`, (job) => job.current_step === step);
  /** In one answer: what is up may be asked in vain now and then, on a busy machine. */
  const untilOnlyDown = (part: string, other: string) => {
    const shows = async () => {
      const { http, parts } = await shared.lab.readiness();
      return http === 503 && parts[part] === 'down' && parts[other] === 'up';
    };
    return waitUntil(shows, {
      milliseconds: 40_000,
      what: `the gateway says that ${part} is down, and ${other} is not`,
    });
  };

  it.each([
    ['nats', 'log', 'database', 'PREPARE', 'Prepare', 'ALIGN', 'Align reads'],
    ['postgres', 'database', 'log', 'ALIGN', 'Align reads', 'CALL', 'Call variants'],
  ] as const)(
    'of %s: the gateway says so, and the run goes on',
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
      expect(await reachesStep(then)).toMatchObject({ status: 'running', attempt: 1 });
    },
  );

  it('of the gateway: the page says so, goes on by itself, and misses nothing; all is told once', async () => {
    const { lab, page, problems } = shared;
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Running');
    await page.evaluate(() => Object.assign(window, { neverLoadedAgain: true }));

    await lab.system.services.gateway!.kill();
    sample.open('CALL');
    await sample.says('REPORT.reached');
    await job.showsText('Connection lost.');
    // It is shown for five seconds only.
    await Promise.all([lab.bringBack('gateway'), job.showsText('Connected again.')]);
    sample.open('REPORT');
    await job.shows('Completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    const seqs = (await sample.history()).map(({ seq }) => seq);
    expect((await job.eventsInTrail()).toSorted((a, b) => a - b)).toEqual(seqs);
    expect(await page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
    await sample.leavesNoProcess();
    await page.goto('about:blank');
    problems.splice(0); // of the lost connection
  });
}
