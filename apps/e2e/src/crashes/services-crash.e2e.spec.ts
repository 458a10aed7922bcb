import { waitUntil } from '@reprise/testing';
import type { Browser } from 'playwright-core';
import { Lab } from '../lab.ts';
import { openBrowser, openPage } from '../pages/browser.ts';
import { JobPage } from '../pages/job-page.ts';
import { wholeStory, type Sample } from '../sample.ts';

describe('while a job runs, kill -9', () => {
  let lab: Lab;
  let browser: Browser;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([Lab.start(), openBrowser()]);
  });
  afterEach(() => lab.tidy());
  afterAll(async () => {
    await browser.close();
    await lab.stop();
  });

  const aligning = async (): Promise<Sample> => {
    const sample = await lab.submit('gate');
    sample.open('PREPARE');
    await sample.says('ALIGN.reached');
    await sample.reads('aligning', (job) => job.current_step === 'Align reads');
    return sample;
  };
  /** In one answer: what is up may be asked in vain now and then, on a busy machine. */
  const untilOnlyDown = (part: string, other: string) => {
    const shows = async () => {
      const { http, parts } = await lab.readiness();
      return http === 503 && parts[part] === 'down' && parts[other] === 'up';
    };
    return waitUntil(shows, {
      milliseconds: 40_000,
      what: `the gateway says that ${part} is down, and ${other} is not`,
    });
  };

  it.each([
    ['nats', 'log', 'database'],
    ['postgres', 'database', 'log'],
  ] as const)('of %s: the run goes on, and all that it did is told once', async (server, part, other) => {
    const sample = await aligning();
    await lab.system.services[server]!.kill();
    await untilOnlyDown(part, other);
    sample.open('ALIGN');
    await sample.says('CALL.reached');

    await lab.bringBack(server);
    await lab.untilReady();
    const calling = await sample.reads('calling', (job) => job.current_step === 'Call variants');
    expect(calling).toMatchObject({ status: 'running', attempt: 1 });
    sample.open('CALL', 'REPORT');
    await sample.becomes('completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    await sample.leavesNoProcess();
  });

  it('of the gateway: the page says so, goes on by itself, and misses nothing', async () => {
    const sample = await aligning();
    const { page } = await openPage(browser, lab.system.link);
    await page.goto(new URL(`/jobs/${sample.id}`, lab.system.url).href);
    const job = new JobPage(page);
    await job.shows('Running');
    await page.evaluate(() => Object.assign(window, { neverLoadedAgain: true }));

    await lab.system.services.gateway.kill();
    sample.open('ALIGN');
    await sample.says('CALL.reached');
    await job.showsText('Connection lost.');
    // It is shown for five seconds only.
    await Promise.all([lab.bringBack('gateway'), job.showsText('Connected again.')]);
    sample.open('CALL', 'REPORT');
    await job.shows('Completed');
    expect(await sample.facts()).toEqual(wholeStory('PREPARE', 'ALIGN', 'CALL', 'REPORT'));
    const seqs = (await sample.history()).map(({ seq }) => seq);
    expect((await job.eventsInTrail()).toSorted((a, b) => a - b)).toEqual(seqs);
    expect(await page.evaluate(() => 'neverLoadedAgain' in window)).toBe(true);
    await page.close();
  });
});
