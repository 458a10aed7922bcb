import type { ProjectorView, RunnerView } from '@reprise/contracts';
import { STARTING } from '@reprise/contracts/starting';
import { aRunner, NOON } from '../../testing/views.ts';
import { dateTime } from '../format.ts';
import { bannersOf, idleSince, withEndings } from './banners.ts';

const runner = (part: Partial<RunnerView> = {}) => aRunner({ slots_taken: 0, ...part });
const projection = (part: Partial<ProjectorView> = {}): ProjectorView => ({
  state: 'following',
  last_seq: 5,
  head: 5,
  lag: 0,
  lag_ms: 0,
  events_per_second: 0,
  problem: null,
  ...part,
});
const well = {
  now: NOON,
  live: 'open' as const,
  downSince: null,
  retryAt: null,
  staleSince: null,
  askedSince: null,
  problem: null,
  runners: [runner()],
  idleSince: null,
  logAwayAt: null,
  projection: projection(),
  pending: 0,
};
const heardOf = (runners: RunnerView[], before: number | null = null) => ({
  runners,
  idleSince: idleSince(before, runners, NOON),
});
const ids = (parts: Partial<Parameters<typeof bannersOf>[0]>) => bannersOf({ ...well, ...parts }).map(({ id }) => id);

describe('banners', () => {
  it('are absent while all is well', () => {
    expect(ids({})).toEqual([]);
  });

  it('report that the server does not answer although the stream is open', () => {
    expect(ids({ askedSince: NOON - 9_000 })).toEqual([]);
    expect(ids({ askedSince: NOON - 12_000, live: 'down', downSince: NOON - 9_000 })).toEqual(['connection']);
    const [banner] = bannersOf({ ...well, askedSince: NOON - 12_000 });
    expect(banner?.title).toBe('The server does not answer.');
    expect(banner?.ticking).toBe('Asked 12 s ago.');
  });

  it('state the time of the last answer while the connection is lost', () => {
    const textOf = (staleSince: number | null) =>
      bannersOf({ ...well, live: 'down', downSince: NOON - 60_000, staleSince })[0]?.text;
    const time = (ms: number) => dateTime(new Date(ms).toISOString(), NOON);
    expect(textOf(null)).toBe(`What you see is from ${time(NOON - 60_000)}.`);
    expect(textOf(NOON - 180_000)).toBe(`What you see is from ${time(NOON - 180_000)}.`);
    expect(textOf(NOON - 5_000)).toBe(`What you see is from ${time(NOON - 60_000)}.`);
  });

  it('report the message of a server that cannot answer', () => {
    const [banner] = bannersOf({ ...well, askedSince: NOON - 12_000, problem: 'The database does not answer now.' });
    expect(banner).toMatchObject({
      title: 'The server cannot answer now.',
      text: expect.stringMatching(/^The database does not answer now\. What you see may be from /),
    });
  });

  it('do not mention runners before the first answer', () => {
    expect(ids({ runners: null })).toEqual([]);
  });

  it('report that no runner takes jobs, how many jobs wait, and when a runner was last heard', () => {
    const [banner] = bannersOf({ ...well, ...heardOf([runner({ alive: false })]), pending: 6 });
    expect(banner?.title).toBe('No runner is taking jobs.');
    expect(banner?.text).toMatch(/^6 jobs wait\. bio-node-3 was last heard of at /);
  });

  it('report only that no runner is heard while the log, their channel, does not answer', () => {
    const away = projection({ state: 'log_away' });
    const banner = (parts: object) =>
      bannersOf({ ...well, ...heardOf([runner({ alive: false })]), pending: 6, ...parts }).find(
        ({ id }) => id === 'runners',
      );
    expect(banner({ projection: away })).toMatchObject({
      title: 'No runner is heard.',
      text: 'Runners are heard through the event log, which does not answer.',
    });
    expect(banner({ logAwayAt: NOON - 5_000 })).toMatchObject({
      title: 'No runner is heard.',
      text: 'The event log, through which they are heard, answers again.',
    });
    const again = projection({ problem: 'The event log does not answer, or takes no events.' });
    expect(banner({ logAwayAt: NOON - 5_000, projection: again })?.text).toBe(
      'Runners are heard through the event log.',
    );
    expect(banner({ logAwayAt: NOON - 20_000 })).toMatchObject({ title: 'No runner is taking jobs.' });
  });

  it('explain why a living runner holds back', () => {
    const [banner] = bannersOf({
      ...well,
      ...heardOf([runner({ holds_back: STARTING }), runner({ runner_id: 'runner-b', holds_back: 'No disk is left.' })]),
      pending: 1,
    });
    expect(banner?.text).toBe('1 job waits. bio-node-3: No disk is left.');
  });

  it('allow a runner time to start, unless none took jobs before', () => {
    const starting = [runner({ holds_back: STARTING }), runner({ runner_id: 'runner-b', alive: false })];
    expect(ids(heardOf(starting))).toEqual([]);
    expect(ids(heardOf(starting, NOON - 19_000))).toEqual([]);
    const [banner] = bannersOf({ ...well, ...heardOf(starting, NOON - 20_000) });
    expect(banner?.text).toBe('bio-node-3: It is starting.');
    const { idleSince: before } = heardOf([runner({ alive: false })]);
    expect(ids(heardOf(starting, before))).toEqual(['runners']);
    expect(heardOf([...starting, runner()], before).idleSince).toBeNull();
  });

  it('wait for heartbeats at a gateway that has just started', () => {
    expect(ids(heardOf([]))).toEqual([]);
    const [banner] = bannersOf({ ...well, ...heardOf([], NOON - 20_000) });
    expect(banner?.text).toBe('None has been heard of yet.');
  });

  it('tolerate a short connection loss, then count down', () => {
    expect(ids({ live: 'down', downSince: NOON - 500 })).toEqual([]);
    const [banner] = bannersOf({ ...well, live: 'down', downSince: NOON - 4000, retryAt: NOON + 3200 });
    expect(banner).toMatchObject({ id: 'connection', ticking: 'Trying again in 4 s.' });
  });

  it('state how far the view is behind, or its problem', () => {
    expect(bannersOf({ ...well, projection: projection({ lag: 120, lag_ms: 12_000 }) })[0]?.ticking).toBe(
      '120 events, 12 s.',
    );
    expect(bannersOf({ ...well, projection: projection({ problem: 'The stream was made anew.' }) })[0]?.text).toBe(
      'The stream was made anew.',
    );
  });
});

describe('the end of a banner', () => {
  const present = bannersOf({ ...well, ...heardOf([], NOON - 20_000) });

  it('is shown for five seconds', () => {
    const ended = withEndings(present, [], NOON);
    expect(ended).toMatchObject([{ id: 'runners', tone: 'ok', title: 'A runner is taking jobs again.' }]);
    expect(withEndings(ended, [], NOON + 4900)).toHaveLength(1);
    expect(withEndings(ended, [], NOON + 5000)).toEqual([]);
  });

  it('is replaced when the problem returns', () => {
    expect(withEndings(withEndings(present, [], NOON), present, NOON + 1000)).toEqual(present);
  });

  it('is hidden while the connection is lost again, or the view is behind', () => {
    const lost = bannersOf({ ...well, live: 'down', downSince: NOON - 2000 });
    const back = withEndings(lost, [], NOON, 'open');
    expect(back).toMatchObject([{ title: 'Connected again.', text: 'What you see is current.' }]);
    expect(withEndings(back, [], NOON + 1000, 'down')).toEqual([]);

    const behind = bannersOf({ ...well, projection: projection({ lag: 6, lag_ms: 12_000 }) });
    expect(withEndings(back, behind, NOON + 1000, 'open')).toMatchObject([
      { title: 'The view is behind.' },
      { title: 'Connected again.', text: '' },
    ]);
    expect(withEndings([...lost, ...behind], lost, NOON, 'down')).toEqual(lost);
    const silent = bannersOf({ ...well, askedSince: NOON - 12_000 });
    expect(withEndings(silent, [], NOON, 'down')).toEqual([]);
    expect(withEndings(silent, [], NOON, 'open')).toMatchObject([{ title: 'The server answers again.' }]);
  });
});
