import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openJetStreamLog } from '@reprise/event-log';
import pg from 'pg';
import { fillLog } from '../log/fill-log.ts';
import { jobEvents } from '../log/job-events.ts';
import type { Bench, Measure, Pair } from '../measure/measure.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';
import { runNode, runReprise } from './run-reprise.ts';

const names = ['first', 'next', 'restore', 'memory'] as const;
type Name = (typeof names)[number];

/** Share of the jobs that are new in the next backup. */
const NEW = 0.01;

/** Benchmark: a first backup, one of 1 % more jobs, and a restore, compared with `cp` of the same bytes. */
export const backup =
  (jobs = 36_000): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const at = (name: string) => join(folder.path, name);
    const [backups, copy] = [at('backups'), at('copy')];
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    const fill = (count: number) => fillLog(log, eventsOfJobs(count));
    const pairs: Record<Name, Pair[]> = { first: [], next: [], restore: [], memory: [] };
    let bytes = 0;
    try {
      let events = await fill(jobs);
      say(`  ${String(events)} events of ${String(jobs)} jobs`);
      mkdirSync(at('data'));
      const settings = { NATS_URL: nats.url, DATABASE_URL: postgres.url, REPRISE_DATA_DIR: at('data') };
      const backUp = () => runReprise(settings, 'server', 'backup', backups);
      for (let repetition = -1; repetition < repetitions; repetition += 1) {
        for (const each of [backups, copy]) rmSync(each, { recursive: true, force: true });
        const first = await backUp();
        const firstFloor = timeCopy([backups], copy);
        const before = new Set(readdirSync(join(backups, 'events')));
        events += await fill(Math.ceil(jobs * NEW));
        const next = await backUp();
        const added = readdirSync(join(backups, 'events')).filter((name) => !before.has(name));
        const nextFloor = timeCopy(
          added.map((name) => join(backups, 'events', name)),
          copy,
        );
        const restored = await restore(at(`restored-${String(repetition)}`), backups, postgres.url);
        rmSync(copy, { recursive: true });
        const restoredFloor = timeCopy([backups], copy);
        const idle = await runNode({}, '--eval', '');
        bytes = Number(execFileSync('du', ['--bytes', '--summarize', backups], { encoding: 'utf8' }).split('\t')[0]);
        if (repetition < 0) continue;
        pairs.first.push({ ours: first.ms, floor: firstFloor });
        pairs.next.push({ ours: next.ms, floor: nextFloor });
        pairs.restore.push({ ours: restored.ms, floor: restoredFloor });
        const most = Math.max(first.mebibytes, next.mebibytes, restored.mebibytes);
        pairs.memory.push({ ours: most, floor: idle.mebibytes });
      }
      return measures(events, bytes, pairs);
    } finally {
      await log.close();
    }
  };

function* eventsOfJobs(jobs: number) {
  for (let number = 0; number < jobs; number += 1) yield* jobEvents(number);
}

/** Copies to disk. Returns the duration in milliseconds. */
function timeCopy(sources: readonly string[], target: string): number {
  const began = performance.now();
  mkdirSync(target, { recursive: true });
  execFileSync('cp', ['--recursive', ...sources, target]);
  execFileSync('sync', ['--file-system', target]);
  return performance.now() - began;
}

/** Restores into an empty nats-server and an empty database, which are removed afterwards. */
async function restore(folder: string, backups: string, postgresUrl: string) {
  mkdirSync(folder);
  await using nats = await benchNats(folder);
  const database = new URL(postgresUrl);
  database.pathname = '/restored';
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query('create database restored');
    const servers = { NATS_URL: nats.url, DATABASE_URL: database.href };
    return await runReprise({ ...servers, REPRISE_DATA_DIR: join(folder, 'data') }, 'server', 'restore', backups);
  } finally {
    await client.query('drop database restored with (force)');
    await client.end();
    rmSync(folder, { recursive: true });
  }
}

function measures(events: number, bytes: number, pairs: Record<Name, Pair[]>): Measure[] {
  const size = `${String(events)} events, ${(bytes / 1e6).toFixed(0)} MB`;
  const floor = 'cp of the same bytes to disk';
  const timed = { question: 'log', floor, unit: 'ms' } as const;
  return [
    { ...timed, name: 'backup: first', ours: `reprise server backup of a log of ${size}`, pairs: pairs.first },
    { ...timed, name: 'backup: next', ours: 'the next one, after 1 % more events', pairs: pairs.next },
    {
      ...timed,
      name: 'restore',
      ours: `reprise server restore: the check of the backup, the log, all tables from it, and the verification, of ${size}`,
      pairs: pairs.restore,
    },
    {
      question: 'needs',
      name: 'memory of backup and restore',
      ours: `greatest resident size of the commands, of ${size}`,
      floor: 'a Node process that does nothing',
      unit: 'MiB',
      pairs: pairs.memory,
    },
  ];
}
