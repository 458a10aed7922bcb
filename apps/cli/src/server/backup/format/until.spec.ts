import type { Manifest } from './manifest.ts';
import { aboutSources, lastUntil, sourcesOf, untilOf } from './until.ts';

const at = (minute: number) => `2026-12-01T16:${String(minute).padStart(2, '0')}:00.000Z`;
const event = (seq: number, recorded: number, stored = recorded, ...more: [string, string][]) => ({
  seq,
  stored_at: at(stored),
  headers: [['ce-time', at(recorded)], ...more] as [string, string][],
});
const batch = (id: string, isEnd: boolean): [string, string][] => [
  ['Nats-Batch-Id', id],
  ...(isEnd ? [['Nats-Batch-Commit', '1'] as [string, string]] : []),
];

describe('the moment of a restore', () => {
  it('is read as a sequence or a time', () => {
    expect(untilOf('4711')).toEqual({ seq: 4711 });
    expect(untilOf('2026-12-01T16:30Z')).toEqual({ time: Date.parse(at(30)) });
    for (const text of ['0', 'yesterday', '', '-3', '1e999'])
      expect(() => untilOf(text)).toThrow('neither a sequence of the log nor a time');
  });

  it('includes the event with that sequence or time', async () => {
    const events = [event(1, 10), event(2, 20), event(3, 30)];
    expect(await lastUntil(events, { seq: 2 })).toBe(2);
    expect(await lastUntil(events, { seq: 9 })).toBe(3);
    expect(await lastUntil(events, untilOf(at(20)))).toBe(2);
    expect(await lastUntil(events, untilOf(at(9)))).toBe(0);
  });

  it('keeps events together that share one append', async () => {
    const events = [
      event(1, 10),
      event(2, 20, 20, ...batch('b', false)),
      event(3, 20, 20, ...batch('b', true)),
      event(4, 30),
    ];
    expect(await lastUntil(events, { seq: 2 })).toBe(1);
    expect(await lastUntil(events, { seq: 3 })).toBe(3);
    expect(await lastUntil(events.slice(0, 2), { seq: 9 })).toBe(1);
  });

  it('uses the time of an event, which a restore keeps, but no event that was stored later', async () => {
    const restored = [event(1, 10, 50), event(2, 20, 50)];
    expect(await lastUntil(restored, untilOf(at(15)))).toBe(1);
    const ahead = [event(1, 59, 10), event(2, 20)];
    expect(await lastUntil(ahead, untilOf(at(15)))).toBe(1);
    expect(await lastUntil([{ ...event(1, 10), headers: [] }], untilOf(at(15)))).toBe(1);
  });
});

describe('the backups that supply a restore', () => {
  const manifest = (name: string, as_of_seq: number, last_seq: number) =>
    ({ name, log: { last_seq }, database: { as_of_seq } }) as Manifest;
  const backups = [manifest('a', 8, 10), manifest('b', 18, 20), manifest('c', 28, 30)];
  const namesAt = (last?: number) => {
    const { events, files, database } = sourcesOf(backups, last);
    return [events, files, database].map(({ name }) => name).join('');
  };

  it('are the last one, if no moment is given', () => expect(namesAt()).toBe('ccc'));

  it('are the first one with the files of all events, and the last one with earlier tables', () => {
    expect(namesAt(30)).toBe('ccc');
    expect(namesAt(20)).toBe('cbb');
    expect(namesAt(19)).toBe('cbb');
    expect(namesAt(17)).toBe('cba');
    expect(namesAt(12)).toBe('cba');
    expect(namesAt(9)).toBe('caa');
  });

  it('are named if accounts or files are not of the last one', () => {
    expect(aboutSources(sourcesOf(backups))).toEqual([]);
    expect(aboutSources(sourcesOf(backups, 19))).toEqual([
      'Accounts and webhooks are those of the backup b, keys and files those of b.',
    ]);
  });

  it('are the earliest tables if all are later', () => expect(namesAt(3)).toBe('caa'));
});
